"""The plan of the week by its pages: made, changed from today on, put back, paused; bad input is said in words."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from tests.cast import EVENING, NOW, on_a_phone, the_clinician
from tests.web.planning import LINE, TODAY, add, open_lines, page, undo
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Break, Channel, Delivery, Occurrence, Reminder, Ritual
from velneuro.web.rhythm.scheduling import schedule

# A first step


def test_nothing_planned_is_fine_and_one_tap_plans_it(home: Client) -> None:
    assert "Nothing is planned That is fine." in page(home)
    home.post("/rhythm/start/")
    (line,) = open_lines()
    assert (line.routine, line.minutes, line.weekdays, line.cue) == (EVENING, 10, [*range(7)], "After I brush my teeth")
    assert line.since == TODAY
    assert "Your plan is made." in page(home)


def test_a_second_tap_makes_no_second_plan(home: Client) -> None:
    home.post("/rhythm/start/")
    home.post("/rhythm/start/")
    assert Ritual.objects.count() == 1


def test_the_first_step_can_be_put_back(home: Client) -> None:
    home.post("/rhythm/start/")
    undo(home)
    assert not Ritual.objects.exists()
    assert "It is as it was." in page(home)


# Lines


def test_a_line_is_kept_as_it_was_chosen_and_shown(home: Client) -> None:
    line = add(home, weekdays=["4", "0"])
    assert (line.clock_minutes, line.part, line.weekdays) == (21 * 60 + 30, "bedtime", [0, 4])
    assert line.cue == "After I brush my teeth"
    shown = page(home)
    assert "After I brush my teeth" in shown
    assert "20 minutes · 9:30 PM" in shown
    assert "Mon, Fri" in shown


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [(range(7), "Every day"), (range(5), "Monday to Friday"), ((5, 6), "Weekends"), ((2,), "Wednesday")],
)
def test_days_are_said_in_words(home: Client, weekdays: Any, words: str) -> None:
    add(home, weekdays=[str(day) for day in weekdays])
    assert words in page(home)


def test_several_a_day_stand_in_the_order_of_the_day(home: Client) -> None:
    add(home)
    add(home, routine="afternoon-reset", at="15:00", part="afternoon")
    shown = page(home)
    assert shown.index("3:00 PM") < shown.index("9:30 PM")


def test_a_form_that_is_sent_twice_makes_one_line(home: Client) -> None:
    row = re.search(r'name="row" value="([^"]+)"', home.get("/rhythm/lines/new/").content.decode())
    assert row is not None
    for _ in range(2):
        home.post("/rhythm/lines/new/", {**LINE, "row": row[1]})
    assert [str(line.pk) for line in Ritual.objects.all()] == [row[1]]


def test_a_change_on_the_first_day_changes_the_line(home: Client) -> None:
    line = add(home)
    home.post(f"/rhythm/lines/{line.pk}/", {**LINE, "minutes": "12"})
    assert [(row.pk, row.minutes) for row in Ritual.objects.all()] == [(line.pk, 12)]


def test_a_change_later_holds_from_that_day_on(home: Client, time_machine: TimeMachineFixture) -> None:
    old = add(home)
    time_machine.move_to(NOW + timedelta(days=3))
    home.post(f"/rhythm/lines/{old.pk}/", {**LINE, "minutes": "12"})
    old.refresh_from_db()
    (new,) = open_lines()
    assert (old.minutes, old.since, old.until) == (20, TODAY, TODAY + timedelta(days=3))
    assert (new.minutes, new.since, new.cue) == (12, old.until, old.cue)


def test_saving_the_same_changes_nothing(home: Client, time_machine: TimeMachineFixture) -> None:
    line = add(home)
    time_machine.move_to(NOW + timedelta(days=3))
    home.post(f"/rhythm/lines/{line.pk}/", LINE)
    assert [row.pk for row in open_lines()] == [line.pk]


def test_a_change_can_be_put_back(home: Client, time_machine: TimeMachineFixture) -> None:
    old = add(home)
    time_machine.move_to(NOW + timedelta(days=3))
    home.post(f"/rhythm/lines/{old.pk}/", {**LINE, "minutes": "12"})
    undo(home)
    assert [(row.pk, row.minutes, row.until) for row in Ritual.objects.all()] == [(old.pk, 20, None)]


def test_a_line_can_be_taken_out_and_put_back(home: Client, time_machine: TimeMachineFixture) -> None:
    line = add(home)
    time_machine.move_to(NOW + timedelta(days=3))
    home.post(f"/rhythm/lines/{line.pk}/take-out/")
    assert open_lines() == []
    assert Ritual.objects.get().until == TODAY + timedelta(days=3)
    undo(home)
    assert open_lines() == [line]


def test_nothing_is_put_back_over_a_newer_change(home: Client, person: Person) -> None:
    line = add(home)
    home.post(f"/rhythm/lines/{line.pk}/take-out/")
    Ritual.objects.update(minutes=7)  # as another device would
    undo(home)
    assert open_lines() == []
    assert "It was changed again since" in page(home)


def test_the_past_is_not_changed(home: Client, time_machine: TimeMachineFixture) -> None:
    line = add(home)
    home.post(f"/rhythm/lines/{line.pk}/take-out/")
    assert home.get(f"/rhythm/lines/{line.pk}/").status_code == 404
    assert home.post(f"/rhythm/lines/{line.pk}/take-out/").status_code == 404


def test_the_form_shows_what_is_planned(home: Client) -> None:
    shown = home.get(f"/rhythm/lines/{add(home, weekdays=['2']).pk}/").content.decode()
    assert 'name="at" value="21:30"' in shown
    assert 'value="After I brush my teeth"' in shown
    assert re.findall(r'name="weekdays" value="(\d)" checked', shown) == ["2"]


def test_one_in_the_morning_belongs_to_the_evening_before(home: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(datetime(2026, 11, 23, 6, 0, tzinfo=UTC))  # one at night in New York
    assert add(home).since == TODAY


def test_a_day_that_ends_later_is_said(home: Client, person: Person) -> None:
    Person.objects.update(day_starts=330)
    assert "Your day starts at 5:30 AM, by the clock of America/New_York." in page(home)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"routine": "no-such-thing"}, "Choose one of these routines."),
        ({"minutes": "2"}, "Use a whole number of minutes, from 3 to 45."),
        ({"minutes": "46"}, "Use a whole number of minutes, from 3 to 45."),
        ({"minutes": "ten"}, "Use a whole number of minutes, from 3 to 45."),
        ({"minutes": ""}, "Use a whole number of minutes, from 3 to 45."),
        ({"weekdays": []}, "Choose at least one day."),
        ({"weekdays": ["7"]}, "Choose days of the week."),
        ({"part": "noon"}, "Choose a part of the day."),
        ({"part": ""}, "Choose a part of the day."),
        ({"at": "25:00"}, "Write the time as hours and minutes, like 21:30, or leave it empty."),
        ({"cue": "a" * 121}, "Use at most 120 letters to say after what."),
    ],
)
def test_bad_input_is_said_in_one_sentence(home: Client, wrong: dict[str, Any], said: str) -> None:
    answer = home.post("/rhythm/lines/new/", {**LINE, **wrong})
    assert answer.status_code == 422
    assert re.findall(r"<p>([^<]*)</p>", answer.content.decode().split('role="alert"')[1].split("</div>")[0]) == [said]
    assert not Ritual.objects.exists()


# Messages that wait follow every change


@pytest.fixture
def reminded(home: Client, person: Person) -> Ritual:
    line = add(home)
    channel = Channel.objects.create(
        person=person, kind="email", name="Mail", address={"to": "a@example.org"}, address_hash="a", made_at=NOW
    )
    Reminder.objects.create(person=person, ritual=line, first=channel)
    home.post(f"/rhythm/lines/{line.pk}/", {**LINE, "minutes": "15"})
    return line


def waiting() -> list[tuple[str, str]]:
    """Messages to come; what is overdue is the sender's to end."""
    rows = Delivery.objects.filter(state="waiting", due_at__gt=timezone.now()).select_related("occurrence")
    return [(f"{row.occurrence.day:%m-%d}", f"{row.due_at:%m-%d %H:%M}") for row in rows if row.occurrence]


