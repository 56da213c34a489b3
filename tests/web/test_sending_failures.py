"""What fails is tried again only where that can double nothing; what keeps failing rests; what is gone is not asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from tests.web.receiving import Browser, Target, http_target, mail_server
from tests.web.reminding import A_DAY, DAY, DUE, HALF_AN_HOUR, a_channel, a_reminder, a_ritual, log
from velneuro.web.environment_sending import SmtpServer
from velneuro.web.people.models import Person
from velneuro.web.rhythm.answering import Reply, answer
from velneuro.web.rhythm.models import Channel, Delivery, Occurrence, Reminder, RhythmChoice
from velneuro.web.rhythm.scheduling import ask_for_test
from velneuro.web.rhythm.sending import push
from velneuro.web.rhythm.sending.claiming import Lease
from velneuro.web.rhythm.sending.outcome import NO_CONNECTION, SENT
from velneuro.web.rhythm.sending.resting import LONGEST, Resting
from velneuro.web.rhythm.sending.sender import Sender

MINUTE = timedelta(minutes=1)
NEXT = "phone first 24 02:30 waiting"


@pytest.fixture
def target(settings: Settings) -> Iterator[Target]:
    with http_target() as running:
        settings.SENDING = replace(settings.SENDING, push_hosts=(running.origin,))
        push._signatures.clear()
        yield running


@pytest.fixture
def phone(person: Person, target: Target) -> Channel:
    return a_channel(person, "phone", "push", **Browser(target.origin, "/phone").subscription)


@pytest.fixture
def reminder(person: Person, phone: Channel) -> Reminder:
    return a_reminder(a_ritual(person), phone)


@pytest.fixture
def doubled(person: Person, phone: Channel, target: Target) -> Reminder:
    tablet = a_channel(person, "tablet", "push", **Browser(target.origin, "/tablet").subscription)
    return a_reminder(a_ritual(person), phone, tablet)


def send_at(now: datetime) -> None:
    Sender(Lease("this-one"), "", lambda: now).run_dry()


def rung(target: Target) -> list[str]:
    return [asked.path for asked in target.asked]


def test_a_push_arrives_and_can_be_read(person: Person, target: Target) -> None:
    browser = Browser(target.origin)
    a_reminder(a_ritual(person), a_channel(person, "phone", "push", **browser.subscription))
    send_at(DUE)
    assert browser.read(target.asked[0])["title"] == "Time for your evening"
    assert target.asked[0].headers["ttl"] == "7200"  # two hours: then it is too late


def test_a_push_does_not_outlive_the_day(person: Person, phone: Channel, target: Target) -> None:
    a_reminder(a_ritual(person, 3 * 60), phone)
    send_at(DUE + timedelta(hours=5, minutes=30))  # at 03:00; her day ends at 04:00
    assert 50 * 60 <= int(target.asked[0].headers["ttl"]) < 60 * 60


def test_what_surely_failed_is_tried_again_ever_later_for_half_an_hour(reminder: Reminder, target: Target) -> None:
    target.status = 503
    for minutes in range(40):
        send_at(DUE + minutes * MINUTE)
    assert len(target.asked) == 4  # at 0, 2, 6 and 14 minutes
    assert log(reminder.person)[0] == "phone first 23 02:30 failed status 503"


def test_what_failed_on_other_evenings_takes_no_try_from_this_one(reminder: Reminder, target: Target) -> None:
    target.status = 503
    tries: list[int] = []
    for evening in range(3):
        for minutes in (0, 1, 2, 3, 6, 7, 14, 15, 29, 31):
            # A try takes a second or two.
            send_at(DUE + evening * A_DAY + minutes * MINUTE + timedelta(seconds=2))
        tries.append(len(target.asked) - sum(tries))
    assert tries == [4, 4, 4]


def test_it_arrives_once_the_service_is_back(reminder: Reminder, target: Target) -> None:
    target.status = 503
    send_at(DUE)
    assert log(reminder.person)[0] == "phone first 23 02:30 waiting status 503"
    target.status = 201
    send_at(DUE + MINUTE)
    assert len(target.asked) == 1
    send_at(DUE + 2 * MINUTE)
    assert log(reminder.person) == ["phone first 23 02:30 sent", NEXT]


def test_a_service_is_left_alone_as_long_as_it_asks(reminder: Reminder, phone: Channel, target: Target) -> None:
    target.status, target.answer = 429, {"retry-after": "3600"}
    send_at(DUE)
    phone.refresh_from_db()
    assert phone.resting_until == DUE + timedelta(hours=1)
    assert log(reminder.person)[0] == "phone first 23 02:30 failed status 429"


def test_a_channel_that_keeps_failing_rests_a_day_at_most(phone: Channel, target: Target) -> None:
    target.status = 400
    Channel.objects.update(failures=40)
    phone.refresh_from_db()
    ask_for_test(phone, DUE)
    send_at(DUE)
    phone.refresh_from_db()
    assert (phone.failures, phone.state, phone.resting_until) == (41, "failing", DUE + A_DAY)


def test_the_second_channel_comes_at_once_and_nothing_is_tried_again(doubled: Reminder, target: Target) -> None:
    target.status = 503
    send_at(DUE)
    target.status = 201
    for minutes in range(1, 40):
        send_at(DUE + minutes * MINUTE)
    assert rung(target).count("/phone") == 1
    lines = log(doubled.person)
    assert lines[0] == "phone first 23 02:30 failed status 503"
    assert lines[1] == "tablet second 23 02:30 sent"


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_gone_is_dead(doubled: Reminder, phone: Channel, target: Target, status: int) -> None:
    target.status = status
    send_at(DUE)
    phone.refresh_from_db()
    assert phone.state == "dead"
    target.status = 201
    target.asked.clear()
    Channel.objects.exclude(pk=phone.pk).update(state="new", resting_until=None)
    send_at(DUE + A_DAY)
    assert rung(target) == ["/tablet"]
    assert "phone first 24 02:30 not-sent dead" in log(doubled.person)


def test_what_nobody_can_tell_of_is_not_sent_again(
    doubled: Reminder, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "READ_SECONDS", 0.3)
    target.hang = threading.Event()
    send_at(DUE)
    target.hang.set()
    target.hang = None
    for minutes in range(1, 40):
        send_at(DUE + minutes * MINUTE)
    assert rung(target).count("/phone") == rung(target).count("/tablet") == 1
    assert log(doubled.person)[0] == "phone first 23 02:30 unsure no-answer"


def test_the_second_channel_follows_what_a_dead_sender_had_begun(doubled: Reminder, target: Target) -> None:
    target.status = 201
    send_at(DUE)
    row = log(doubled.person)
    assert row[0] == "phone first 23 02:30 sent"
    Delivery.objects.filter(round="first", state="sent").update(
        state="sending", claimed_by="dead", claimed_until=DUE + 3 * MINUTE
    )
    target.asked.clear()
    send_at(DUE + 4 * MINUTE)
    assert rung(target) == ["/tablet"]
    assert log(doubled.person)[:2] == ["phone first 23 02:30 unsure lost", "tablet second 23 02:34 sent"]


def test_a_service_in_trouble_rests_for_all_who_use_it(phone: Channel) -> None:
    resting, host = Resting(), phone.address["endpoint"].split("/")[2]
    for _ in range(2):
        resting.note(host, NO_CONNECTION, DUE)
    assert resting.until(phone) is None
    resting.note(host, NO_CONNECTION, DUE)
    assert resting.until(phone) == DUE + 2 * MINUTE
    for _ in range(20):
        resting.note(host, NO_CONNECTION, DUE)
    assert resting.until(phone) == DUE + LONGEST
    resting.note(host, SENT, DUE)
    assert resting.until(phone) is None


def test_a_test_is_tried_once(phone: Channel, target: Target) -> None:
    target.status = 503
    ask_for_test(phone, DUE)
    send_at(DUE)
    send_at(DUE + HALF_AN_HOUR)
    assert len(target.asked) == 1
    assert log(phone.person) == ["phone test 23 02:30 failed status 503"]


def test_a_snooze_whose_second_channel_was_used_is_tried_again(doubled: Reminder, target: Target) -> None:
    send_at(DUE)
    send_at(DUE + HALF_AN_HOUR)
    answer(Occurrence.objects.get(day=DAY), Reply.IN_15_MINUTES, DUE + HALF_AN_HOUR)
    target.status = 503
    send_at(DUE + 45 * MINUTE)
    target.status = 201
    send_at(DUE + 47 * MINUTE)
    assert "phone snoozed 23 03:15 sent" in log(doubled.person)


def test_a_mail_stands_in_for_a_push_that_failed(
    person: Person, phone: Channel, target: Target, settings: Settings
) -> None:
    target.status = 410
    with mail_server() as box:
        server = SmtpServer("127.0.0.1", box.port, "none", "", "")
        settings.SENDING = replace(settings.SENDING, smtp=server, mail_from="us@example.org")
        a_reminder(a_ritual(person), phone, a_channel(person, "mail", "email", to="maria@example.org"))
        send_at(DUE)
    assert [(mail["to"], mail["subject"]) for mail in box.mails] == [("maria@example.org", "Time for your evening")]
    assert log(person)[:2] == ["phone first 23 02:30 failed status 410", "mail second 23 02:30 sent"]


@pytest.mark.parametrize(("quiet_from", "seconds"), [(22 * 60, 1800), (None, 7200)])
def test_a_push_does_not_outlive_the_time_for_it(
    reminder: Reminder, target: Target, quiet_from: int | None, seconds: int
) -> None:
    until = None if quiet_from is None else 7 * 60
    RhythmChoice.objects.create(person=reminder.person, quiet_from=quiet_from, quiet_until=until)
    send_at(DUE)
    assert seconds - 300 <= int(target.asked[0].headers["ttl"]) <= seconds
