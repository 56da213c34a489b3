"""The plan of the week as an iCalendar file (RFC 5545): what a calendar program may subscribe to.

It says "time for your evening" and no more: calendars are shown on lock screens, and shared in families.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from velneuro.core.day import Clock
from velneuro.core.rhythm import LOOKS_AHEAD, Plan, Span, asks_on
from velneuro.outputs.calendar_zone import ZONE_YEARS, zone_block

MAKER = "-//Vel Neuro//Rhythm//EN"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LOOK_AGAIN = timedelta(hours=4)  # how often a program is asked to fetch it
LOOK_AGAIN_TEXT = "PT4H"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One line of the plan: `id` stays the same for as long as it holds, `address` leads to its page."""

    id: str
    plan: Plan
    minutes: int
    title: str
    address: str


@dataclass(frozen=True)
class Edition:
    """Which state of the plan this is: its number grows with each change, which came at `changed_at` (in UTC)."""

    number: int
    changed_at: datetime


def calendar(name: str, lines: Sequence[Line], breaks: Sequence[Span], clock: Clock, edition: Edition) -> bytes:
    """The file. A line without a set time is there all day, without an alarm; days of a break are left out.

    The clock's zone must have a name. A break without an end ends its lines. After one of more than two years they
    begin anew, as events of their own.
    """
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", LOOK_AGAIN_TEXT)
    timed = [line.plan.since.year for line in lines if line.plan.clock_minutes is not None]
    zone = _zone(clock)
    if timed and zone.key != "UTC":
        made.add_component(zone_block(zone, min(timed), edition.changed_at.year + ZONE_YEARS))
    for line in lines:
        for part in _parts(line, [rest for rest in breaks if _is_long(rest)]):
            made.add_component(_event(part, [rest for rest in breaks if not _is_long(rest)], clock, edition))
    return bytes(made.to_ical())


def _zone(clock: Clock) -> ZoneInfo:
    assert isinstance(clock.zone, ZoneInfo)
    return clock.zone


def _is_long(rest: Span) -> bool:
    """Whether its days are too many to be left out one by one."""
    return rest.until is None or rest.until - rest.since > LOOKS_AHEAD


def _parts(line: Line, breaks: Sequence[Span]) -> Iterator[Line]:
    """The line before, between and after these breaks, where it asks for something; the first part keeps its id."""
    plans = [plan for plan in _stretches(line.plan, breaks) if _first_day(plan)]
    for plan in plans:
        yield replace(line, id=line.id if plan is plans[0] else f"{line.id}-{plan.since}", plan=plan)


def _stretches(plan: Plan, breaks: Sequence[Span]) -> Iterator[Plan]:
    since: date | None = plan.since
    for rest in sorted(breaks, key=lambda rest: rest.since):
        if since is None:
            return
        yield replace(plan, since=since, until=min(rest.since, plan.until or rest.since))
        since = rest.until and max(since, rest.until)
    if since is not None:
        yield replace(plan, since=since)


def _event(line: Line, rests: Sequence[Span], clock: Clock, edition: Edition) -> Event:
    plan, first = line.plan, _first_day(line.plan)
    assert first  # a part without a day is none
    event = Event()
    event.add("uid", f"{line.id}@velneuro")
    event.add("sequence", edition.number)
    event.add("dtstamp", edition.changed_at)
    event.add("last-modified", edition.changed_at)
    event.add("summary", line.title)
    event.add("url", line.address)
    event.add("description", line.address)  # many programs show no url
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # it keeps nobody from a date
    _add_days(event, plan, rests, first, clock)
    if plan.clock_minutes is not None:
        event.add("duration", timedelta(minutes=line.minutes))
        event.add_component(_alarm(line.title))
    return event


def _first_day(plan: Plan) -> date | None:
    week = (plan.since + n * A_DAY for n in range(7))
    return next((day for day in week if asks_on(plan, (), day)), None)


def _add_days(event: Event, plan: Plan, rests: Sequence[Span], first: date, clock: Clock) -> None:
    """Start, repetition, and the days of breaks. They are dates of the calendar: one at night is a day later."""
    shift = _shift(plan, clock)
    event.add("dtstart", _start(plan, first + shift, clock))
    weekdays = [WEEKDAYS[(day + shift.days) % 7] for day in sorted(plan.weekdays)]
    rule: dict[str, object] = {"freq": "weekly", "byday": weekdays}
    if plan.until is not None:
        rule["until"] = _last(plan, plan.until - A_DAY + shift, clock)
    event.add("rrule", rule)
    left_out = sorted({day for rest in rests for day in _days(rest) if asks_on(plan, (), day)})
    if left_out:
        event.add("exdate", [_start(plan, day + shift, clock) for day in left_out])


def _shift(plan: Plan, clock: Clock) -> timedelta:
    at_night = plan.clock_minutes is not None and timedelta(minutes=plan.clock_minutes) < clock.starts
    return A_DAY if at_night else timedelta(0)


def _start(plan: Plan, day: date, clock: Clock) -> date:
    if plan.clock_minutes is None:
        return day
    return datetime.combine(day, time(*divmod(plan.clock_minutes, 60)), clock.zone)


def _last(plan: Plan, day: date, clock: Clock) -> date:
    """RFC 5545: with a start that has a zone, the end of the repetition is in UTC."""
    start = _start(plan, day, clock)
    return start.astimezone(UTC) if isinstance(start, datetime) else start


def _days(rest: Span) -> Iterator[date]:
    assert rest.until is not None
    return (rest.since + n * A_DAY for n in range((rest.until - rest.since).days))


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", title)
    return alarm
