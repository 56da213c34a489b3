"""Adds, renews and removes the ways to reach a person; each change ends in a schedule that agrees with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import Q

from velneuro.web.people.models import Person
from velneuro.web.rhythm.holding import hold_person
from velneuro.web.rhythm.models import Channel, Delivery, Reminder, Ritual
from velneuro.web.rhythm.scheduling import schedule

Kind, State = Channel.Kind, Channel.State
REACHED_BY = {Kind.PUSH: "endpoint", Kind.EMAIL: "to", Kind.APPRISE: "url"}
SALT = "velneuro.rhythm.channel"


def add(person: Person, kind: Channel.Kind, name: str, address: Mapping[str, Any], now: datetime) -> Channel:
    """A new channel; the same address again is the same channel, as good as new. The first one reminds of all."""
    with transaction.atomic():
        hold_person(person.pk)
        fresh = {"name": name, "address": dict(address), "state": State.NEW, "failures": 0, "resting_until": None}
        channel, _ = Channel.objects.update_or_create(
            person=person,
            address_hash=hash_of(kind, address),
            defaults=fresh,
            create_defaults={**fresh, "kind": kind, "made_at": now},
        )
        if Channel.objects.filter(person=person).count() == 1:
            remind_of_all(person, channel)
        schedule(person, now)
    return channel


def hash_of(kind: Channel.Kind, address: Mapping[str, Any]) -> str:
    """By which one address is told from another."""
    return hashlib.sha256(f"{kind.value} {address[REACHED_BY[kind]]}".encode()).hexdigest()


def remind_of_all(person: Person, channel: Channel) -> None:
    """Every line of the plan with a set time that nobody has decided about is reminded of by this channel."""
    lines = Ritual.objects.filter(Q(until=None), person=person, clock_minutes__isnull=False, reminder=None)
    Reminder.objects.bulk_create(Reminder(person=person, ritual=line, first=channel) for line in lines)


def remind_as_usual(line: Ritual) -> None:
    """A new line of the plan is reminded of like the one before it; the first of all by the oldest way."""
    if line.clock_minutes is None:
        return
    before = Reminder.objects.filter(person=line.person).order_by("-ritual__made_at").first()
    first, second = (before.first, before.second) if before else (_oldest(line.person), None)
    if first is not None and (before is None or before.is_on):
        Reminder.objects.create(person=line.person, ritual=line, first=first, second=second)


def _oldest(person: Person) -> Channel | None:
    return Channel.objects.filter(person=person).exclude(state=State.DEAD).first()


def renew(channel: Channel, address: Mapping[str, Any], now: datetime) -> None:
    """The device has a new address. Raises IntegrityError when another channel of the person has it."""
    with transaction.atomic():
        hold_person(channel.person_id)
        channel.address, channel.address_hash = dict(address), hash_of(Kind(channel.kind), address)
        channel.state, channel.failures, channel.resting_until = State.NEW, 0, None
        channel.save(update_fields=("address", "address_hash", "state", "failures", "resting_until"))
        schedule(channel.person, now)


def rename(channel: Channel, name: str) -> None:
    """What the person calls it from now on; past messages keep the name that it had."""
    channel.name = name
    channel.save(update_fields=("name",))


def give_up(channel: Channel, now: datetime) -> None:
    """The device itself says that it can no longer be reached."""
    with transaction.atomic():
        hold_person(channel.person_id)
        channel.state = State.DEAD
        channel.save(update_fields=("state",))
        schedule(channel.person, now)


def remove(channel: Channel, now: datetime) -> None:
    """Forget a channel; its reminders go on by their other one, if they have one, and so does what waits for them."""
    with transaction.atomic():
        person = hold_person(channel.person_id)
        for reminder in Reminder.objects.filter(first=channel, second__isnull=False).select_related("second"):
            reminder.first, reminder.second = reminder.second, None
            reminder.save(update_fields=("first", "second"))
            if reminder.first is not None:
                _move_waiting(reminder.ritual_id, channel, reminder.first)
        channel.delete()
        schedule(person, now)


def _move_waiting(line: UUID, gone: Channel, way: Channel) -> None:
    of_line = Delivery.objects.filter(occurrence__ritual=line)
    for row in of_line.filter(channel=gone, state=Delivery.State.WAITING).exclude(round=Delivery.Round.SECOND):
        same = of_line.filter(occurrence=row.occurrence_id, channel=way, round=row.round, due_at=row.due_at)
        same.filter(state=Delivery.State.NOT_SENT).delete()  # asked for once before, and for another time since
        if not same.exists():
            row.channel, row.channel_kind, row.channel_name = way, way.kind, way.name
            row.claimed_by, row.claimed_until, row.result = "", None, ""
            row.save()


def channel_token(channel_id: UUID) -> str:
    """With it the device of a channel may say that its address has changed, when no page is open."""
    return signing.dumps(str(channel_id), salt=SALT)


def channel_token_fits(token: str, channel_id: UUID) -> bool:
    """Whether a token was made here for this channel."""
    try:
        return bool(signing.loads(token, salt=SALT) == str(channel_id))
    except signing.BadSignature:
        return False
