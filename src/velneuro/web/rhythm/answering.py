"""What a person answers to a reminder: it stops or moves what else would have been sent for that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Q, QuerySet

from velneuro.core.rhythm import reminder_moment
from velneuro.web.people.models import Person
from velneuro.web.practice.models import BEGUN, RESTED, PracticeSession
from velneuro.web.rhythm.holding import hold_day, hold_person
from velneuro.web.rhythm.models import Channel, Delivery, Occurrence, Reminder, Ritual
from velneuro.web.rhythm.scheduling import schedule

USUAL_BEDTIME = 21 * 60 + 30  # minutes after midnight, for who has no ritual at bedtime
USUAL_TIMES = {Ritual.Part.BEDTIME: USUAL_BEDTIME, Ritual.Part.AFTERNOON: 15 * 60, Ritual.Part.ANY: 12 * 60}
Answer, Round, State = Occurrence.Answer, Delivery.Round, Delivery.State


class Reply(StrEnum):
    """What can be answered, by the names that pages, notifications and the API use."""

    SEEN = "seen"
    DONE = "done"
    SKIPPED = "skipped"
    IN_15_MINUTES = "snooze-15"
    IN_1_HOUR = "snooze-60"
    AT_BEDTIME = "snooze-bedtime"


SNOOZES = (Reply.IN_15_MINUTES, Reply.IN_1_HOUR, Reply.AT_BEDTIME)


def answer(occurrence: Occurrence, kind: Reply, now: datetime) -> Occurrence:
    """Keep an answer, with what follows from it for the messages that wait, in one transaction. Gives it as kept.

    Seen never takes back done or skipped, and nothing is snoozed that is done. Whether a snooze will come tells
    `comes_again_at`.
    """
    with transaction.atomic():
        person, row = hold_person(occurrence.person_id), hold_day(occurrence.pk)
        row.person = person
        if kind == Reply.SEEN:
            _see(row, now)
        elif kind in SNOOZES:
            _snooze(row, kind, now)
        else:
            _close(row, Answer(kind.value), now)
        schedule(person, now)
    return row


def snooze_moment(occurrence: Occurrence, kind: Reply, now: datetime) -> datetime | None:
    """When a snoozed reminder comes again; None where that would be another day, or bedtime is over."""
    at = MOMENTS[kind](occurrence, now)
    same_day = at is not None and occurrence.person.day_of(at) == occurrence.day
    return at if same_day and at is not None and at > now else None


def comes_again_at(occurrence: Occurrence, now: datetime) -> datetime | None:
    """When the snoozed reminder of a kept answer comes; None where none will."""
    at = occurrence.snoozed_until
    return at if at is not None and at > now and occurrence.answer == Answer.SEEN else None


def way_of(ritual: Ritual) -> Channel | None:
    """The way by which a later reminder of a line would come: none is promised that would not."""
    reminder = Reminder.objects.filter(ritual=ritual, is_on=True).select_related("first", "second").first()
    ways = (reminder.first, reminder.second) if reminder else ()
    return next((way for way in ways if way and way.state != Channel.State.DEAD and way.is_confirmed), None)


def is_kept(person: Person, day: date, ritual: Ritual) -> bool:
    """Whether a ritual needs no reminder on a day: it was answered with done, or a session of that day counts for it.

    A session counts once it was begun, and so does rest that the gate prescribed. Where a day has several rituals, a
    session counts for the nearest; one without a set time has the usual time of its part of the day.
    """
    if Occurrence.objects.filter(ritual=ritual, day=day, answer=Answer.DONE).exists():
        return True
    sessions = PracticeSession.objects.filter(BEGUN | RESTED, person=person, day=day)
    return any(_counts_for(session, ritual, person, day) for session in sessions.only("started_at", "made_at"))


def usual_minutes(ritual: Ritual) -> int:
    """When it is meant, in minutes after midnight: where no time is set, at the usual one of its part of the day."""
    return USUAL_TIMES[Ritual.Part(ritual.part)] if ritual.clock_minutes is None else ritual.clock_minutes


def _see(row: Occurrence, now: datetime) -> None:
    if row.answer == Answer.NONE:
        _keep(row, Answer.SEEN, now)
    _stop(row, "seen", now, Q(round=Round.SECOND))


def _close(row: Occurrence, given: str, now: datetime) -> None:
    _keep(row, given, now)
    _stop(row, given, now, Q())


def _snooze(row: Occurrence, kind: Reply, now: datetime) -> None:
    moment, channel = snooze_moment(row, kind, now), way_of(row.ritual)
    if row.answer == Answer.DONE or moment is None or channel is None:
        _see(row, now)
        return
    row.snoozed_until = moment
    _keep(row, Answer.SEEN, now)
    _stop(row, "snoozed", now, Q())
    _add(row, channel, moment)


def _keep(row: Occurrence, given: str, now: datetime) -> None:
    row.answer, row.answered_at = given, now
    row.save(update_fields=("answer", "answered_at", "snoozed_until"))


def _stop(row: Occurrence, why: str, now: datetime, which: Q) -> None:
    waiting = Delivery.objects.filter(which, occurrence=row, state=State.WAITING)
    waiting.update(state=State.NOT_SENT, result=why, ended_at=now)


def _add(row: Occurrence, channel: Channel, moment: datetime) -> None:
    given = {"person_id": row.person_id, "channel_kind": channel.kind, "channel_name": channel.name}
    known = {"occurrence": row, "channel": channel, "round": Round.SNOOZED, "due_at": moment}
    message, is_new = Delivery.objects.get_or_create(**known, defaults=given)
    if not is_new:  # bedtime, then an hour, then bedtime after all
        same = Delivery.objects.filter(pk=message.pk, state=State.NOT_SENT)
        same.update(state=State.WAITING, result="", ended_at=None, claimed_by="", claimed_until=None)


def _bedtime(occurrence: Occurrence, _: datetime) -> datetime | None:
    """The latest bedtime of the plan on that day."""
    person, day = occurrence.person, occurrence.day
    rituals = _timed(person, day).filter(part=Ritual.Part.BEDTIME)
    moments = [_moment(minutes, person, day) for minutes in rituals.values_list("clock_minutes", flat=True)]
    return max((at for at in moments if at), default=_moment(USUAL_BEDTIME, person, day))


def _moment(minutes: int | None, person: Person, day: date) -> datetime | None:
    return None if minutes is None else reminder_moment(minutes, person.clock, day)


def _timed(person: Person, day: date) -> QuerySet[Ritual]:
    return _holding(person, day).filter(clock_minutes__isnull=False)


def _holding(person: Person, day: date) -> QuerySet[Ritual]:
    on_that_day = Q(until=None) | Q(until__gt=day)
    return Ritual.objects.filter(on_that_day, person=person, since__lte=day)


def _counts_for(session: PracticeSession, ritual: Ritual, person: Person, day: date) -> bool:
    at = session.started_at or session.made_at
    rivals = [other for other in _holding(person, day) if day.weekday() in other.weekdays and other.pk != ritual.pk]
    # Two that are equally near are both kept: else the second could never be.
    return all(_distance(ritual, person, day, at) <= _distance(other, person, day, at) for other in rivals)


def _distance(ritual: Ritual, person: Person, day: date, at: datetime) -> timedelta:
    return abs((_moment(usual_minutes(ritual), person, day) or at) - at)


MOMENTS: dict[Reply, Callable[[Occurrence, datetime], datetime | None]] = {
    Reply.IN_15_MINUTES: lambda _, now: now + timedelta(minutes=15),
    Reply.IN_1_HOUR: lambda _, now: now + timedelta(hours=1),
    Reply.AT_BEDTIME: _bedtime,
}
