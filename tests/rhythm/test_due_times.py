"""Every planned day is reminded of once, at its time: against dateutil, which reads zones and rules in its own way.

The days around each change of a clock in all zones, drawn spans, and 20 years day by day (of all zones: `make due`).
"""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby, pairwise
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil import rrule, tz
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.day import Clock
from velneuro.core.rhythm import Due, Plan, Span, next_due

FIRST, LAST = date(2011, 1, 1), date(2031, 1, 1)  # in 2011 Samoa left out a day
WHOLE = ("America/New_York", "Pacific/Apia")
EVERY_DAY = frozenset(range(7))
HALF_PAST_NINE = 21 * 60 + 30
A_DAY = timedelta(days=1)
TIMES = (0, 30, 60, 90, 150, 180, 210, 239, 240, 15 * 60, 23 * 60 + 30, 24 * 60 - 1)
FILES = importlib.resources.files("tzdata").joinpath("zoneinfo")


@cache
def named_zones() -> tuple[str, ...]:
    """All names; a machine may have one more for where it stands, which is no name of a zone."""
    return tuple(sorted(name for name in available_timezones() if FILES.joinpath(name).is_file()))


@cache
def different_zones() -> tuple[str, ...]:
    """One name for each zone: many names are links to the same rules."""
    rules = {FILES.joinpath(name).read_bytes(): name for name in reversed(named_zones())}
    return tuple(sorted(rules.values()))


@cache
def zone_by_dateutil(name: str) -> tz.tzfile:
    with FILES.joinpath(name).open("rb") as file:
        return tz.tzfile(file)


def clock(zone: str, starts_minutes: int = 240) -> Clock:
    with FILES.joinpath(zone).open("rb") as file:  # the same release of the rules for both
        return Clock(ZoneInfo.from_file(file, zone), timedelta(minutes=starts_minutes))


def reminded(plan: Plan, breaks: list[Span], at: Clock, after: datetime, until: date) -> list[Due]:
    """One after the other, as a sender asks for them, for days before `until`."""
    found: list[Due] = []
    while (due := next_due(plan, breaks, at, after)) and due.day < until:
        found.append(due)
        after = due.at
    return found


def expected(plan: Plan, breaks: list[Span], zone: str, starts_minutes: int, first: date, until: date) -> list[Due]:
    assert plan.clock_minutes is not None
    at = time(*divmod(plan.clock_minutes, 60))
    late = int(plan.clock_minutes < starts_minutes)  # by the calendar it is the day after
    begin, end = (datetime.combine(day + late * A_DAY, at) for day in (first, until - A_DAY))
    weekdays = [(day + late) % 7 for day in plan.weekdays]
    walls = rrule.rrule(rrule.WEEKLY, dtstart=begin, until=end, byweekday=weekdays) if weekdays else []
    return [
        Due(wall.date() - late * A_DAY, moment(wall, zone))
        for wall in walls
        if not is_left_out(wall.date(), zone) and is_planned(wall.date() - late * A_DAY, plan, breaks)
    ]


def moment(wall: datetime, zone: str) -> datetime:
    there: datetime = tz.resolve_imaginary(wall.replace(tzinfo=zone_by_dateutil(zone)))
    return there.astimezone(UTC)


@cache
def is_left_out(day: date, zone: str) -> bool:
    hours = (datetime.combine(day, time(hour), zone_by_dateutil(zone)) for hour in (12, 0, 6, 18, 23))
    return not any(tz.datetime_exists(hour) for hour in hours)


def is_planned(day: date, plan: Plan, breaks: list[Span]) -> bool:
    spans = [(rest.since.toordinal(), rest.until.toordinal() if rest.until else 10**9) for rest in breaks]
    holds = plan.since <= day <= (plan.until - A_DAY if plan.until else date.max)
    return holds and all(day.toordinal() not in range(*span) for span in spans)


def before(day: date, at: Clock) -> datetime:
    """A moment before any reminder of that day, and after any of the day before it."""
    return datetime.combine(day, time(0), at.zone).astimezone(UTC) + at.starts - timedelta(microseconds=1)


