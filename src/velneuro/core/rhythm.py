"""When a plan of the week asks for something, and when a reminder of it is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from velneuro.core.day import Clock

LOOKS_AHEAD = timedelta(days=732)  # two years: what is not due by then is not due
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from `since` up to, not with, `until`; without an end when that is None."""

    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Plan:
    """One line of the week's plan. `weekdays`: 0 for Monday to 6; `clock_minutes` after midnight, None: no set time.

    It holds from the day `since` up to, not with, `until`.
    """

    weekdays: frozenset[int]
    clock_minutes: int | None
    since: date
    until: date | None


@dataclass(frozen=True)
class Due:
    """A reminder: of which of the person's days, and when, in UTC."""

    day: date
    at: datetime


def asks_on(plan: Plan, breaks: Iterable[Span], day: date) -> bool:
    """Whether a plan asks for something on a day: one of its days, while it holds, and no break."""
    return (
        day.weekday() in plan.weekdays
        and Span(plan.since, plan.until).covers(day)
        and not any(rest.covers(day) for rest in breaks)
    )


def next_due(plan: Plan, breaks: Iterable[Span], clock: Clock, after: datetime) -> Due | None:
    """The first reminder strictly after an aware moment. None: there is no set time, or none within two years."""
    if plan.clock_minutes is None or not plan.weekdays:
        return None
    rests = tuple(breaks)
    # A change of clocks may carry a reminder past the end of its own day, so the day before is looked at too.
    day = max(clock.day_of(after) - 2 * A_DAY, plan.since)
    last = min(clock.day_of(after) + LOOKS_AHEAD, plan.until - A_DAY if plan.until else date.max)
    while day <= last:
        if asks_on(plan, rests, day):
            at = reminder_moment(plan.clock_minutes, clock, day)
            if at is not None and at > after:
                return Due(day, at)
        day += A_DAY
    return None


def reminder_moment(clock_minutes: int, clock: Clock, day: date) -> datetime | None:
    """When it is so many minutes after midnight by the clock within a person's day, in UTC.

    A time before the day's start belongs to the night in which that day ends. A time that a change of clocks skips is
    as far from midnight as it would have been (PEP 495, fold=0: 02:30 is 03:30); one that comes twice is the first.
    None: the calendar left out that date whole, as Samoa's did with 30 December 2011.
    """
    by_calendar = day + A_DAY if timedelta(minutes=clock_minutes) < clock.starts else day
    if _instant(by_calendar, time(0), clock.zone) >= _instant(by_calendar + A_DAY, time(0), clock.zone):
        return None
    return _instant(by_calendar, time(clock_minutes // 60, clock_minutes % 60), clock.zone)


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
