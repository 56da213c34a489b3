"""An e-mail address may be somebody else's: until a code from a mail to it was typed here, it gets nothing but codes.

The code lies beside the address: it is as secret, it never leaves this machine but by that mail, and it goes with it.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from velneuro.web.people.models import Person
from velneuro.web.rhythm.channels import hash_of
from velneuro.web.rhythm.holding import hold_channels, hold_person
from velneuro.web.rhythm.models import CODE, Channel, Delivery
from velneuro.web.rhythm.scheduling import ask_for_test

DIGITS = 6
MOST_WRONG = 5  # of one code; with so few guesses a day nobody finds a code that they cannot read
MOST_CODES = 10  # a day, of a whole account: each may go to an address whose owner has not asked for it
A_DAY = timedelta(days=1)
WRONG = "wrong"


def to_confirm(person: Person, to: str) -> dict[str, Any]:
    """The address of a channel by e-mail: as it is kept already, or without a code as yet."""
    address = {"to": to}
    kept = Channel.objects.filter(person=person, address_hash=hash_of(Channel.Kind.EMAIL, address)).first()
    return kept.address if kept else {**address, CODE: ""}


def ask_for_code(channel: Channel, now: datetime) -> Delivery | None:
    """A mail with a new code, which ends the one before; or the one that waits. None: there were enough for now."""
    with transaction.atomic():
        hold_person(channel.person_id)
        channel.refresh_from_db()
        if _codes_of_account(channel.person, now) >= MOST_CODES:
            return None
        asked = ask_for_test(channel, now)
        if asked is not None and asked.due_at == now:  # else every press would bring five more guesses, and no mail
            code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
            _note(channel, {**channel.address, CODE: code, WRONG: 0})
        return asked


def confirm(channel: Channel, typed: str) -> bool:
    """Whether this is the code of the last mail; then messages may be sent. After five wrong ones it is none."""
    with transaction.atomic():
        hold_person(channel.person_id)
        hold_channels([channel.pk])
        channel.refresh_from_db()
        if channel.is_confirmed:
            return True
        code, wrong = str(channel.address[CODE]), int(channel.address.get(WRONG, 0))
        given = "".join(typed.split())
        if code and wrong < MOST_WRONG and secrets.compare_digest(given.encode(), code.encode()):
            _note(channel, {"to": channel.address["to"]})
            return True
        _note(channel, {**channel.address, WRONG: wrong + 1})
        return False


def _codes_of_account(person: Person, now: datetime) -> int:
    tests = Delivery.objects.filter(round=Delivery.Round.TEST, channel_kind=Channel.Kind.EMAIL)
    return tests.filter(person__account=person.account_id, due_at__gt=now - A_DAY).count()


def _note(channel: Channel, address: dict[str, Any]) -> None:
    channel.address = address
    channel.save(update_fields=("address",))
