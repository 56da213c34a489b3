"""Whether a due message is sent, and if not, why not. Rules are asked in turn; the first that speaks decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from velneuro.core.rhythm import Due, asks_on
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Channel, Delivery, Occurrence, RhythmChoice
from velneuro.web.rhythm.scheduling import is_due, plan_of
from velneuro.web.rhythm.sending.facts import MISSED_AFTER, Facts

GRACE = timedelta(hours=2)  # what comes later than that reminds of nothing any more
CONFIRM_WITHIN = timedelta(minutes=30)  # then the second channel is tried; so long a failure is tried again
KEEP_STEP = timedelta(minutes=5)
LEAST_KEEP = 60  # seconds; with 0 a service drops what it cannot hand over at once
Answer, Round = Occurrence.Answer, Delivery.Round
# What a person has asked for in so many words comes in quiet hours too.
WANTED_NOW = (Round.SNOOZED, Round.TEST)


class Step(Enum):
    """What is done with a row. WITHDRAW: the plan has changed, and it is placed anew."""

    SEND = auto()
    NOT_SEND = auto()
    LATER = auto()
    WITHDRAW = auto()


@dataclass(frozen=True)
class Verdict:
    """`why` is the result to note. `until`: for LATER. `second`: the second channel takes its place now."""

    step: Step
    why: str = ""
    until: datetime | None = None
    second: bool = False


Rest = Callable[[Channel], datetime | None]
SEND = Verdict(Step.SEND)


def decide(facts: Facts, now: datetime, rest: Rest) -> Verdict:
    """What to do with a due message at a moment. `rest`: until when the service of a channel is left alone."""
    if facts.delivery.round == Round.TEST:
        return _of_test(facts)
    found = (rule(facts, now) for rule in RULES)
    return next((verdict for verdict in found if verdict), None) or _by_channel(facts, now, rest)


def is_quiet(choice: RhythmChoice | None, person: Person, now: datetime) -> bool:
    """Whether a moment lies in the hours in which nothing is sent, which may go past midnight."""
    if choice is None or choice.quiet_from is None or choice.quiet_until is None:
        return False
    local = now.astimezone(person.zone)
    minutes = local.hour * 60 + local.minute
    if choice.quiet_from <= choice.quiet_until:
        return choice.quiet_from <= minutes < choice.quiet_until
    return minutes >= choice.quiet_from or minutes < choice.quiet_until


def keep_seconds(facts: Facts, now: datetime) -> int:
    """How long a push service may hold a message for a phone that is off: not past its use, the day, or quiet hours."""
    end, last = facts.delivery.due_at + GRACE, now
    if facts.quiet is None and _fits(facts, end):
        return max(LEAST_KEEP, int((end - now).total_seconds()))
    while last + KEEP_STEP <= end and _fits(facts, last + KEEP_STEP):
        last += KEEP_STEP
    return max(LEAST_KEEP, int((last - now).total_seconds()))


def _fits(facts: Facts, at: datetime) -> bool:
    person = facts.delivery.person
    in_time = person.day_of(at) == person.day_of(facts.delivery.due_at)
    return in_time and (facts.delivery.round in WANTED_NOW or not is_quiet(facts.quiet, person, at))


def _of_test(facts: Facts) -> Verdict:
    """It is sent whatever the hour, and whatever has failed before: it is asked for to find that out."""
    return SEND if facts.delivery.channel else not_sent("no-channel")


def not_sent(why: str, *, second: bool = False) -> Verdict:
    """It is not sent, and its record says why."""
    return Verdict(Step.NOT_SEND, why, second=second)


def _answered(facts: Facts, _: datetime) -> Verdict | None:
    occurrence = facts.delivery.occurrence
    if occurrence is None or occurrence.answer in (Answer.DONE, Answer.SKIPPED):
        return not_sent(occurrence.answer if occurrence else "off")
    return not_sent("session") if facts.is_kept else None


def _on_break(facts: Facts, _: datetime) -> Verdict | None:
    day = facts.day
    return not_sent("break") if day and any(rest.covers(day) for rest in facts.breaks) else None


def _off(facts: Facts, _: datetime) -> Verdict | None:
    return not_sent("off") if facts.reminder is None or not facts.reminder.is_on else None


def _planned_otherwise(facts: Facts, _: datetime) -> Verdict | None:
    """A later time is of a person's own wish: it holds while the line asks on that day, at whatever time."""
    row, occurrence = facts.delivery, facts.delivery.occurrence
    if facts.reminder is None or occurrence is None:
        return None
    if row.round == Round.SNOOZED or occurrence.at is None:
        asks = asks_on(plan_of(facts.reminder.ritual), facts.breaks, occurrence.day)
    else:
        at = row.due_at if row.round == Round.FIRST else occurrence.at
        asks = is_due(facts.reminder, facts.breaks, Due(occurrence.day, at))
    if asks:
        return None
    return Verdict(Step.WITHDRAW) if row.round == Round.FIRST else not_sent("changed")


def _too_late(facts: Facts, now: datetime) -> Verdict | None:
    row, late = facts.delivery, now - facts.delivery.due_at
    # A change of clocks may carry a first one past the end of its day; what follows a first one may lie there itself.
    day = row.person.day_of(row.due_at) if row.round == Round.FIRST else facts.day
    if late <= GRACE and row.person.day_of(now) == day:
        return None
    return not_sent("late" if late > MISSED_AFTER else "day-over")


def _in_quiet_hours(facts: Facts, now: datetime) -> Verdict | None:
    if facts.delivery.round in WANTED_NOW:
        return None
    return not_sent("quiet") if is_quiet(facts.quiet, facts.delivery.person, now) else None


# That somebody has seen a first message needs no rule: it takes the row of the second away (answering.py).
RULES = (_answered, _on_break, _off, _planned_otherwise, _too_late, _in_quiet_hours)


def _by_channel(facts: Facts, now: datetime, rest: Rest) -> Verdict:
    channel = facts.delivery.channel
    if channel is None:
        return not_sent("no-channel", second=True)
    if not channel.is_confirmed:
        return not_sent("unconfirmed", second=True)
    if channel.state == Channel.State.DEAD:
        return not_sent("dead", second=True)
    until = rest(channel)
    if until is None or until <= now:
        return SEND
    if second_channel(facts) or until > facts.delivery.due_at + CONFIRM_WITHIN:
        return not_sent("resting", second=True)
    return Verdict(Step.LATER, "resting", until)


def second_channel(facts: Facts) -> Channel | None:
    """The second channel of the reminder, where it is alive and not the one of this message itself."""
    if facts.reminder is None or facts.delivery.round == Round.SECOND:
        return None
    second = facts.reminder.second
    if second is None or second.pk == facts.delivery.channel_id or second.state == Channel.State.DEAD:
        return None
    return second
