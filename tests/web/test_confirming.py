"""An e-mail address gets nothing but a code until that was typed in; the mails are those of a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.cast import the_helper
from tests.web.receiving import Mailbox, http_target, mail_server
from tests.web.reminding import DUE, a_channel, a_reminder, a_ritual, log
from velneuro.web.environment_sending import SmtpServer
from velneuro.web.people.models import Person
from velneuro.web.rhythm.channels import add
from velneuro.web.rhythm.confirming import MOST_CODES, MOST_WRONG, ask_for_code, to_confirm
from velneuro.web.rhythm.models import Channel, Delivery
from velneuro.web.rhythm.sending.claiming import Lease
from velneuro.web.rhythm.sending.sender import Sender

PAGE = "/rhythm/channels/"
ENOUGH = "Enough was sent for now."
NOT_THE_CODE = "This is not the code of the last mail."


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    with mail_server() as running:
        server = SmtpServer("127.0.0.1", running.port, "none", "", "")
        settings.SENDING = replace(settings.SENDING, smtp=server, mail_from="Vel Neuro <us@example.org>")
        yield running


@pytest.fixture
def page(home: Client, person: Person, mailbox: Mailbox) -> str:
    """Of an address that was just added."""
    answer = home.post(f"{PAGE}new/email/", {"name": "My mail", "to": "maria@example.org"})
    return str(answer.headers["Location"])


def deliver() -> None:
    Sender(Lease("this-one"), "https://care.example.org").run_dry()


def code_in(mailbox: Mailbox) -> str:
    plain = next(iter(mailbox.mails[-1].iter_parts())).get_content()
    [code] = re.findall(r"^(\d{6}) is the code", plain, re.MULTILINE)
    return str(code)


def later(minutes: float) -> None:
    """All that was sent was so much earlier."""
    for row in Delivery.objects.all():
        Delivery.objects.filter(pk=row.pk).update(due_at=row.due_at - timedelta(minutes=minutes))


def test_the_code_of_the_mail_confirms_the_address(home: Client, page: str, mailbox: Mailbox) -> None:
    shown = home.get(page).content.decode()
    assert "Its address is not confirmed yet." in shown
    assert "The code is on its way." in shown
    deliver()
    assert re.search(r"The code, [^:]+:\d\d [AP]M: It was sent\.", home.get(page).content.decode())
    assert mailbox.mails[0]["to"] == "maria@example.org"
    assert f"https://care.example.org{page}" in mailbox.raw[0].decode()
    code = code_in(mailbox)
    assert code not in home.get(page).content.decode()
    shown = home.post(page, {"code": f" {code[:3]} {code[3:]} "}, follow=True).content.decode()
    assert "not confirmed" not in shown
    assert Channel.objects.get().address == {"to": "maria@example.org"}
    later(2)
    home.post(page, {"test": "1"})
    deliver()
    assert mailbox.mails[1]["subject"] == "This is a test"


def test_no_reminder_goes_to_an_address_that_nobody_confirmed(person: Person, mailbox: Mailbox) -> None:
    unconfirmed = a_channel(person, "mail", "email", **to_confirm(person, "stranger@example.org"))
    a_reminder(a_ritual(person), unconfirmed)
    Sender(Lease("this-one"), "", lambda: DUE).run_dry()
    assert log(person)[0] == "mail first 23 02:30 not-sent unconfirmed"
    assert mailbox.mails == []


def test_the_second_way_takes_its_place(person: Person, mailbox: Mailbox, settings: Settings) -> None:
    settings.DOOR = "open"
    unconfirmed = a_channel(person, "mail", "email", **to_confirm(person, "stranger@example.org"))
    with http_target() as target:
        a_reminder(a_ritual(person), unconfirmed, a_channel(person, "kitchen", url=f"json://{target.netloc}/"))
        Sender(Lease("this-one"), "", lambda: DUE).run_dry()
        assert len(target.asked) == 1


def test_after_five_wrong_codes_the_right_one_is_none(home: Client, page: str, mailbox: Mailbox) -> None:
    deliver()
    code = code_in(mailbox)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(MOST_WRONG):
        answer = home.post(page, {"code": wrong})
        assert (answer.status_code, NOT_THE_CODE in answer.content.decode()) == (422, True)
    assert NOT_THE_CODE in home.post(page, {"code": code}).content.decode()
    later(2)
    home.post(page, {"test": "1"})
    deliver()
    assert home.post(page, {"code": code_in(mailbox)}).status_code == 302
    assert Channel.objects.get().is_confirmed


def test_asking_again_before_the_mail_brings_no_more_guesses(home: Client, page: str) -> None:
    for _ in range(MOST_WRONG):
        home.post(page, {"code": "x"})
    home.post(page, {"test": "1"})
    kept = Channel.objects.get().address
    assert home.post(page, {"code": kept["code"]}).status_code == 422


@pytest.mark.parametrize("typed", ["", " ", "é", "0" * 2000])
def test_what_is_no_code_is_told(home: Client, page: str, typed: str) -> None:
    assert NOT_THE_CODE in home.post(page, {"code": typed}).content.decode()
    assert not Channel.objects.get().is_confirmed


def test_one_test_a_minute(home: Client, person: Person, mailbox: Mailbox) -> None:
    channel = a_channel(person, "mail", "email", to="maria@example.org")
    for _ in range(3):
        home.post(f"{PAGE}{channel.pk}/", {"test": "1"})
        deliver()
    assert len(mailbox.mails) == 1
    refused = home.post(f"{PAGE}{channel.pk}/", {"test": "1"})
    assert (refused.status_code, ENOUGH in refused.content.decode()) == (422, True)
    later(1.1)
    home.post(f"{PAGE}{channel.pk}/", {"test": "1"})
    deliver()
    assert len(mailbox.mails) == 2


def test_an_account_writes_to_few_strangers_a_day(home: Client, person: Person, mailbox: Mailbox) -> None:
    """Whoever adds many addresses, for one person or for several, and removes them again."""
    helper = the_helper()
    for number in range(MOST_CODES + 3):
        whose = helper if number % 2 else person
        added = add(whose, Channel.Kind.EMAIL, "x", to_confirm(whose, f"stranger-{number}@example.org"), timezone.now())
        ask_for_code(added, timezone.now())
        deliver()
        added.delete()
    assert len(mailbox.mails) == MOST_CODES
    answer = home.post(f"{PAGE}new/email/", {"name": "My mail", "to": "one-more@example.org"})
    refused = home.post(answer.headers["Location"], {"test": "1"})
    assert ENOUGH in refused.content.decode()
    assert home.post(answer.headers["Location"], {"code": ""}).status_code == 422
    assert not Channel.objects.get().is_confirmed


def test_an_address_that_is_added_again_stays_confirmed(home: Client, page: str, mailbox: Mailbox) -> None:
    deliver()
    home.post(page, {"code": code_in(mailbox)})
    home.post(f"{PAGE}new/email/", {"name": "Again", "to": "maria@example.org"})
    assert Channel.objects.get().is_confirmed
    deliver()
    assert len(mailbox.mails) == 1
