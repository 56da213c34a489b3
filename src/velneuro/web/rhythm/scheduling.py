"""Makes the waiting deliveries agree with the plan: each reminder that is on has one message for its next day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from velneuro.core.rhythm import Due, Plan, Span, asks_on, next_due, reminder_moment
from velneuro.web.people.models import Person
from velneuro.web.rhythm.holding import hold_person
from velneuro.web.rhythm.models import Break, Channel, Delivery, Occurrence, Reminder, Ritual

FIRST = Delivery.Round.FIRST
WAITING = Delivery.State.WAITING
BETWEEN_TESTS = timedelta(minutes=1)


@dataclass(frozen=True)
class Wanted:
    """The next first message of a reminder: by which channel, of which day, when."""

    reminder: Reminder
    channel: Channel
    due: Due


def schedule(person: Person, now: datetime) -> None:
    """Make the waiting first messages of a person agree with plan, breaks and clock. Twice is as good as once.

    To be called, in the same transaction, after every change of rituals, reminders, breaks, time zone or end of day.
    """
    with transaction.atomic():
        # Two changes at once must not both add a message; the row of the person is what they wait for.
        person = hold_person(person.pk)
        breaks = breaks_of([person.pk]).get(person.pk, ())
        reminders = list(_reminders(person))
        # What is there goes before what is new is made: the sender takes its rows in the same order.
        _withdraw(person, reminders, breaks, now)
        place([wanted for reminder in reminders if (wanted := wanted_next(reminder, breaks, now, _ended(reminder)))])
        _forget_empty(person)


def plan_of(ritual: Ritual) -> Plan:
    """A row of the week's plan as the core knows it."""
    return Plan(frozenset(ritual.weekdays), ritual.clock_minutes, ritual.since, ritual.until)


def breaks_of(people: Iterable[UUID]) -> dict[UUID, tuple[Span, ...]]:
    """The breaks of each of these people; whoever has none is missing."""
    found: dict[UUID, tuple[Span, ...]] = {}
    for rest in Break.objects.filter(person__in=list(people)):
        found[rest.person_id] = (*found.get(rest.person_id, ()), Span(rest.since, rest.until))
    return found


def is_due(reminder: Reminder, breaks: Iterable[Span], due: Due) -> bool:
    """Whether the plan, as it is now, still asks for this day at this moment."""
    plan = plan_of(reminder.ritual)
    if not reminder.is_on or plan.clock_minutes is None or not asks_on(plan, breaks, due.day):
        return False
    return reminder_moment(plan.clock_minutes, reminder.person.clock, due.day) == due.at


def wanted_next(
    reminder: Reminder, breaks: Iterable[Span], now: datetime, ended: frozenset[date] = frozenset()
) -> Wanted | None:
    """The next message of a reminder strictly after now, past the days whose first message is over already."""
    channel = reminder.first or reminder.second
    if not reminder.is_on or channel is None:
        return None
    plan, rests, clock = plan_of(reminder.ritual), tuple(breaks), reminder.person.clock
    due = next_due(plan, rests, clock, now)
    while due and due.day in ended:
        due = next_due(plan, rests, clock, due.at)
    return Wanted(reminder, channel, due) if due else None