def test_a_new_time_moves_the_message_that_waits(
    home: Client, reminded: Ritual, time_machine: TimeMachineFixture
) -> None:
    assert waiting() == [("11-22", "11-23 02:30")]  # half past nine in New York
    time_machine.move_to(NOW + timedelta(days=2))
    home.post(f"/rhythm/lines/{reminded.pk}/", {**LINE, "at": "20:00"})
    (line,) = open_lines()
    assert waiting() == [("11-24", "11-25 01:00")]
    assert Reminder.objects.get().ritual == line
    undo(home)
    assert waiting() == [("11-24", "11-25 02:30")]
    assert Reminder.objects.get().ritual == reminded


def test_a_line_that_gets_a_time_is_reminded_of_like_the_others(home: Client, reminded: Ritual) -> None:
    line = add(home, at="", weekdays=["6"])
    assert len(waiting()) == 1
    home.post(f"/rhythm/lines/{line.pk}/", {**LINE, "weekdays": ["6"], "at": "16:00"})
    assert ("11-22", "11-22 21:00") in waiting()


def test_what_was_answered_today_goes_along_with_a_change(
    home: Client, reminded: Ritual, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW + timedelta(days=2))
    home.post(f"/rhythm/lines/{reminded.pk}/", {**LINE, "minutes": "9"})  # makes today's occurrence
    Occurrence.objects.filter(day=TODAY + timedelta(days=2)).update(answer="done", answered_at=NOW)
    (line,) = open_lines()
    home.post(f"/rhythm/lines/{line.pk}/", {**LINE, "minutes": "10"})
    assert [(row.answer, row.ritual.minutes) for row in Occurrence.objects.exclude(answer="")] == [("done", 10)]


