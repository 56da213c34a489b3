"""The body map over time: a day of its own for every day, and any two side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW
from tests.web.marking import answers, felt, mark
from tests.web.test_pages import MAP
from velneuro.web.body_map.models import MapDay

DAY = timedelta(days=1)


def test_a_new_day_starts_from_the_last_map_and_leaves_it(new: Client, time_machine: TimeMachineFixture) -> None:
    mark(new, "left-ball", **felt("tingling", 6))
    mark(new, "left-heel", **felt("pain", 2))
    time_machine.move_to(NOW + 2 * DAY)
    mark(new, "left-ball", **felt("tingling", 4))
    second, first = MapDay.objects.all()
    assert sorted(first.marks.values_list("place", "level")) == [("left-ball", 6), ("left-heel", 2)]
    assert sorted(second.marks.values_list("place", "level", "carried")) == [
        ("left-ball", 4, False),
        ("left-heel", 2, True),
    ]
    assert {entry["zone"]: entry["level"] for entry in answers()["feel"]} == {"left-ball": 4, "left-heel": 2}


def test_looking_makes_no_map(new: Client, time_machine: TimeMachineFixture) -> None:
    mark(new, "left-ball")
    time_machine.move_to(NOW + DAY)
    for address in MAP:
        new.get(address)
    assert MapDay.objects.count() == 1


def test_the_same_today_is_said_anew(new: Client, time_machine: TimeMachineFixture) -> None:
    mark(new, "left-ball")
    time_machine.move_to(NOW + DAY)
    assert "The same today" in new.get("/map/").content.decode()
    new.post("/map/same/")
    newest = MapDay.objects.all()[0]
    assert list(newest.marks.values_list("place", "level", "carried")) == [("left-ball", 6, False)]


def test_an_earlier_day_is_corrected_and_the_plan_keeps_the_newest(
    new: Client, time_machine: TimeMachineFixture
) -> None:
    mark(new, "left-ball", **felt("tingling", 6))
    time_machine.move_to(NOW + DAY)
    mark(new, "left-ball", **felt("tingling", 3))
    page = new.get(f"/map/sole/left/?day={NOW.date()}").content.decode()
    assert "You correct the map of Sunday, November 22." in page
    assert f"/map/at/left-ball/?day={NOW.date()}&amp;view=sole" in page
    new.post(f"/map/at/left-ball/?day={NOW.date()}", felt("tingling", 8))
    assert list(MapDay.objects.values_list("marks__level", flat=True)) == [3, 8]
    assert answers()["feel"][0]["level"] == 3


def test_a_day_without_a_map_is_not_found(new: Client) -> None:
    assert new.get("/map/?day=2020-01-01").status_code == 404


def test_two_days_stand_side_by_side(new: Client, time_machine: TimeMachineFixture) -> None:
    mark(new, "left-ball", **felt("tingling", 6))
    mark(new, "left-heel", **felt("pain", 2))
    time_machine.move_to(NOW + 12 * DAY)
    mark(new, "left-ball", **felt("tingling", 4))
    mark(new, "left-toe1", **felt("numbness", 5))
    mark(new, "left-heel", clear="1")
    page = new.get("/map/days/").content.decode()
    assert "The strongest mark was 6 on November 22 and 5 on December 4." in page
    assert "Tingling, ball of the foot on the left: from 6 to 4." in page
    assert "Numbness, big toe on the left: new, 5." in page
    assert "Pain, heel on the left: gone, it was 2." in page
    assert "They are 12 days apart." in page
    assert "No day between them has a map." in page
    assert page.count("not marked") == 2
    assert page.count('href="#drawn-top-slate"') == 4


def test_marks_that_were_taken_over_are_told(new: Client, time_machine: TimeMachineFixture) -> None:
    mark(new, "left-heel", **felt("pain", 2))
    time_machine.move_to(NOW + DAY)
    mark(new, "left-ball")
    assert "1 mark of the second day was taken over" in new.get("/map/days/").content.decode()


def test_any_two_days_can_be_chosen_in_any_order(new: Client, time_machine: TimeMachineFixture) -> None:
    for days, level in ((0, 6), (1, 5), (2, 2)):
        time_machine.move_to(NOW + days * DAY)
        mark(new, "left-ball", **felt("tingling", level))
    page = new.get("/map/days/?first=2026-11-24&second=2026-11-22").content.decode()
    assert "from 6 to 2" in page
    assert "1 day between them has a map." in page


@pytest.mark.parametrize(("maps", "words"), [(0, "There is no map yet."), (1, "There is one day so far.")])
def test_fewer_than_two_days_are_said(new: Client, maps: int, words: str) -> None:
    for _ in range(maps):
        mark(new, "left-ball")
    assert words in new.get("/map/days/?first=x&second=2026-11-22").content.decode()
