"""A named time zone as a calendar file spells it out, with the moments at which its clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

ZONE_YEARS = 10  # nobody knows further ahead how clocks will go
A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Offset:
    """What the clocks of a zone show for a while: so far ahead of UTC, by that name, in summer time or not."""

    ahead: timedelta
    name: str
    is_summer: bool


@dataclass(frozen=True)
class Change:
    """From one to the other at a moment, in UTC."""

    at: datetime
    before: Offset
    after: Offset


@lru_cache(maxsize=64)
def zone_block(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """The VTIMEZONE of a zone: right from the beginning of the first year to the end of the last."""
    begin, end = datetime(first_year - 1, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    block = Timezone()
    block.add("tzid", zone.key)
    first = _offset(zone, begin)
    _add_part(block, Change(begin, first, first), [])
    onsets: dict[tuple[Offset, Offset], list[Change]] = {}
    for change in _changes(zone, begin, end):
        onsets.setdefault((change.before, change.after), []).append(change)
    for changes in onsets.values():
        _add_part(block, changes[0], changes[1:])
    return block


def _offset(zone: ZoneInfo, moment: datetime) -> Offset:
    local = moment.astimezone(zone)
    ahead, summer = local.utcoffset(), local.dst()
    assert ahead is not None
    return Offset(ahead, local.tzname() or "", summer is not None and summer > timedelta(0))


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[Change]:
    day = begin
    while day < end:
        if _offset(zone, day) != _offset(zone, day + A_DAY):
            yield _change(zone, day, day + A_DAY)
        day += A_DAY


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> Change:
    """The one change between two moments, to the second, by halving."""
    old, new = _offset(zone, before), _offset(zone, after)
    while after - before > A_SECOND:
        middle = before + (after - before) // 2
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return Change(after.replace(microsecond=0), old, new)


def _add_part(block: Timezone, first: Change, later: list[Change]) -> None:
    part = TimezoneDaylight() if first.after.is_summer else TimezoneStandard()
    part.add("dtstart", _by_the_old_clock(first))
    if later:
        part.add("rdate", [_by_the_old_clock(change) for change in later])
    part.add("tzname", first.after.name)
    part.add("tzoffsetfrom", first.before.ahead)
    part.add("tzoffsetto", first.after.ahead)
    block.add_component(part)


def _by_the_old_clock(change: Change) -> datetime:
    """RFC 5545 names a change by what the clocks showed just before it, without a zone."""
    return (change.at + change.before.ahead).replace(tzinfo=None)
