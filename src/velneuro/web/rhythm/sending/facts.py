"""All that is known of messages which are about to be sent, asked for at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from velneuro.core.rhythm import Span
from velneuro.web.practice.models import BEGUN, RESTED, PracticeSession
from velneuro.web.rhythm.answering import is_kept
from velneuro.web.rhythm.models import Delivery, Reminder, RhythmChoice
from velneuro.web.rhythm.scheduling import breaks_of

MISSED_AFTER = timedelta(minutes=10)  # later than that, the machine slept or was off
State = Delivery.State


@dataclass(frozen=True)
class Facts:
    """One message with what its sending depends on. `is_kept`: a session, or rest, has answered its day already."""

    delivery: Delivery
    reminder: Reminder | None
    breaks: tuple[Span, ...]
    quiet: RhythmChoice | None
    is_kept: bool

    @property
    def day(self) -> date | None:
        return self.delivery.occurrence.day if self.delivery.occurrence else None


def facts_of(ids: Iterable[UUID]) -> list[Facts]:
    """The facts of waiting rows; a row that does not wait any more is left out."""
    rows = list(
        Delivery.objects.filter(pk__in=list(ids), state=State.WAITING).select_related(
            "person",
            "channel",
            "occurrence__ritual__reminder__second",
        )
    )
    if not rows:
        return []
    people = {row.person_id for row in rows}
    breaks = breaks_of(people)
    quiet = {choice.person_id: choice for choice in RhythmChoice.objects.filter(person__in=people)}
    kept = _kept(rows)
    return [
        Facts(row, _reminder(row), breaks.get(row.person_id, ()), quiet.get(row.person_id), row.pk in kept)
        for row in rows
    ]


def missed_with(facts: Sequence[Facts], now: datetime) -> list[Delivery]:
    """Other messages that the people of late ones had, or are to have, for the same hours."""
    late = {one.delivery.person_id for one in facts if now - one.delivery.due_at > MISSED_AFTER}
    if not late:
        return []
    known = [one.delivery.pk for one in facts]
    states = (State.WAITING, State.SENDING, State.SENT)
    since = min(one.delivery.due_at for one in facts)
    rows = Delivery.objects.filter(person__in=late, state__in=states, due_at__gte=since, due_at__lte=now)
    return list(rows.exclude(pk__in=known).exclude(occurrence=None))


def _reminder(row: Delivery) -> Reminder | None:
    if row.occurrence is None:
        return None
    reminder: Reminder | None = getattr(row.occurrence.ritual, "reminder", None)
    if reminder is not None:
        reminder.person, reminder.ritual = row.person, row.occurrence.ritual
    return reminder


def _kept(rows: Sequence[Delivery]) -> set[UUID]:
    """The rows whose day needs no reminder; who had no session on that day is not asked for one by one."""
    days = {(row.person_id, row.occurrence.day) for row in rows if row.occurrence}
    some = PracticeSession.objects.filter(
        BEGUN | RESTED, person__in={person for person, _ in days}, day__in={day for _, day in days}
    )
    practiced = set(some.values_list("person_id", "day"))
    return {
        row.pk
        for row in rows
        if row.occurrence
        and (row.person_id, row.occurrence.day) in practiced
        and is_kept(row.person, row.occurrence.day, row.occurrence.ritual)
    }
