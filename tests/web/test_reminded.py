"""The page of a reminder and its answers, on the page and from a notification."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import EVENING, NOW, on_a_phone, the_clinician, the_helper
from tests.web.ways_to_remind import a_line, a_mailbox, an_occurrence
from velneuro.web.people.models import Person
from velneuro.web.rhythm.channels import remind_as_usual
from velneuro.web.rhythm.messages import answer_token
from velneuro.web.rhythm.models import CODE, Channel, Delivery, Occurrence


@pytest.fixture
def occurrence(person: Person) -> Occurrence:
    return an_occurrence(person)


def page(client: Client, occurrence: Occurrence) -> str:
    return client.get(f"/rhythm/reminded/{occurrence.pk}/").content.decode()


def says(client: Client, occurrence: Occurrence, answer: str) -> str:
    return client.post(f"/rhythm/reminded/{occurrence.pk}/", {"answer": answer}, follow=True).content.decode()


def calls(client: Client, occurrence: Occurrence, **changes: Any) -> Any:
    body = {"answer": "done", "token": answer_token(occurrence.pk), **changes}
    return client.post(f"/api/v1/occurrences/{occurrence.pk}/answer", json.dumps(body), "application/json")


def test_to_open_it_counts_as_seen(home: Client, occurrence: Occurrence) -> None:
    assert "Time for your evening" in page(home, occurrence)
    occurrence.refresh_from_db()
    assert occurrence.answer == "seen"


def test_on_a_shared_device_it_is_said_whose_it_is(home: Client, person: Person) -> None:
    theirs = an_occurrence(the_helper())
    assert "This reminder is for Jonas." in page(home, theirs)
    theirs.refresh_from_db()
    assert theirs.answer == ""
    shown = home.post(f"/rhythm/reminded/{theirs.pk}/", {"go-on": "1"}, follow=True).content.decode()
    assert "Time for your evening" in shown
    theirs.refresh_from_db()
    assert theirs.answer == "seen"


def test_begin_leads_to_the_gate_of_its_routine(home: Client, occurrence: Occurrence) -> None:
    assert f'href="/practice/{EVENING}/gate/?minutes=15"' in page(home, occurrence)


@pytest.mark.parametrize(("answer", "words"), [("done", "No more reminders"), ("skipped", "That is fine")])
def test_done_and_not_today_end_it(home: Client, occurrence: Occurrence, answer: str, words: str) -> None:
    assert words in says(home, occurrence, answer)
    occurrence.refresh_from_db()
    assert occurrence.answer == answer


def test_a_slip_can_be_taken_back(home: Client, person: Person) -> None:
    a_mailbox(person)
    occurrence = an_occurrence(person)
    remind_as_usual(occurrence.ritual)
    assert "Not done after all" in says(home, occurrence, "done")
    says(home, occurrence, "skipped")
    says(home, occurrence, "snooze-15")
    occurrence.refresh_from_db()
    assert occurrence.answer == "seen"
    assert occurrence.snoozed_until is not None


@pytest.mark.parametrize(
    ("answer", "words"),
    [("snooze-15", "today, 2:45 PM"), ("snooze-60", "today, 3:30 PM"), ("snooze-bedtime", "today, 9:30 PM")],
)
def test_later_says_when(home: Client, person: Person, answer: str, words: str) -> None:
    a_mailbox(person)
    occurrence = an_occurrence(person)
    remind_as_usual(occurrence.ritual)
    assert f"The next reminder: {words}." in says(home, occurrence, answer)


def test_no_later_is_promised_where_nothing_would_come(home: Client, occurrence: Occurrence) -> None:
    text = page(home, occurrence)
    assert "Remind me again" not in text
    assert "Nothing reminds you of this line." in text


def test_no_later_leads_into_another_day(home: Client, person: Person, time_machine: TimeMachineFixture) -> None:
    a_mailbox(person)
    occurrence = an_occurrence(person)
    remind_as_usual(occurrence.ritual)
    time_machine.move_to(NOW + timedelta(hours=13, minutes=10))  # 20 minutes before the day ends at four
    text = page(home, occurrence)
    assert "In 15 minutes" in text
    assert "In 1 hour" not in text
    assert "At bedtime" not in text


@pytest.mark.parametrize("past", [timedelta(), timedelta(hours=13, minutes=20)])
def test_a_later_time_that_cannot_come_is_told(
    home: Client, person: Person, time_machine: TimeMachineFixture, past: timedelta
) -> None:
    """At first no way is there; then there is one, and 10 minutes are left until the day ends at four."""
    occurrence = an_occurrence(person)
    if past:
        a_mailbox(person)
        calls(home, occurrence, answer="snooze-60")  # this one came, and is long over
    time_machine.move_to(NOW + past)
    assert "It cannot come again today." in says(home, occurrence, "snooze-15")
    assert "It cannot come again today." not in page(home, occurrence)
    assert calls(home, occurrence, answer="snooze-15").json()["snoozed_until"] is None


@pytest.mark.parametrize("change", [{"state": "dead"}, {"address": {"to": "maria@example.org", CODE: ""}}])
def test_no_later_is_promised_by_a_way_that_takes_none(home: Client, person: Person, change: dict[str, Any]) -> None:
    """One is gone, the other not confirmed yet."""
    occurrence, mailbox = an_occurrence(person), a_mailbox(person)
    Channel.objects.filter(pk=mailbox.pk).update(**change)
    assert "It cannot come again today." in says(home, occurrence, "snooze-15")
    assert not Delivery.objects.filter(round="snoozed").exists()


def test_an_old_day_can_be_answered_but_not_begun(
    home: Client, occurrence: Occurrence, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW + timedelta(days=1))
    text = page(home, occurrence)
    assert "This day is over" in text
    assert "/gate/" not in text
    assert "Remind me again" not in text


def test_an_unknown_answer_changes_nothing(home: Client, occurrence: Occurrence) -> None:
    says(home, occurrence, "never")
    occurrence.refresh_from_db()
    assert occurrence.answer == "seen"  # by the page that follows


def test_a_calendar_entry_of_another_day_leads_home(home: Client, person: Person) -> None:
    line = a_line(person, weekdays=[0])  # the cast's day is a Sunday
    assert home.get(f"/rhythm/reminded/of/{line.pk}/").headers["Location"] == "/"


def test_a_calendar_entry_on_a_shared_device_says_whose_it_is(home: Client, person: Person) -> None:
    theirs = f"/rhythm/reminded/of/{a_line(the_helper()).pk}/"
    assert "This reminder is for Jonas." in home.get(theirs).content.decode()
    assert not Occurrence.objects.exists()
    assert "Time for your evening" in home.post(theirs, {"go-on": "1"}, follow=True).content.decode()
    assert Occurrence.objects.get().person.name == "Jonas"


def test_a_calendar_entry_of_another_account_is_not_found(home: Client, person: Person) -> None:
    theirs = f"/rhythm/reminded/of/{a_line(the_clinician()).pk}/"
    assert home.get(theirs).status_code == home.post(theirs, {"go-on": "1"}).status_code == 404


def test_a_notification_answers_with_its_token_alone(person: Person, occurrence: Occurrence) -> None:
    phone = Client(HTTP_HOST="192.168.1.20:8000", REMOTE_ADDR="192.168.1.33", enforce_csrf_checks=True)
    phone.force_login(person.account, backend="django.contrib.auth.backends.ModelBackend")
    assert calls(phone, occurrence).json() == {"saved": True, "answer": "done", "snoozed_until": None}


def test_a_snooze_by_notification_makes_a_message_for_later(home: Client, person: Person) -> None:
    a_mailbox(person)
    occurrence = an_occurrence(person)
    person.refresh_from_db()
    home.post(f"/rhythm/reminders/{occurrence.ritual_id}/", {"is_on": "on", "first": str(a_mailbox(person).pk)})
    answer = calls(home, occurrence, answer="snooze-15").json()
    waiting = Delivery.objects.get(round="snoozed", state="waiting")
    assert abs(datetime.fromisoformat(answer["snoozed_until"]) - waiting.due_at) < timedelta(seconds=1)
    calls(home, occurrence)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.result) == ("not-sent", "done")


@pytest.mark.parametrize("token", ["", "x", answer_token(uuid.uuid4())])
def test_a_wrong_token_changes_nothing(home: Client, occurrence: Occurrence, token: str) -> None:
    assert calls(home, occurrence, token=token).status_code == 403
    occurrence.refresh_from_db()
    assert occurrence.answer == ""


def test_a_token_of_the_day_before_yesterday_is_too_old(
    home: Client, occurrence: Occurrence, time_machine: TimeMachineFixture
) -> None:
    token = answer_token(occurrence.pk)
    time_machine.move_to(NOW + timedelta(days=2, minutes=1))
    assert calls(home, occurrence, token=token).status_code == 403


def test_another_account_does_not_find_it_with_the_token(occurrence: Occurrence) -> None:
    assert calls(on_a_phone(the_clinician()), occurrence).status_code == 404
    assert calls(on_a_phone(), occurrence).status_code == 404
