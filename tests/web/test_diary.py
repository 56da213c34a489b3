"""The diary: by day in the zone of the day, what was stopped and refused too, and words that can be changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.cast import NOW, a_session
from velneuro.web.diary.models import Entry
from velneuro.web.diary.views import ON_A_PAGE, parse_before
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

State = PracticeSession.State


def diary(client: Client, query: str = "") -> str:
    return " ".join(client.get(f"/diary/sessions/{query}").content.decode().split())


def test_an_empty_diary_says_so(home: Client) -> None:
    assert "Nothing here yet." in diary(home)


def test_a_session_that_was_only_prepared_is_not_there(home: Client, person: Person) -> None:
    a_session(person)
    assert "Nothing here yet." in diary(home)


def test_a_session_that_was_skipped_through_shows_what_was_played(home: Client, person: Person) -> None:
    ended = NOW + timedelta(seconds=70)
    a_session(person, state=State.FINISHED, position_ms=300_000, started_at=NOW, ended_at=ended)
    assert "Done · 1 of 5 minutes" in diary(home)


def test_a_session_that_ended_early_shows_how_far_it_went(home: Client, person: Person) -> None:
    a_session(person, state=State.STOPPED, stop_reason="early", position_ms=125_000, started_at=NOW)
    assert "Finished early · 2 of 5 minutes" in diary(home)


def test_trouble_is_shown_with_its_note(home: Client, person: Person) -> None:
    a_session(person, state=State.STOPPED, stop_reason="wrong", stop_note="A cramp.", started_at=NOW)
    assert "Stopped: something was wrong" in diary(home)
    assert "A cramp." in diary(home)


def test_a_refusal_is_no_blame(home: Client, person: Person) -> None:
    a_session(person, state=State.REFUSED)
    assert "Not done: rest was the right thing" in diary(home)


def test_a_day_stays_where_it_took_place(home: Client, person: Person) -> None:
    late = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # Saturday evening in New York
    a_session(person, state=State.FINISHED, now=late, started_at=late)
    Person.objects.update(time_zone="Asia/Tokyo")
    assert "Saturday, November 21" in diary(home)


def test_words_can_be_changed(home: Client, person: Person) -> None:
    session = a_session(person, state=State.FINISHED, started_at=NOW)
    home.post(f"/diary/{session.pk}/", {"went_well": "Soft light.", "note": "<b>bold</b>"})
    assert Entry.objects.get().went_well == "Soft light."
    assert "&lt;b&gt;bold&lt;/b&gt;" in diary(home)


def test_a_text_that_is_too_long_is_refused_and_stays(home: Client, person: Person) -> None:
    session = a_session(person, state=State.FINISHED, started_at=NOW)
    page = home.post(f"/diary/{session.pk}/", {"went_well": "", "note": "y" * 4001}).content.decode()
    assert "y" * 4001 in page
    assert 'role="alert"' in page


def test_older_days_are_a_page_away(home: Client, person: Person) -> None:
    template = a_session(person, state=State.FINISHED, started_at=NOW)
    for n in range(1, ON_A_PAGE + 2):
        PracticeSession.objects.create(
            **{
                field.attname: getattr(template, field.attname)
                for field in PracticeSession._meta.fields
                if field.attname not in ("id", "made_at", "day")
            },
            made_at=NOW - timedelta(days=n),
            day=NOW.date() - timedelta(days=n),
        )
    first = diary(home)
    assert first.count("Evening feet and legs</h3>") == ON_A_PAGE
    earlier = first.split('href="?before=')[1].split('"')[0]
    assert diary(home, f"?before={earlier}").count("Evening feet and legs</h3>") == 2


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-22", "2026-11-22T20:00:00", "2026-13-45T99:00:00+00:00"])
def test_a_spoiled_place_in_the_diary_is_its_beginning(text: str) -> None:
    assert parse_before(text) is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_place_at_the_end_of_time_is_its_beginning_too(home: Client, text: str) -> None:
    assert home.get("/diary/sessions/", {"before": text}).status_code == 200


def test_a_session_that_was_only_prepared_has_no_page(home: Client, person: Person) -> None:
    assert home.get(f"/diary/{a_session(person).pk}/").status_code == 404