def test_a_pause_holds_every_message_back_and_its_end_brings_them(home: Client, reminded: Ritual) -> None:
    home.post("/rhythm/breaks/pause/")
    assert waiting() == []
    home.post(f"/rhythm/breaks/{Break.objects.get().pk}/go-on/")
    assert waiting() == [("11-22", "11-23 02:30")]


def test_no_message_waits_for_a_line_that_is_gone(home: Client, reminded: Ritual) -> None:
    home.post(f"/rhythm/lines/{reminded.pk}/take-out/")
    assert waiting() == []
    undo(home)
    assert waiting() == [("11-22", "11-23 02:30")]


def everything() -> list[list[Any]]:
    """All that a change could touch; a message that is placed anew may have another id."""
    rows = [list(model.objects.order_by("pk").values()) for model in (Ritual, Break, Reminder)]
    return [*rows, sorted(waiting())]


@pytest.mark.parametrize("days", [0, 4])
@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/rhythm/lines/new/", {**LINE, "at": "09:00"}),
        ("/rhythm/lines/{line}/", {**LINE, "at": "", "routine": "bad-moment", "minutes": "3", "weekdays": ["1"]}),
        ("/rhythm/lines/{line}/take-out/", {}),
        ("/rhythm/breaks/new/", {"since": "2026-11-20", "last": "2026-12-20"}),
        ("/rhythm/breaks/pause/", {}),
        ("/rhythm/breaks/{rest}/", {"since": "2026-11-30", "last": ""}),
        ("/rhythm/breaks/{rest}/go-on/", {}),
        ("/rhythm/breaks/{rest}/take-out/", {}),
    ],
)
def test_whatever_was_changed_is_put_back_whole(
    home: Client, reminded: Ritual, time_machine: TimeMachineFixture, days: int, address: str, fields: dict[str, Any]
) -> None:
    home.post("/rhythm/breaks/new/", {"since": "2026-11-24", "last": "2026-12-02"})
    now = NOW + timedelta(days=days)
    time_machine.move_to(now)
    schedule(reminded.person, now)
    before = everything()
    home.post(address.format(line=reminded.pk, rest=Break.objects.get().pk), fields)
    assert everything() != before
    undo(home)
    assert everything() == before


# Whose it is


def test_nobody_reaches_the_plan_of_another(home: Client, person: Person, settings: Settings) -> None:
    line = add(home, cue="When the owl calls")
    home.post("/rhythm/breaks/pause/")
    rest = Break.objects.get()
    settings.DOOR = "locked"
    other = on_a_phone(the_clinician())
    page = other.get("/rhythm/")
    assert page.status_code == 200
    assert "owl" not in page.content.decode()
    for address in (
        f"/rhythm/lines/{line.pk}/",
        f"/rhythm/lines/{line.pk}/take-out/",
        f"/rhythm/breaks/{rest.pk}/",
        f"/rhythm/breaks/{rest.pk}/go-on/",
        f"/rhythm/breaks/{rest.pk}/take-out/",
    ):
        assert other.post(address, LINE).status_code == 404, address
    other.post("/rhythm/lines/new/", {**LINE, "row": str(line.pk), "minutes": "3"})
    line.refresh_from_db()
    assert (line.minutes, line.person, line.until) == (20, person, None)


def test_the_undo_of_one_person_is_not_that_of_another(home: Client) -> None:
    line = add(home)
    home.post(f"/rhythm/lines/{line.pk}/take-out/")
    home.post("/people/", {"name": "Jonas"})
    assert "Taken out of your plan." not in page(home)
    undo(home)
    assert open_lines() == []


def test_an_id_that_is_none_makes_a_line_all_the_same(home: Client) -> None:
    assert add(home, row="7").pk != uuid.UUID(int=7)


def test_signs_that_turn_a_line_around_are_left_out_of_the_words(home: Client) -> None:
    add(home, cue="After \u202eaet\u2066\x00\x07, ")
    assert open_lines()[0].cue == "After aet"


def test_signs_that_a_language_needs_stay_in_the_words(home: Client) -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0628\u0645 \u200f"  # with a joiner, and a mark of its side
    add(home, cue=persian)
    assert open_lines()[0].cue == persian
