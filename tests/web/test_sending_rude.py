"""Services that break off, hang or lead astray: nothing is sent twice, nothing is lost that need not be."""

from __future__ import annotations

import ssl
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cast import the_helper
from tests.web.receiving import Browser, http_target
from tests.web.reminding import DUE, a_channel, a_reminder, a_ritual, log
from tests.web.rude_servers import Rude, breaks_the_record, certificate, forgets_its_connection, served, trickles
from velneuro.web.people.models import Person
from velneuro.web.rhythm.messages import Message
from velneuro.web.rhythm.models import Delivery
from velneuro.web.rhythm.scheduling import ask_for_test
from velneuro.web.rhythm.sending import push, seats
from velneuro.web.rhythm.sending.channels import send
from velneuro.web.rhythm.sending.claiming import Lease
from velneuro.web.rhythm.sending.letter import Letter
from velneuro.web.rhythm.sending.outcome import Outcome
from velneuro.web.rhythm.sending.sender import Sender

MESSAGE = Message("Time for your evening", "Whenever you are ready.", "/rhythm/", None, ())


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rude]:
    """It breaks the TLS record once it has read the whole message."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path))
    monkeypatch.setattr(push, "push_is_allowed", lambda endpoint: True)  # else https goes to port 443 alone
    push._signatures.clear()
    with served(breaks_the_record, context) as rude:
        yield rude


def pushed(origin: str) -> Outcome:
    return send(Letter("push", Browser(origin).subscription, MESSAGE, "", 3600))


def test_a_tls_connection_that_breaks_after_the_message_is_unsure(
    secure: Rude, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "certificate.pem"))
    assert pushed(f"https://127.0.0.1:{secure.port}").result == "no-answer"
    assert len(secure.asked) == 1


def test_a_service_with_a_wrong_certificate_has_surely_nothing(secure: Rude) -> None:
    assert pushed(f"https://127.0.0.1:{secure.port}").result == "no-connection"
    assert secure.asked == []


def test_a_connection_that_was_long_idle_is_not_used_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    push._signatures.clear()
    with served(forgets_its_connection) as rude:
        origin = f"http://127.0.0.1:{rude.port}"
        settings.SENDING = replace(settings.SENDING, push_hosts=(origin,))
        assert pushed(origin).result == ""
        monkeypatch.setattr(push, "IDLE_SECONDS", 0)
        assert pushed(origin).result == ""
        monkeypatch.undo()
        assert pushed(origin).result == "no-answer"  # this one was forgotten
        assert len(rude.asked) == 2


@pytest.fixture
def short_tries(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DOOR = "open"
    monkeypatch.setattr(seats, "TRY_SECONDS", 3.0)


def send_dry() -> None:
    """From the time of the plan on, by a clock that goes on."""
    began = time.monotonic()
    Sender(Lease("this-one"), "", lambda: DUE + timedelta(seconds=time.monotonic() - began)).run_dry()


@pytest.mark.usefixtures("short_tries")
def test_a_service_that_answers_a_byte_at_a_time_is_given_up(person: Person) -> None:
    with served(trickles) as rude, http_target() as target:
        slow = a_channel(person, "slow", url=f"json://127.0.0.1:{rude.port}/")
        a_reminder(a_ritual(person), slow, a_channel(person, "other", url=f"json://{target.netloc}/"))
        send_dry()
        assert len(rude.asked) == len(target.asked) == 1
    lines = log(person)
    assert "slow first 23 02:30 unsure no-answer" in lines
    assert "other second 23 02:30 sent" in lines


@pytest.mark.usefixtures("short_tries")
def test_the_slow_service_of_one_person_holds_up_nobody_else(person: Person) -> None:
    with served(trickles) as rude, http_target() as target:
        slow = a_channel(person, "slow", url=f"json://127.0.0.1:{rude.port}/")
        for _ in range(40):  # more than there are seats
            a_reminder(a_ritual(person), slow)
        ask_for_test(a_channel(the_helper(), url=f"json://{target.netloc}/"), DUE)
        send_dry()
        assert len(rude.asked) == seats.SEATS_OF_ONE
    told = Counter((row.state, row.result) for row in Delivery.objects.filter(person=person, due_at=DUE))
    assert told == {("unsure", "no-answer"): 4, ("waiting", "crowded"): 36}
    # What was only held back was never tried, and says nothing against its way.
    assert set(Delivery.objects.filter(result="crowded").values_list("tries", flat=True)) == {0}
    slow.refresh_from_db()
    assert slow.failures == seats.SEATS_OF_ONE
    first_given_up = min(row.ended_at for row in Delivery.objects.filter(person=person, state="unsure") if row.ended_at)
    other = Delivery.objects.get(round="test")
    assert other.state == "sent"
    assert other.ended_at
    assert other.ended_at < first_given_up


@pytest.mark.usefixtures("short_tries")
def test_many_messages_of_one_person_all_arrive(person: Person) -> None:
    with http_target() as target:
        kitchen = a_channel(person, "kitchen", url=f"json://{target.netloc}/")
        for _ in range(12):
            a_reminder(a_ritual(person), kitchen)
        send_dry()
        assert len(target.asked) == 12
    assert Delivery.objects.filter(due_at=DUE, state="sent").count() == 12
