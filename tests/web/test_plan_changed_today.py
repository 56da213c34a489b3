"""What still waits for today's line when the plan, or a way to be reached, is changed meanwhile by its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.web.planning import LINE
from tests.web.receiving import Target
from tests.web.reminding import DUE, a_channel, a_reminder, a_ritual, log, tonight
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Channel, Reminder
from velneuro.web.rhythm.sending.claiming import Lease
from velneuro.web.rhythm.sending.sender import Sender

Fields = Mapping[str, object]
MINUTE = timedelta(minutes=1)
MONDAYS = {**LINE, "weekdays": ["0"]}  # her evening is a Sunday
AT_TEN = {**LINE, "at": "22:00"}
OTHER_WORDS = {**LINE, "minutes": "10", "cue": "When it is dark"}


@pytest.fixture
def reminder(person: Person, target: Target) -> Reminder:
    first, second = (a_channel(person, name, url=f"json://{target.netloc}/{name}") for name in ("kitchen", "bedroom"))
    return a_reminder(a_ritual(person), first, second)


@pytest.fixture
def evening(home: Client, reminder: Reminder, time_machine: TimeMachineFixture) -> Evening:
    return Evening(home, reminder, time_machine)


class Evening:
    """Her browser and the sender, moment by moment after 21:30."""

    def __init__(self, home: Client, reminder: Reminder, clock: TimeMachineFixture) -> None:
        self.reminder, self._home, self._clock = reminder, home, clock

    def send_after(self, minutes: int) -> None:
        now = DUE + minutes * MINUTE
        Sender(Lease("this-one"), "https://care.example.org", lambda: now).run_dry()

    def post_after(self, minutes: int, address: str, fields: Fields) -> None:
        self._clock.move_to(DUE + minutes * MINUTE, tick=False)
        assert self._home.post(address, fields).status_code == 302

    def snooze_after(self, minutes: int) -> None:
        self.post_after(minutes, f"/rhythm/reminded/{tonight(self.reminder.ritual).pk}/", {"answer": "snooze-60"})

    def change_after(self, minutes: int, fields: Fields) -> None:
        self.post_after(minutes, f"/rhythm/lines/{self.reminder.ritual_id}/", fields)

    def take_out_after(self, minutes: int) -> None:
        self.post_after(minutes, f"/rhythm/lines/{self.reminder.ritual_id}/take-out/", {})

    def remove_after(self, minutes: int, way: Channel | None) -> None:
        assert way
        self.post_after(minutes, f"/rhythm/channels/{way.pk}/remove/", {})


def rung(target: Target) -> list[str]:
    return [asked.path for asked in target.asked]


def test_a_line_that_was_taken_out_sends_nothing_more(evening: Evening, target: Target) -> None:
    evening.send_after(0)
    evening.take_out_after(1)
    evening.send_after(30)
    assert rung(target) == ["/kitchen"]
    assert log(evening.reminder.person)[1] == "bedroom second 23 03:00 not-sent changed"


def test_a_later_time_of_a_line_that_was_taken_out_does_not_come(evening: Evening, target: Target) -> None:
    evening.send_after(0)
    evening.snooze_after(1)
    evening.take_out_after(2)
    evening.send_after(61)
    assert rung(target) == ["/kitchen"]
    assert "kitchen snoozed 23 03:31 not-sent changed" in log(evening.reminder.person)


def test_a_line_that_was_put_back_has_its_second_way(evening: Evening, target: Target) -> None:
    evening.send_after(0)
    evening.take_out_after(1)
    evening.post_after(2, "/rhythm/undo/", {})
    evening.send_after(30)
    assert rung(target) == ["/kitchen", "/bedroom"]


@pytest.mark.parametrize("fields", [MONDAYS, AT_TEN])
def test_a_line_of_another_day_or_time_has_no_second_way_today(
    evening: Evening, target: Target, fields: Fields
) -> None:
    evening.send_after(0)
    evening.change_after(1, fields)
    evening.send_after(30)
    assert rung(target) == ["/kitchen"]


def test_a_line_with_other_words_keeps_its_second_way(evening: Evening, target: Target) -> None:
    evening.send_after(0)
    evening.change_after(1, OTHER_WORDS)
    evening.send_after(30)
    assert rung(target) == ["/kitchen", "/bedroom"]


@pytest.mark.parametrize(("fields", "comes"), [(MONDAYS, False), (AT_TEN, True)])
def test_a_later_time_holds_while_the_line_asks_on_that_day(
    evening: Evening, target: Target, fields: Fields, comes: bool
) -> None:
    evening.send_after(0)
    evening.snooze_after(1)
    evening.change_after(2, fields)
    evening.send_after(61)
    assert rung(target) == ["/kitchen", "/kitchen"][: 1 + comes]


def test_a_later_time_comes_by_the_second_way_when_the_first_is_removed(evening: Evening, target: Target) -> None:
    evening.send_after(0)
    evening.snooze_after(1)
    evening.remove_after(2, evening.reminder.first)
    evening.send_after(61)
    assert rung(target) == ["/kitchen", "/bedroom"]
    assert "bedroom snoozed 23 03:31 sent" in log(evening.reminder.person)


def test_what_is_due_comes_by_the_second_way_when_the_first_is_removed(evening: Evening, target: Target) -> None:
    evening.remove_after(1, evening.reminder.first)
    evening.send_after(1)
    assert rung(target) == ["/bedroom"]


def test_a_later_time_that_was_asked_for_by_both_ways_comes_once(evening: Evening, target: Target) -> None:
    first, second = evening.reminder.first, evening.reminder.second
    assert first
    assert second
    evening.send_after(0)
    evening.snooze_after(1)
    choice = {"is_on": "on", "first": str(second.pk), "second": str(first.pk)}
    evening.post_after(1, f"/rhythm/reminders/{evening.reminder.ritual_id}/", choice)
    evening.snooze_after(1)
    evening.remove_after(2, second)
    evening.send_after(61)
    assert rung(target) == ["/kitchen", "/kitchen"]
