"""A plan with a reminder, written straight into the tables: what tests of the sender start from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.cast import EVENING
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Channel, Delivery, Occurrence, Reminder, Ritual
from velneuro.web.rhythm.scheduling import schedule

# Maria's clock is New York's. On 22 November 2026 that is UTC - 5: her 21:30 is 02:30 UTC of the day after.
DAY = date(2026, 11, 22)
DUE = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
BEFORE = DUE - timedelta(hours=2)
HALF_AN_HOUR = timedelta(minutes=30)
A_DAY = timedelta(days=1)


def a_channel(person: Person, name: str = "kitchen", kind: str = "apprise", **address: Any) -> Channel:
    """A way to reach a person; what `address` must hold depends on the kind."""
    made = {"kind": kind, "name": name, "address": address, "address_hash": f"{kind} {name}", "made_at": BEFORE}
    return Channel.objects.create(person=person, **made)


def a_ritual(person: Person, minutes: int | None = 21 * 60 + 30, **changes: Any) -> Ritual:
    """A bedtime ritual of every day, at 21:30."""
    given = {"routine": EVENING, "minutes": 10, "weekdays": list(range(7)), "clock_minutes": minutes, **changes}
    return Ritual.objects.create(person=person, **{"since": DAY - A_DAY, "made_at": BEFORE, **given})


def a_reminder(ritual: Ritual, first: Channel, second: Channel | None = None, now: datetime = BEFORE) -> Reminder:
    """Its reminder, and the message that waits for it."""
    reminder = Reminder.objects.create(person=ritual.person, ritual=ritual, first=first, second=second)
    schedule(ritual.person, now)
    return reminder


def tonight(ritual: Ritual) -> Occurrence:
    return Occurrence.objects.get(ritual=ritual, day=DAY)


def log(person: Person) -> list[str]:
    """The deliveries of a person as lines, the earliest first: channel, round, when by UTC, state, result."""
    rows = Delivery.objects.filter(person=person).order_by("due_at", "round")
    return [f"{row.channel_name} {row.round} {row.due_at:%d %H:%M} {row.state} {row.result}".rstrip() for row in rows]
