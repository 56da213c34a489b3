"""For each reminder that is on, one first message waits for its next day, whatever changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import a_session
from tests.web.reminding import A_DAY, BEFORE, DAY, DUE, HALF_AN_HOUR, a_channel, a_reminder, a_ritual, log, tonight
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.rhythm.answering import Reply, answer, is_kept, snooze_moment
from velneuro.web.rhythm.models import Break, Delivery, Occurrence, Reminder, Ritual
from velneuro.web.rhythm.scheduling import ask_for_test, schedule

WAITS = ["kitchen first 23 02:30 waiting"]


@pytest.fixture
def reminder(person: Person) -> Reminder:
    return a_reminder(a_ritual(person), a_channel(person))


def test_one_message_waits_for_the_next_day(reminder: Reminder) -> None:
    assert log(reminder.person) == WAITS


def test_twice_is_as_good_as_once(reminder: Reminder) -> None:
    schedule(reminder.person, BEFORE)
    schedule(reminder.person, BEFORE + HALF_AN_HOUR)
    assert log(reminder.person) == WAITS
    assert Occurrence.objects.count() == 1


def test_off_withdraws_it_and_on_brings_it_back(reminder: Reminder) -> None:
    Reminder.objects.update(is_on=False)
    schedule(reminder.person, BEFORE)
    assert (log(reminder.person), Occurrence.objects.count()) == ([], 0)
    Reminder.objects.update(is_on=True)
    schedule(reminder.person, BEFORE)
    assert log(reminder.person) == WAITS


def test_another_time_moves_it(reminder: Reminder) -> None:
    Ritual.objects.update(clock_minutes=22 * 60)
    schedule(reminder.person, BEFORE)
    assert log(reminder.person) == ["kitchen first 23 03:00 waiting"]


def test_a_closed_ritual_asks_no_more(reminder: Reminder) -> None:
    Ritual.objects.update(until=DAY)
    schedule(reminder.person, BEFORE)
    assert log(reminder.person) == []


def test_a_break_moves_it_past_its_end(reminder: Reminder) -> None:
    Break.objects.create(person=reminder.person, kind="holiday", since=DAY, until=DAY + 3 * A_DAY)
    schedule(reminder.person, BEFORE)
    assert log(reminder.person) == ["kitchen first 26 02:30 waiting"]


def test_a_journey_moves_it(reminder: Reminder) -> None:
    Person.objects.update(time_zone="America/Los_Angeles")
    schedule(reminder.person, BEFORE)
    assert log(reminder.person) == ["kitchen first 23 05:30 waiting"]


def test_a_journey_west_does_not_remind_twice_of_one_day(reminder: Reminder) -> None:
    Delivery.objects.update(state="sent")
    Person.objects.update(time_zone="America/Los_Angeles")
    schedule(reminder.person, DUE + HALF_AN_HOUR)
    assert log(reminder.person) == ["kitchen first 23 02:30 sent", "kitchen first 24 05:30 waiting"]


def test_another_channel_takes_it_over(reminder: Reminder) -> None:
    Reminder.objects.update(first=a_channel(reminder.person, "bedroom"))
    schedule(reminder.person, BEFORE)
    assert log(reminder.person) == ["bedroom first 23 02:30 waiting"]


def test_the_second_channel_stands_in_for_a_first_one_that_is_gone(reminder: Reminder) -> None:
    Reminder.objects.update(second=a_channel(reminder.person, "bedroom"), first=None)
    schedule(reminder.person, BEFORE)
    assert log(reminder.person) == ["bedroom first 23 02:30 waiting"]


def test_what_is_overdue_is_left_to_the_sender(reminder: Reminder) -> None:
    schedule(reminder.person, DUE + HALF_AN_HOUR)
    assert log(reminder.person) == [*WAITS, "kitchen first 24 02:30 waiting"]


def test_two_rituals_have_a_message_each(reminder: Reminder) -> None:
    a_reminder(a_ritual(reminder.person, 15 * 60, part="afternoon"), a_channel(reminder.person, "phone"))
    assert log(reminder.person) == [*WAITS, "phone first 23 20:00 waiting"]


def test_a_ritual_without_a_time_has_none(person: Person) -> None:
    a_reminder(a_ritual(person, None), a_channel(person))
    assert log(person) == []


@pytest.mark.parametrize("kind", [Reply.DONE, Reply.SKIPPED])
def test_done_or_skipped_before_its_time_sends_nothing_today(reminder: Reminder, kind: Reply) -> None:
    answer(tonight(reminder.ritual), kind, BEFORE)
    assert log(reminder.person) == [f"kitchen first 23 02:30 not-sent {kind}", "kitchen first 24 02:30 waiting"]


def test_seen_before_its_time_changes_nothing(reminder: Reminder) -> None:
    assert answer(tonight(reminder.ritual), Reply.SEEN, BEFORE).answer == "seen"
    assert log(reminder.person) == WAITS


def test_seen_does_not_take_back_done(reminder: Reminder) -> None:
    answer(tonight(reminder.ritual), Reply.DONE, BEFORE)
    assert answer(tonight(reminder.ritual), Reply.SEEN, BEFORE).answer == "done"


def test_done_is_not_snoozed(reminder: Reminder) -> None:
    answer(tonight(reminder.ritual), Reply.DONE, DUE)
    assert answer(tonight(reminder.ritual), Reply.IN_1_HOUR, DUE).snoozed_until is None


def test_a_snooze_comes_later_and_only_once(reminder: Reminder) -> None:
    Delivery.objects.update(state="sent")
    answer(tonight(reminder.ritual), Reply.IN_15_MINUTES, DUE)
    kept = answer(tonight(reminder.ritual), Reply.IN_1_HOUR, DUE)
    assert kept.snoozed_until == DUE + timedelta(hours=1)
    assert log(reminder.person) == [
        "kitchen first 23 02:30 sent",
        "kitchen snoozed 23 02:45 not-sent snoozed",
        "kitchen snoozed 23 03:30 waiting",
        "kitchen first 24 02:30 waiting",
    ]


def test_bedtime_then_an_hour_then_bedtime_after_all(reminder: Reminder) -> None:
    Ritual.objects.update(part="afternoon")
    Delivery.objects.update(state="sent")
    for kind in (Reply.AT_BEDTIME, Reply.IN_1_HOUR, Reply.AT_BEDTIME, Reply.AT_BEDTIME):
        answer(tonight(reminder.ritual), kind, BEFORE)
    assert [line for line in log(reminder.person) if "snoozed" in line] == [
        "kitchen snoozed 23 01:30 not-sent snoozed",
        "kitchen snoozed 23 02:30 waiting",
    ]


def test_bedtime_is_that_of_the_plan(reminder: Reminder) -> None:
    afternoon = a_ritual(reminder.person, 15 * 60, part="afternoon")
    asked = Occurrence.objects.create(person=reminder.person, ritual=afternoon, day=DAY)
    assert snooze_moment(asked, Reply.AT_BEDTIME, BEFORE) == DUE
    assert snooze_moment(asked, Reply.AT_BEDTIME, DUE) is None


def test_nothing_is_snoozed_into_another_day(reminder: Reminder) -> None:
    end_of_day = DUE + timedelta(hours=6, minutes=30)  # 04:00 in New York
    assert snooze_moment(tonight(reminder.ritual), Reply.IN_1_HOUR, end_of_day - timedelta(minutes=61)) is not None
    assert snooze_moment(tonight(reminder.ritual), Reply.IN_1_HOUR, end_of_day - timedelta(minutes=60)) is None


def test_a_session_begun_is_done(reminder: Reminder) -> None:
    session = a_session(reminder.person)
    assert not is_kept(reminder.person, DAY, reminder.ritual)
    PracticeSession.objects.filter(pk=session.pk).update(started_at=BEFORE)
    assert is_kept(reminder.person, DAY, reminder.ritual)
    assert not is_kept(reminder.person, DAY + A_DAY, reminder.ritual)


def test_rest_that_the_gate_prescribed_is_done(reminder: Reminder) -> None:
    a_session(reminder.person, state="refused")
    assert is_kept(reminder.person, DAY, reminder.ritual)


@pytest.mark.parametrize(("utc_hour", "afternoon", "evening"), [(20, True, False), (1, False, True)])
def test_with_two_rituals_a_session_counts_for_the_nearest(
    reminder: Reminder, utc_hour: int, afternoon: bool, evening: bool
) -> None:
    other = a_ritual(reminder.person, 15 * 60, part="afternoon")
    day = DAY if utc_hour > 4 else DAY + A_DAY
    a_session(reminder.person, started_at=DUE.replace(day=day.day, hour=utc_hour))
    assert is_kept(reminder.person, DAY, other) is afternoon
    assert is_kept(reminder.person, DAY, reminder.ritual) is evening


def test_a_test_waits_once(reminder: Reminder) -> None:
    assert reminder.first
    assert ask_for_test(reminder.first, BEFORE) == ask_for_test(reminder.first, BEFORE)
    assert log(reminder.person)[0] == "kitchen test 23 00:30 waiting"


def test_a_year_that_begins_does_not_lose_a_day(person: Person) -> None:
    a_reminder(a_ritual(person), a_channel(person), now=DUE + 38 * A_DAY)
    assert Occurrence.objects.get().day == date(2026, 12, 31)
