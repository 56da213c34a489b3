"""A line of the plan and ways to be reminded of it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

from tests.cast import EVENING, NOW
from velneuro.web.people.models import Person
from velneuro.web.rhythm.channels import add
from velneuro.web.rhythm.models import Channel, Occurrence, Ritual

EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]


def a_line(person: Person, **changes: Any) -> Ritual:
    """Every evening at 21:30, from the day of the cast on."""
    usual: dict[str, Any] = {
        "routine": EVENING,
        "minutes": 15,
        "weekdays": EVERY_DAY,
        "clock_minutes": 21 * 60 + 30,
        "cue": "after I brush my teeth",
        "since": NOW.date(),
        "made_at": NOW,
    }
    return Ritual.objects.create(person=person, **{**usual, **changes})


def an_occurrence(person: Person, **changes: Any) -> Occurrence:
    """A line on the day of the cast."""
    return Occurrence.objects.create(person=person, ritual=a_line(person), day=NOW.date(), **changes)


def a_mailbox(person: Person, name: str = "Mail", to: str = "maria@example.org") -> Channel:
    """An e-mail address as a way to be reached."""
    return add(person, Channel.Kind.EMAIL, name, {"to": to}, NOW)


def a_device(person: Person, number: int = 1) -> Channel:
    """A browser with a push subscription."""
    return add(person, Channel.Kind.PUSH, "Tablet", a_subscription(number), NOW + timedelta(minutes=number))


def a_subscription(number: int = 1) -> dict[str, Any]:
    """As a browser gives it, with keys of the right shape that open nothing."""
    return {
        "endpoint": f"https://updates.push.services.mozilla.com/wpush/v2/device-{number}",
        "keys": {"p256dh": _text(b"\x04" + bytes(64)), "auth": _text(bytes(16))},
    }


def _text(key: bytes) -> str:
    return urlsafe_b64encode(key).rstrip(b"=").decode()
