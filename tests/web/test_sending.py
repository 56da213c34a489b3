"""What is due is sent once, by the first channel and then by the second, and what is not sent says why."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cast import a_session, the_helper
from tests.web.receiving import Target
from tests.web.reminding import (
    A_DAY,
    BEFORE,
    DAY,
    DUE,
    HALF_AN_HOUR,
    a_channel,
    a_reminder,
    a_ritual,
    log,
    tonight,
)
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.rhythm.answering import Reply, answer
from velneuro.web.rhythm.models import Break, Channel, Delivery, Reminder, RhythmChoice, Ritual
from velneuro.web.rhythm.scheduling import ask_for_test, schedule
from velneuro.web.rhythm.sending.claiming import Lease, claim, give_back
from velneuro.web.rhythm.sending.sender import Sender, heal

MINUTE = timedelta(minutes=1)
LEASE = Lease("this-one")
NEXT = "kitchen first 24 02:30 waiting"


@pytest.fixture
def kitchen(person: Person, target: Target) -> Channel:
    return a_channel(person, "kitchen", url=f"json://{target.netloc}/kitchen")


@pytest.fixture
def bedroom(person: Person, target: Target) -> Channel:
    return a_channel(person, "bedroom", url=f"json://{target.netloc}/bedroom")


@pytest.fixture
def reminder(person: Person, kitchen: Channel) -> Reminder:
    return a_reminder(a_ritual(person), kitchen)


@pytest.fixture
def doubled(person: Person, kitchen: Channel, bedroom: Channel) -> Reminder:
    return a_reminder(a_ritual(person), kitchen, bedroom)


def send_at(now: datetime) -> None:
    Sender(LEASE, "https://care.example.org", lambda: now).run_dry()


def rung(target: Target) -> list[str]:
    return [asked.path for asked in target.asked]


def test_nothing_is_sent_before_its_time(reminder: Reminder, target: Target) -> None:
    send_at(DUE - MINUTE)
    assert rung(target) == []


def test_what_is_due_is_sent_once_and_the_next_one_waits(reminder: Reminder, target: Target) -> None:
    send_at(DUE)
    send_at(DUE)
    assert rung(target) == ["/kitchen"]
    assert log(reminder.person) == ["kitchen first 23 02:30 sent", NEXT]
    assert target.asked[0].json["title"] == "Time for your evening"


def test_the_cue_is_said_only_where_it_is_wished(reminder: Reminder, target: Target) -> None:
    Ritual.objects.update(cue="After my pills")
    send_at(DUE)
    Reminder.objects.update(shows_cue=True)
    send_at(DUE + A_DAY)
    assert ["pills" in asked.json["message"] for asked in target.asked] == [False, True]


def test_a_channel_that_works_says_so(reminder: Reminder, kitchen: Channel) -> None:
    Channel.objects.update(state="failing", failures=3)
    send_at(DUE)
    kitchen.refresh_from_db()
    assert (kitchen.state, kitchen.failures, kitchen.last_ok_at) == ("working", 0, DUE)


def test_the_second_channel_is_tried_when_nobody_confirms(doubled: Reminder, target: Target) -> None:
    send_at(DUE)
    send_at(DUE + HALF_AN_HOUR - MINUTE)
    assert rung(target) == ["/kitchen"]
    send_at(DUE + HALF_AN_HOUR)
    send_at(DUE + 2 * HALF_AN_HOUR)
    assert rung(target) == ["/kitchen", "/bedroom"]
    assert log(doubled.person) == ["kitchen first 23 02:30 sent", "bedroom second 23 03:00 sent", NEXT]


@pytest.mark.parametrize("kind", [Reply.SEEN, Reply.DONE, Reply.SKIPPED])
def test_the_second_channel_is_not_tried_after_an_answer(doubled: Reminder, target: Target, kind: Reply) -> None:
    send_at(DUE)
    answer(tonight(doubled.ritual), kind, DUE + MINUTE)
    send_at(DUE + HALF_AN_HOUR)
    assert rung(target) == ["/kitchen"]
    assert f"bedroom second 23 03:00 not-sent {kind}" in log(doubled.person)


def test_the_second_channel_is_not_tried_once_a_session_was_begun(doubled: Reminder, target: Target) -> None:
    send_at(DUE)
    a_session(doubled.person, now=DUE, started_at=DUE)
    send_at(DUE + HALF_AN_HOUR)
    assert "bedroom second 23 03:00 not-sent session" in log(doubled.person)


def test_the_second_channel_takes_the_place_of_one_that_fails(doubled: Reminder, target: Target) -> None:
    Channel.objects.filter(name="kitchen").update(address={"url": "nothing://"})
    send_at(DUE)
    assert rung(target) == ["/bedroom"]
    assert log(doubled.person) == ["kitchen first 23 02:30 failed bad-address", "bedroom second 23 02:30 sent", NEXT]


@pytest.mark.parametrize(("state", "result"), [("dead", "dead"), ("failing", "resting")])
def test_a_channel_that_cannot_be_used_is_not_waited_for(doubled: Reminder, state: str, result: str) -> None:
    Channel.objects.filter(name="kitchen").update(state=state, resting_until=DUE + MINUTE)
    send_at(DUE)
    assert log(doubled.person)[:2] == [f"kitchen first 23 02:30 not-sent {result}", "bedroom second 23 02:30 sent"]


def test_a_channel_that_was_removed_says_so(reminder: Reminder, kitchen: Channel) -> None:
    kitchen.delete()
    send_at(DUE)
    assert log(reminder.person) == ["kitchen first 23 02:30 not-sent no-channel"]


def test_what_is_done_is_not_reminded_of(reminder: Reminder, target: Target) -> None:
    a_session(reminder.person, now=BEFORE, started_at=BEFORE)
    send_at(DUE)
    assert rung(target) == []
    assert log(reminder.person) == ["kitchen first 23 02:30 not-sent session", NEXT]


def test_rest_that_the_gate_prescribed_is_not_reminded_of(reminder: Reminder) -> None:
    a_session(reminder.person, now=BEFORE, state=PracticeSession.State.REFUSED)
    send_at(DUE)
    assert log(reminder.person)[0] == "kitchen first 23 02:30 not-sent session"


def test_a_break_that_nobody_told_the_schedule_of_is_kept(reminder: Reminder) -> None:
    Break.objects.create(person=reminder.person, kind="pause", since=DAY, until=DAY + A_DAY)
    send_at(DUE)
    assert log(reminder.person) == ["kitchen first 23 02:30 not-sent break", NEXT]


def test_a_time_that_nobody_told_the_schedule_of_is_kept(reminder: Reminder, target: Target) -> None:
    Ritual.objects.update(clock_minutes=22 * 60)
    send_at(DUE)
    assert rung(target) == []
    send_at(DUE + HALF_AN_HOUR)
    assert log(reminder.person) == ["kitchen first 23 03:00 sent", "kitchen first 24 03:00 waiting"]


def test_a_reminder_that_is_off_says_so(reminder: Reminder) -> None:
    Reminder.objects.update(is_on=False)
    send_at(DUE)
    assert log(reminder.person) == ["kitchen first 23 02:30 not-sent off"]


@pytest.mark.parametrize(
    ("begins", "ends", "quiet"),
    [
        (21 * 60, 7 * 60, True),
        (21 * 60 + 31, 7 * 60, False),
        (21 * 60 + 30, 21 * 60 + 31, True),
        (7 * 60, 21 * 60, False),
    ],
)
def test_quiet_hours_are_kept(reminder: Reminder, begins: int, ends: int, quiet: bool) -> None:
    RhythmChoice.objects.create(person=reminder.person, quiet_from=begins, quiet_until=ends)
    send_at(DUE)
    assert log(reminder.person)[0] == f"kitchen first 23 02:30 {'not-sent quiet' if quiet else 'sent'}"


def test_the_second_channel_keeps_quiet_hours(doubled: Reminder, target: Target) -> None:
    RhythmChoice.objects.create(person=doubled.person, quiet_from=22 * 60, quiet_until=7 * 60)
    send_at(DUE)
    send_at(DUE + HALF_AN_HOUR)
    assert "bedroom second 23 03:00 not-sent quiet" in log(doubled.person)


def test_a_snooze_comes_when_it_was_asked_for_in_quiet_hours_too(reminder: Reminder, target: Target) -> None:
    RhythmChoice.objects.create(person=reminder.person, quiet_from=21 * 60 + 40, quiet_until=7 * 60)
    send_at(DUE)
    answer(tonight(reminder.ritual), Reply.IN_15_MINUTES, DUE)
    send_at(DUE + 15 * MINUTE)
    assert rung(target) == ["/kitchen", "/kitchen"]
    assert log(reminder.person)[1] == "kitchen snoozed 23 02:45 sent"


def test_a_snooze_has_its_second_channel(doubled: Reminder, target: Target) -> None:
    send_at(DUE)
    answer(tonight(doubled.ritual), Reply.IN_15_MINUTES, DUE)
    send_at(DUE + 15 * MINUTE)
    assert log(doubled.person) == [
        "kitchen first 23 02:30 sent",
        "kitchen snoozed 23 02:45 sent",
        "bedroom second 23 03:00 not-sent snoozed",
        "bedroom second 23 03:15 waiting",
        NEXT,
    ]
    send_at(DUE + 45 * MINUTE)
    assert rung(target) == ["/kitchen", "/kitchen", "/bedroom"]


def test_seen_before_its_time_keeps_no_second_channel_away(doubled: Reminder, target: Target) -> None:
    answer(tonight(doubled.ritual), Reply.SEEN, BEFORE)
    send_at(DUE)
    send_at(DUE + HALF_AN_HOUR)
    assert rung(target) == ["/kitchen", "/bedroom"]


def test_after_a_sleep_what_is_too_late_is_not_sent(reminder: Reminder, target: Target) -> None:
    send_at(DUE + timedelta(hours=2, minutes=1))
    assert rung(target) == []
    assert log(reminder.person) == ["kitchen first 23 02:30 not-sent late", NEXT]


def test_within_the_hours_of_grace_it_is_still_of_use(reminder: Reminder, target: Target) -> None:
    send_at(DUE + timedelta(hours=2))
    assert rung(target) == ["/kitchen"]


def test_nothing_comes_on_another_day(person: Person, kitchen: Channel, target: Target) -> None:
    a_reminder(a_ritual(person, 3 * 60 + 30), kitchen)
    send_at(DUE + timedelta(hours=6, minutes=30))  # 04:00 in New York
    assert log(person)[0] == "kitchen first 23 08:30 not-sent late"


def test_a_second_way_past_the_end_of_the_day_is_not_tried(
    person: Person, kitchen: Channel, bedroom: Channel, target: Target
) -> None:
    a_reminder(a_ritual(person, 3 * 60 + 45), kitchen, bedroom)
    first = DUE + timedelta(hours=6, minutes=15)  # 03:45 in New York, where her day ends at four
    send_at(first)
    send_at(first + HALF_AN_HOUR)
    assert rung(target) == ["/kitchen"]
    assert log(person)[1] == "bedroom second 23 09:15 not-sent day-over"


def test_a_way_that_rests_makes_no_other_one_missed(
    reminder: Reminder, kitchen: Channel, bedroom: Channel, target: Target
) -> None:
    Channel.objects.filter(pk=kitchen.pk).update(resting_until=DUE + 14 * MINUTE)
    a_reminder(a_ritual(reminder.person, 21 * 60 + 40), bedroom)
    send_at(DUE)
    send_at(DUE + 10 * MINUTE)
    send_at(DUE + 14 * MINUTE)
    assert rung(target) == ["/bedroom", "/kitchen"]
    assert "merged" not in " ".join(log(reminder.person))


def test_after_a_sleep_there_is_one_message_for_all_that_was_missed(
    reminder: Reminder, bedroom: Channel, target: Target
) -> None:
    a_reminder(a_ritual(reminder.person, 21 * 60), bedroom)
    a_reminder(a_ritual(reminder.person, 20 * 60 + 45), bedroom)
    send_at(DUE + 20 * MINUTE)
    assert rung(target) == ["/kitchen"]
    assert [line for line in log(reminder.person) if line.endswith("merged")] == [
        "bedroom first 23 01:45 not-sent merged",
        "bedroom first 23 02:00 not-sent merged",
    ]


def test_what_would_not_be_sent_takes_no_place_of_what_was_missed(
    reminder: Reminder, bedroom: Channel, target: Target
) -> None:
    a_reminder(a_ritual(reminder.person, 21 * 60), bedroom)
    answer(tonight(reminder.ritual), Reply.SKIPPED, BEFORE)
    send_at(DUE + 20 * MINUTE)
    assert rung(target) == ["/bedroom"]


def test_two_that_are_due_at_once_both_come(reminder: Reminder, bedroom: Channel, target: Target) -> None:
    a_reminder(a_ritual(reminder.person), bedroom)
    send_at(DUE)
    assert sorted(rung(target)) == ["/bedroom", "/kitchen"]


def test_days_of_sleep_bring_one_message(reminder: Reminder, target: Target) -> None:
    send_at(DUE + 3 * A_DAY + MINUTE)
    send_at(DUE + 3 * A_DAY + MINUTE)
    assert rung(target) == []
    assert log(reminder.person) == ["kitchen first 23 02:30 not-sent late", "kitchen first 27 02:30 waiting"]


def test_a_test_comes_whatever_the_hour_and_the_rest(reminder: Reminder, kitchen: Channel, target: Target) -> None:
    RhythmChoice.objects.create(person=reminder.person, quiet_from=0, quiet_until=23 * 60 + 59)
    Channel.objects.update(resting_until=DUE)
    kitchen.refresh_from_db()
    ask_for_test(kitchen, BEFORE)
    send_at(BEFORE)
    assert rung(target) == ["/kitchen"]
    assert log(reminder.person)[0] == "kitchen test 23 00:30 sent"


def test_two_senders_never_have_the_same_row(reminder: Reminder) -> None:
    assert len(claim(LEASE, 10, DUE)) == 1
    assert claim(Lease("other"), 10, DUE + 59 * timedelta(seconds=1)) == []
    assert len(claim(Lease("other"), 10, DUE + MINUTE)) == 1


def test_what_was_given_back_is_free(reminder: Reminder) -> None:
    give_back(LEASE, claim(LEASE, 10, DUE))
    assert len(claim(Lease("other"), 10, DUE)) == 1


def test_what_a_dead_sender_had_begun_is_never_sent_again(doubled: Reminder, target: Target) -> None:
    Delivery.objects.update(state="sending", claimed_by="dead", claimed_until=DUE + 3 * MINUTE, began_at=DUE)
    send_at(DUE + 4 * MINUTE)
    assert log(doubled.person)[0] == "kitchen first 23 02:30 unsure lost"
    assert rung(target) == []


def test_an_answer_between_claim_and_send_wins(reminder: Reminder, target: Target) -> None:
    claim(LEASE, 10, DUE)
    answer(tonight(reminder.ritual), Reply.DONE, DUE)
    send_at(DUE)
    assert rung(target) == []


def test_a_message_that_was_lost_is_placed_again(reminder: Reminder) -> None:
    Delivery.objects.all().delete()
    heal(BEFORE)
    assert log(reminder.person) == ["kitchen first 23 02:30 waiting"]


def test_when_clocks_go_back_it_comes_once_at_its_time(person: Person, kitchen: Channel, target: Target) -> None:
    fall_back = datetime(2026, 11, 1, tzinfo=DUE.tzinfo)  # 02:00 in New York is 01:00 again, at 06:00 UTC
    ritual = a_ritual(person, 60 + 30, since=DAY - 60 * A_DAY)  # at 01:30
    Reminder.objects.create(person=person, ritual=ritual, first=kitchen)
    schedule(person, fall_back)
    for half_hours in range(1, 48):
        send_at(fall_back + half_hours * HALF_AN_HOUR)
    assert rung(target) == ["/kitchen"]
    assert log(person) == ["kitchen first 01 05:30 sent", "kitchen first 02 06:30 waiting"]


def test_one_row_that_cannot_be_read_stops_nobody_else(
    reminder: Reminder, target: Target, caplog: pytest.LogCaptureFixture
) -> None:
    helper = the_helper()
    a_reminder(a_ritual(helper), a_channel(helper, "hall", url=f"json://{target.netloc}/hall"))
    Person.objects.filter(pk=helper.pk).update(time_zone="Nowhere/At_all")
    send_at(DUE)
    assert rung(target) == ["/kitchen"]
    assert log(helper) == ["hall first 23 02:30 not-sent broke"]
    assert log(reminder.person) == ["kitchen first 23 02:30 sent", NEXT]
    assert "ZoneInfoNotFoundError" in caplog.text
