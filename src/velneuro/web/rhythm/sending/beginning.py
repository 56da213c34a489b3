"""Marks messages as being sent, and commits that, before the first byte leaves: nothing is begun twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from velneuro.web.rhythm.holding import hold_person, hold_with_seconds
from velneuro.web.rhythm.messages import Message, code_message, reminder_message, trial_message
from velneuro.web.rhythm.models import Delivery
from velneuro.web.rhythm.scheduling import schedule
from velneuro.web.rhythm.sending.channels import host_of
from velneuro.web.rhythm.sending.claiming import Lease
from velneuro.web.rhythm.sending.deciding import (
    CONFIRM_WITHIN,
    Rest,
    Step,
    Verdict,
    decide,
    keep_seconds,
    not_sent,
)
from velneuro.web.rhythm.sending.facts import MISSED_AFTER, Facts, facts_of, missed_with
from velneuro.web.rhythm.sending.letter import Letter
from velneuro.web.rhythm.sending.seconds import arm

State = Delivery.State


@dataclass(frozen=True)
class Begun:
    """A message that is being sent. `has_second`: another channel follows when this one fails.

    `tries`: how often it was begun, with this time.
    """

    pk: UUID
    person: UUID
    due_at: datetime
    occurrence: UUID | None
    channel: UUID
    host: str
    has_second: bool
    tries: int
    letter: Letter


@dataclass(frozen=True)
class _Judged:
    facts: Facts
    verdict: Verdict


def begin(ids: Sequence[UUID], lease: Lease, base_url: str, rest: Rest, now: datetime) -> list[Begun]:
    """Decide on rows that were claimed; note those that are not sent, mark the others. Gives what is to be sent now."""
    with transaction.atomic():
        days = Delivery.objects.filter(pk__in=ids, occurrence__isnull=False).values_list("occurrence", flat=True)
        hold_with_seconds(ids, days)
        judged = _judged(ids, now, rest)
        _note_not_sent(judged, lease, now)
        _put_off(judged, lease)
        marked = _mark(judged, lease, now)
        armed = arm([one.facts for one in marked], now + CONFIRM_WITHIN)
    _place_anew(judged, lease, now)
    return [_begun(one.facts, one.facts.delivery.occurrence_id in armed, base_url, now) for one in marked]


def _judged(ids: Sequence[UUID], now: datetime, rest: Rest) -> list[_Judged]:
    """The verdict on each row; of all that somebody missed, only the last is sent."""
    facts = facts_of(ids)
    others = missed_with(facts, now)
    waiting = facts_of(row.pk for row in others if row.state == State.WAITING)
    judged = [_Judged(one, decide(one, now, rest)) for one in (*facts, *waiting)]
    reaching = [one.facts.delivery for one in judged if one.verdict.step is Step.SEND]
    reaching += [row for row in others if row.state != State.WAITING]
    return [_only_the_last(one, reaching, now) for one in judged[: len(facts)]]


def _only_the_last(one: _Judged, reaching: Iterable[Delivery], now: datetime) -> _Judged:
    row = one.facts.delivery
    # What was tried, or put off while its way rested, was not missed: it is late for a reason of its own.
    is_missed = now - row.due_at > MISSED_AFTER and row.tries == 0 and not row.result
    if one.verdict.step is not Step.SEND or row.occurrence is None or not is_missed:
        return one
    later = (other for other in reaching if other.person_id == row.person_id and other.occurrence_id is not None)
    if any((other.due_at, other.pk) > (row.due_at, row.pk) for other in later):
        return _Judged(one.facts, not_sent("merged"))
    return one


def _note_not_sent(judged: Iterable[_Judged], lease: Lease, now: datetime) -> None:
    by_reason: dict[str, list[Facts]] = {}
    for one in judged:
        if one.verdict.step is Step.NOT_SEND:
            by_reason.setdefault(one.verdict.why, []).append(one.facts)
    for why, found in by_reason.items():
        _mine(found, lease).update(state=State.NOT_SENT, result=why, ended_at=now)
    arm([one.facts for one in judged if one.verdict.second], now)


def _put_off(judged: Iterable[_Judged], lease: Lease) -> None:
    for one in judged:
        if one.verdict.step is Step.LATER:
            _mine([one.facts], lease).update(claimed_by="", claimed_until=one.verdict.until, result=one.verdict.why)


def _mark(judged: Iterable[_Judged], lease: Lease, now: datetime) -> list[_Judged]:
    chosen = [one for one in judged if one.verdict.step is Step.SEND]
    if not chosen:
        return []
    _mine([one.facts for one in chosen], lease).update(
        state=State.SENDING, began_at=now, claimed_until=now + lease.sending, tries=F("tries") + 1
    )
    # A row that was answered, or fell to another sender, in the meantime is not among those that were marked.
    ids = [one.facts.delivery.pk for one in chosen]
    marked = set(
        Delivery.objects.filter(pk__in=ids, state=State.SENDING, claimed_by=lease.owner, began_at=now).values_list(
            "pk", flat=True
        )
    )
    return [one for one in chosen if one.facts.delivery.pk in marked]


def _place_anew(judged: Iterable[_Judged], lease: Lease, now: datetime) -> None:
    for one in judged:
        if one.verdict.step is Step.WITHDRAW:
            with transaction.atomic():
                person = hold_person(one.facts.delivery.person_id)
                _mine([one.facts], lease).delete()
                schedule(person, now)


def _mine(facts: Iterable[Facts], lease: Lease) -> QuerySet[Delivery]:
    ids = [one.delivery.pk for one in facts]
    return Delivery.objects.filter(pk__in=ids, state=State.WAITING, claimed_by=lease.owner)


def _begun(facts: Facts, has_second: bool, base_url: str, now: datetime) -> Begun:
    row = facts.delivery
    assert row.channel  # what has none is not sent
    letter = Letter(row.channel.kind, row.channel.address, _message(facts), base_url, keep_seconds(facts, now))
    return Begun(
        pk=row.pk,
        person=row.person_id,
        due_at=row.due_at,
        occurrence=row.occurrence_id,
        channel=row.channel.pk,
        host=host_of(row.channel),
        has_second=has_second,
        tries=row.tries + 1,
        letter=letter,
    )


def _message(facts: Facts) -> Message:
    occurrence, channel = facts.delivery.occurrence, facts.delivery.channel
    if occurrence is not None:
        return reminder_message(occurrence, facts.reminder)
    return trial_message() if channel is None or channel.is_confirmed else code_message(channel)