def compare(plan: Plan, zone: str, first: date, until: date) -> None:
    found = reminded(plan, [], clock(zone), before(first, clock(zone)), until)
    assert found == expected(plan, [], zone, 240, first, until), (zone, plan)


def around_changes(at: Clock) -> Iterator[tuple[date, date]]:
    """Spans of days around each change of the clock."""
    days = [FIRST + n * A_DAY for n in range((LAST - FIRST).days)]
    noons = [datetime.combine(day, time(12), at.zone).utcoffset() for day in days]
    changed = [day for (day, was), (_, now) in pairwise(zip(days, noons, strict=True)) if was != now]
    # Ramadan parts two changes by a month; a zone that moved over the date line has days that touch.
    for _, close in groupby(enumerate(changed), key=lambda item: item[1].toordinal() - item[0]):
        together = [day for _, day in close]
        yield together[0] - 2 * A_DAY, together[-1] + 4 * A_DAY


@pytest.mark.parametrize("part", range(4))
def test_around_each_change_of_each_zone_in_20_years(part: int) -> None:
    for zone in different_zones()[part::4]:
        drawn = Random(zone).choice(TIMES)
        for first, until in around_changes(clock(zone)):
            for clock_minutes in (HALF_PAST_NINE, drawn):
                compare(Plan(EVERY_DAY, clock_minutes, FIRST, None), zone, first, until)


@pytest.mark.parametrize("zone", different_zones() if os.environ.get("ZONES") == "all" else WHOLE)
def test_each_day_of_20_years(zone: str) -> None:
    drawn = Random(zone).choice(TIMES)
    for clock_minutes in (HALF_PAST_NINE, drawn):
        compare(Plan(EVERY_DAY, clock_minutes, FIRST, None), zone, FIRST, LAST)


def test_all_named_zones_are_looked_at() -> None:
    assert len(named_zones()) > 590
    rules = {FILES.joinpath(name).read_bytes() for name in different_zones()}
    assert {FILES.joinpath(name).read_bytes() for name in named_zones()} == rules


def test_half_past_nine_is_half_past_nine_on_the_wall_of_each_zone() -> None:
    """But where the clock itself skips it."""
    every_evening = Plan(EVERY_DAY, HALF_PAST_NINE, FIRST, None)
    for zone in different_zones():
        at = clock(zone)
        for first, until in around_changes(at):
            for due in reminded(every_evening, [], at, before(first, at), until):
                wall = datetime.combine(due.day, time(21, 30))
                shown = due.at.astimezone(at.zone).replace(tzinfo=None)
                assert shown == wall or not tz.datetime_exists(wall, zone_by_dateutil(zone)), (zone, due)


days = st.dates(FIRST, LAST - 120 * A_DAY)


@st.composite
def spans(draw: st.DrawFn, around: date) -> Span:
    """A holiday, or a pause that may have no end."""
    since = around + draw(st.integers(-20, 80)) * A_DAY
    length = draw(st.none() | st.integers(0, 30))
    return Span(since, None if length is None else since + length * A_DAY)


@settings(max_examples=150, deadline=None)
@given(
    data=st.data(),
    zone=st.sampled_from(named_zones()),
    first=days,
    weekdays=st.frozensets(st.integers(0, 6)),
    clock_minutes=st.integers(0, 24 * 60 - 1),
    starts=st.integers(0, 24).map(lambda half_hours: half_hours * 30),
)
def test_any_plan_with_any_breaks_and_any_end_of_the_day(
    data: st.DataObject, zone: str, first: date, weekdays: frozenset[int], clock_minutes: int, starts: int
) -> None:
    breaks = data.draw(st.lists(spans(first), max_size=3))
    until = data.draw(st.none() | st.integers(0, 90).map(lambda n: first + n * A_DAY))
    plan = Plan(weekdays, clock_minutes, first + data.draw(st.integers(-10, 10)) * A_DAY, until)
    at, end = clock(zone, starts), first + 60 * A_DAY
    found = reminded(plan, breaks, at, before(first, at), end)
    assert found == expected(plan, breaks, zone, starts, first, end)
    assert len({due.day for due in found}) == len(found)
