"""Days off by their pages: a holiday, a pause, their ends; bad days are said in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW
from tests.web.planning import TODAY, page, undo
from velneuro.web.rhythm.models import Break


def test_a_holiday_has_a_first_and_a_last_day(home: Client) -> None:
    home.post("/rhythm/breaks/new/", {"since": "2026-12-20", "last": "2027-01-03"})
    kept = Break.objects.get()
    assert (kept.kind, kept.since, kept.until) == ("holiday", date(2026, 12, 20), date(2027, 1, 4))
    assert "Holiday December 20 to January 3, 2027" in page(home)


def test_without_a_last_day_it_is_a_pause(home: Client) -> None:
    home.post("/rhythm/breaks/new/", {"since": "2026-11-20", "last": ""})
    assert Break.objects.get().kind == "pause"
    assert "Pause From November 20, until you end it" in page(home)


def test_a_pause_begins_with_one_tap_and_once(home: Client) -> None:
    home.post("/rhythm/breaks/pause/")
    home.post("/rhythm/breaks/pause/")
    kept = Break.objects.get()
    assert (kept.kind, kept.since, kept.until) == ("pause", TODAY, None)


def test_a_pause_ends_with_today(home: Client, time_machine: TimeMachineFixture) -> None:
    home.post("/rhythm/breaks/pause/")
    time_machine.move_to(NOW + timedelta(days=5))
    home.post(f"/rhythm/breaks/{Break.objects.get().pk}/go-on/")
    assert Break.objects.get().until == TODAY + timedelta(days=5)
    assert "Welcome back." in page(home)
    undo(home)
    assert Break.objects.get().until is None


def test_a_holiday_that_ends_early_ends_with_today(home: Client, time_machine: TimeMachineFixture) -> None:
    home.post("/rhythm/breaks/new/", {"since": "2026-11-22", "last": "2026-12-22"})
    time_machine.move_to(NOW + timedelta(days=5))
    home.post(f"/rhythm/breaks/{Break.objects.get().pk}/go-on/")
    assert Break.objects.get().until == TODAY + timedelta(days=5)


def test_days_off_can_be_changed_and_taken_out(home: Client) -> None:
    home.post("/rhythm/breaks/new/", {"since": "2026-12-20", "last": "2027-01-03"})
    address = f"/rhythm/breaks/{Break.objects.get().pk}/"
    assert 'value="2027-01-03"' in home.get(address).content.decode()
    home.post(address, {"since": "2026-12-21", "last": "2027-01-02"})
    assert Break.objects.get().until == date(2027, 1, 3)
    home.post(f"{address}take-out/")
    assert not Break.objects.exists()
    undo(home)
    assert Break.objects.get().since == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"since": "soon"}, "Write the day as year, month and day, like 2026-11-22."),
        ({"since": ""}, "Choose the first day."),
        ({"since": "2026-12-20", "last": "later"}, "Write the day as year, month and day, like 2026-11-22."),
        ({"since": "2026-12-20", "last": "2026-12-19"}, "Choose a last day that is not before the first one."),
        ({"since": "2020-01-01"}, "Choose a first day within the last year or the next two."),
        ({"since": "2026-12-20", "last": "2096-12-19"}, "Choose a last day within the next two years"),
    ],
)
def test_bad_days_are_said_in_one_sentence(home: Client, given: dict[str, str], said: str) -> None:
    answer = home.post("/rhythm/breaks/new/", given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Break.objects.exists()
