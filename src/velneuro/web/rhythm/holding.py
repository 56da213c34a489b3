"""Rows that are held until a transaction ends, always in one order: the person, messages by their ids, days, ways.

On Postgres two transactions that take the same rows in two orders end with an error for one of them. No hold here
keeps a sender from adding rows that point to what is held; and a sender waits for no person while it has messages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from velneuro.web.people.holding import hold
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Channel, Delivery, Occurrence

NOT_ENDED = (Delivery.State.WAITING, Delivery.State.SENDING)


def hold_person(pk: UUID) -> Person:
    """The person as of now, once no sender is at work on a message of theirs. First of all in a transaction."""
    person = hold(pk)
    hold_messages(Delivery.objects.filter(person=person, state__in=NOT_ENDED))
    return person


def hold_messages(rows: QuerySet[Delivery]) -> None:
    """Hold these messages, in the order in which everybody takes them."""
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def hold_with_seconds(pks: Collection[UUID], days: Iterable[UUID]) -> None:
    """Hold these messages, and those that wait for their days by a second way: what ends one may move the other."""
    seconds = Q(occurrence__in=set(days), round=Delivery.Round.SECOND, state=Delivery.State.WAITING)
    hold_messages(Delivery.objects.filter(seconds | Q(pk__in=pks)))


def hold_day(pk: UUID) -> Occurrence:
    """A ritual on one day, as of now."""
    return Occurrence.objects.select_for_update(no_key=True, of=("self",)).select_related("ritual").get(pk=pk)


def hold_channels(pks: Iterable[UUID]) -> None:
    """Hold these ways, to note how they do."""
    list(Channel.objects.filter(pk__in=set(pks)).select_for_update(no_key=True).order_by("pk").values_list("pk"))
