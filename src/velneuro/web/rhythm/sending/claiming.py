"""Which messages are due, and who takes them: rows are leased for a while, so that two senders never have the same."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from velneuro.core.rhythm import Span
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Delivery, Reminder
from velneuro.web.rhythm.scheduling import Wanted, breaks_of, place, schedule, wanted_next

logger = logging.getLogger(__name__)
WAITING, SENDING = Delivery.State.WAITING, Delivery.State.SENDING
# As words: SQLite uses an index of some rows only where the condition stands in the query as it stands in the index.
NOT_ENDED = "web_delivery.state IN ('waiting', 'sending')"


@dataclass(frozen=True)
class Lease:
    """Whose rows these are, and for how long: before they are begun, and while they are sent.

    `sending` must be longer than any one try may take: when it is over, its sender counts as dead.
    """

    owner: str
    waiting: timedelta = timedelta(seconds=60)
    sending: timedelta = timedelta(minutes=3)


def not_ended() -> QuerySet[Delivery]:
    """The messages of everybody that wait or are being sent."""
    return Delivery.objects.extra(where=[NOT_ENDED])  # noqa: S610  # a constant


def next_moment() -> datetime | None:
    """When the next message is due, or was, whoever may hold it."""
    return not_ended().filter(state=WAITING).order_by("due_at").values_list("due_at", flat=True).first()


def claim(lease: Lease, most: int, now: datetime) -> list[UUID]:
    """Take up to so many due rows, the earliest first; in the same transaction the next message of each is placed.

    Whose next day was answered beforehand is placed afterwards: that waits for the person, who may wait for these rows.
    """
    with transaction.atomic():
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        due = not_ended().filter(free, state=WAITING, due_at__lte=now).order_by("due_at")
        rows = list(due.select_for_update(skip_locked=True)[:most])
        taken = [row.pk for row in rows]
        Delivery.objects.filter(pk__in=taken).update(claimed_by=lease.owner, claimed_until=now + lease.waiting)
        over = _place_next([row.occurrence_id for row in rows if row.round == Delivery.Round.FIRST], now)
    for person in over:
        schedule(person, now)
    return taken


def give_back(lease: Lease, ids: Sequence[UUID]) -> None:
    """Rows that were taken and not begun are free again."""
    mine = Delivery.objects.filter(pk__in=ids, state=WAITING, claimed_by=lease.owner)
    mine.update(claimed_by="", claimed_until=None)


def _place_next(occurrences: Sequence[UUID | None], now: datetime) -> list[Person]:
    """Gives those of whom a next day has had its message already."""
    found = Reminder.objects.filter(ritual__occurrences__in=[pk for pk in occurrences if pk]).distinct()
    reminders = list(found.select_related("ritual", "person", "first", "second"))
    breaks = breaks_of({reminder.person_id for reminder in reminders})
    wishes = (_wish(reminder, breaks.get(reminder.person_id, ()), now) for reminder in reminders)
    return [over.reminder.person for over in place(wish for wish in wishes if wish)]


def _wish(reminder: Reminder, breaks: tuple[Span, ...], now: datetime) -> Wanted | None:
    try:
        return wanted_next(reminder, breaks, now)
    except (ValueError, KeyError) as error:  # a zone that is none: the others go on
        logger.error("the next message of a reminder could not be placed: %s", type(error).__name__)
        return None