def place(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Add the occurrences and first messages that are not there yet; gives those whose day has had its first one."""
    wishes = {(wish.reminder.ritual_id, wish.due.day): wish for wish in sorted(wanted, key=_order)}
    if not wishes:
        return []
    Occurrence.objects.bulk_create((_occurrence(wish) for wish in wishes.values()), ignore_conflicts=True)
    days = {day for _, day in wishes}
    rows = Occurrence.objects.filter(ritual__in=[ritual for ritual, _ in wishes], day__in=days)
    found = {(row.ritual_id, row.day): row for row in rows if (row.ritual_id, row.day) in wishes}
    firsts = Delivery.objects.filter(occurrence__in=list(found.values()), round=FIRST)
    there = dict(firsts.values_list("occurrence_id", "state"))
    Delivery.objects.bulk_create(
        (_first(wishes[key], row) for key, row in found.items() if row.pk not in there), ignore_conflicts=True
    )
    _note_moments(wishes, found.items())
    return [wishes[key] for key, row in found.items() if there.get(row.pk, WAITING) != WAITING]


def ask_for_test(channel: Channel, now: datetime) -> Delivery | None:
    """A message that is due now, to try a channel; the one that already waits, if there is one.

    None: there was one within the last minute. Each goes to a service, or a mailbox, of somebody else.
    """
    with transaction.atomic():
        hold_person(channel.person_id)
        tests = Delivery.objects.filter(channel=channel, round=Delivery.Round.TEST)
        waiting = tests.filter(state=WAITING).first()
        if waiting is not None:
            return waiting
        if tests.filter(due_at__gt=now - BETWEEN_TESTS).exists():
            return None
        return Delivery.objects.create(
            person_id=channel.person_id,
            channel=channel,
            channel_kind=channel.kind,
            channel_name=channel.name,
            round=Delivery.Round.TEST,
            due_at=now,
        )


def _reminders(person: Person) -> Iterator[Reminder]:
    for reminder in Reminder.objects.filter(person=person).select_related("ritual", "first", "second"):
        reminder.person = person
        yield reminder


def _ended(reminder: Reminder) -> frozenset[date]:
    """The days whose first message is over: a change of clock or plan must not bring a second one."""
    rows = Delivery.objects.filter(occurrence__ritual=reminder.ritual_id, round=FIRST).exclude(state=WAITING)
    return frozenset(rows.order_by("-occurrence__day").values_list("occurrence__day", flat=True)[:10])


def _withdraw(person: Person, reminders: Iterable[Reminder], breaks: tuple[Span, ...], now: datetime) -> None:
    """Delete the first messages that wait for a moment that is not the plan's any more, or not by this channel."""
    known = {reminder.ritual_id: reminder for reminder in reminders}
    waiting = Delivery.objects.filter(person=person, round=FIRST, state=WAITING).select_related("occurrence")
    gone = [row.pk for row in waiting if not _stays(row, known, breaks, now)]
    Delivery.objects.filter(pk__in=gone, state=WAITING).delete()


def _stays(row: Delivery, known: Mapping[UUID, Reminder], breaks: tuple[Span, ...], now: datetime) -> bool:
    if row.due_at <= now:
        return True  # the sender is about to take it, and says why where it is not sent
    reminder = known.get(row.occurrence.ritual_id) if row.occurrence else None
    if reminder is None or row.occurrence is None:
        return False
    wanted = wanted_next(reminder, breaks, now, _ended(reminder))
    asked = Due(row.occurrence.day, row.due_at)
    return wanted is not None and wanted.due == asked and wanted.channel.pk == row.channel_id


def _order(wish: Wanted) -> tuple[UUID, date]:
    """Two senders that place the same ones wait for each other's rows in the same order."""
    return wish.reminder.ritual_id, wish.due.day


def _occurrence(wish: Wanted) -> Occurrence:
    reminder = wish.reminder
    return Occurrence(person_id=reminder.person_id, ritual_id=reminder.ritual_id, day=wish.due.day, at=wish.due.at)


def _first(wish: Wanted, occurrence: Occurrence) -> Delivery:
    return Delivery(
        person_id=wish.reminder.person_id,
        occurrence=occurrence,
        channel=wish.channel,
        channel_kind=wish.channel.kind,
        channel_name=wish.channel.name,
        round=FIRST,
        due_at=wish.due.at,
    )


def _note_moments(
    wishes: Mapping[tuple[UUID, date], Wanted], found: Iterable[tuple[tuple[UUID, date], Occurrence]]
) -> None:
    """An occurrence that was there before may have been due at another moment."""
    for key, row in found:
        if row.at != wishes[key].due.at:
            Occurrence.objects.filter(pk=row.pk).update(at=wishes[key].due.at)


def _forget_empty(person: Person) -> None:
    """Occurrences that hold nothing: no message, no answer."""
    empty = Q(answer=Occurrence.Answer.NONE, snoozed_until=None, deliveries=None)
    Occurrence.objects.filter(empty, person=person).delete()
