"""The calendar file, read back by vobject and by the calendar program khal: every reminder is there, at its moment."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.day import Clock
from velneuro.core.rhythm import Plan, Span, asks_on, next_due
from velneuro.outputs.calendar import Edition, Line, calendar

EVERY_DAY = frozenset(range(7))
NEW_YEAR = date(2026, 1, 1)
EDITION = Edition(3, datetime(2026, 1, 1, 12, tzinfo=UTC))
# Half an hour of summer time, summer in January, summer that is the usual time, changes at midnight, odd offsets, none.
ZONES = (
    *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland", "Europe/Dublin"),
    *("Africa/Casablanca", "America/Santiago", "Africa/Cairo", "America/St_Johns", "Asia/Kathmandu", "UTC"),
)
FOUR = timedelta(hours=4)


def clock(zone: str = "America/New_York", starts: timedelta = FOUR) -> Clock:
    return Clock(ZoneInfo(zone), starts)


def at(clock_minutes: int | None, weekdays: frozenset[int] = EVERY_DAY, until: date | None = None) -> Plan:
    return Plan(weekdays, clock_minutes, NEW_YEAR, until)


def line(plan: Plan, name: str = "feet") -> Line:
    return Line(name, plan, 15, "Time for your evening", f"https://care.example.org/rhythm/{name}/")


def file_of(plan: Plan, *breaks: Span, of: Clock | None = None) -> str:
    return calendar("Vel Neuro", [line(plan)], breaks, of or clock(), EDITION).decode()


def zone_in(text: str) -> Any:
    """The zone as the file itself spells it out."""
    return tz.tzical(io.StringIO(text)).get() if "BEGIN:VTIMEZONE" in text else UTC


def events(text: str) -> list[Any]:
    """The events as vobject reads them. It keeps zones by name, so an earlier file's must not serve for this one."""
    zone = zone_in(text)
    if zone is not UTC:
        vobject.icalendar.registerTzid(zone._tzid, zone)
    return list(vobject.readOne(text).contents.get("vevent", ()))


def starts(text: str) -> list[datetime]:
    """Every start within the first year by the clock on the wall, from vobject's rule sets."""
    sets = [event.getrruleset(addRDate=True) for event in events(text)]
    ends = datetime(2027, 1, 1)  # noqa: DTZ001  # the wall's
    return [start for each in sets for start in takewhile(lambda at: at.replace(tzinfo=None) < ends, each)]


def moments(text: str) -> list[datetime]:
    """The same in UTC. A time that the clocks skip is as far from midnight as it would have been (RFC 5545, 3.3.5)."""
    return [tz.resolve_imaginary(start).astimezone(UTC) for start in starts(text)]


def due(plan: Plan, breaks: tuple[Span, ...], of: Clock) -> list[datetime]:
    """Every reminder of the first year, by the core."""
    found, after = [], datetime(2025, 12, 31, tzinfo=UTC)
    while (then := next_due(plan, breaks, of, after)) and then.at.astimezone(of.zone).year == 2026:
        found.append(then.at)
        after = then.at
    return found


@pytest.mark.parametrize("minutes", [90, 150, 185, 21 * 60 + 30])  # clocks change around the first three
@pytest.mark.parametrize("zone", ZONES)
def test_every_reminder_of_a_year_is_in_the_file(zone: str, minutes: int) -> None:
    of, plan = clock(zone), at(minutes)
    assert moments(file_of(plan, of=of)) == due(plan, (), of)


plans = st.builds(
    at,
    st.integers(0, 24 * 60 - 1),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.none() | st.integers(1, 400).map(lambda days: NEW_YEAR + timedelta(days=days)),
)


def span(since: int, days: int | None) -> Span:
    first = NEW_YEAR + timedelta(days=since)
    return Span(first, first + timedelta(days=days) if days else None)


spans = st.builds(span, st.integers(-800, 380), st.none() | st.integers(1, 900))
day_starts = st.integers(0, 12 * 60).map(lambda minutes: timedelta(minutes=minutes))
clocks = st.builds(clock, st.sampled_from(ZONES), day_starts)


@settings(max_examples=60)
@given(plans, st.lists(spans, max_size=3), clocks)
def test_breaks_ends_and_days_that_end_at_night_are_kept(plan: Plan, breaks: list[Span], of: Clock) -> None:
    if not due(plan, (), of):
        return
    assert moments(file_of(plan, *breaks, of=of)) == due(plan, tuple(breaks), of)


def test_after_a_pause_of_years_that_is_over_the_line_goes_on() -> None:
    long_ago = Span(date(2023, 6, 1), date(2025, 12, 1))
    plan = Plan(EVERY_DAY, 21 * 60, date(2023, 1, 1), None)
    before, after = events(file_of(plan, long_ago))
    assert (before.uid.value, after.uid.value) == ("feet@velneuro", "feet-2025-12-01@velneuro")
    days = [start.date() for start in before.getrruleset(addRDate=True)]
    assert (days[0], days[-1]) == (date(2023, 1, 1), date(2023, 5, 31))
    assert after.dtstart.value.date() == date(2025, 12, 1)
    assert "UNTIL" not in after.rrule.value


def test_a_line_that_begins_within_a_pause_of_years_begins_after_it() -> None:
    [event] = events(file_of(at(21 * 60), Span(date(2024, 1, 1), date(2026, 11, 20))))
    assert event.uid.value == "feet@velneuro"
    assert event.dtstart.value.date() == date(2026, 11, 20)


def test_one_at_night_of_fridays_plan_is_saturday_by_the_calendar() -> None:
    found = starts(file_of(at(60, frozenset({4}))))
    assert {start.strftime("%A %H:%M") for start in found} == {"Saturday 01:00"}


def test_a_line_without_a_time_is_there_all_day_without_an_alarm() -> None:
    plan, rest = at(None, frozenset({0, 3}), until=date(2026, 6, 1)), Span(date(2026, 3, 1), date(2026, 3, 15))
    text = file_of(plan, rest)
    days = [NEW_YEAR + timedelta(days=n) for n in range(366)]
    assert [start.date() for start in starts(text)] == [day for day in days if asks_on(plan, [rest], day)]
    [event] = events(text)
    assert not isinstance(event.dtstart.value, datetime)
    assert "valarm" not in event.contents


def test_a_reminder_rings_at_its_time_and_lasts_as_long_as_the_routine() -> None:
    [event] = events(file_of(at(21 * 60)))
    assert event.valarm.trigger.value == timedelta(0)
    assert event.valarm.action.value == "DISPLAY"
    assert event.duration.value == timedelta(minutes=15)


def test_a_later_edition_is_the_same_event_with_a_higher_number() -> None:
    first, later = at(21 * 60), Edition(4, EDITION.changed_at + timedelta(days=1))
    [before] = events(file_of(first))
    [after] = events(calendar("Vel Neuro", [line(at(22 * 60))], (), clock(), later).decode())
    assert after.uid.value == before.uid.value == "feet@velneuro"
    assert (int(before.sequence.value), int(after.sequence.value)) == (3, 4)


def test_the_same_edition_is_the_same_file() -> None:
    assert file_of(at(21 * 60)) == file_of(at(21 * 60))


def test_a_plan_that_asks_on_no_day_is_not_in_the_file() -> None:
    assert events(file_of(at(21 * 60, until=NEW_YEAR))) == []
    assert events(file_of(at(21 * 60), Span(NEW_YEAR, None))) == []


def test_a_calendar_program_shows_it(tmp_path: Path) -> None:
    """khal keeps no calendar of its own here: a folder of its own, and a file that names it."""
    folder, config = tmp_path / "calendar", tmp_path / "config"
    folder.mkdir()
    config.write_text(
        f"[calendars]\n[[own]]\npath = {folder}\n[locale]\nlocal_timezone = America/New_York\n"
        "default_timezone = America/New_York\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    )
    file = tmp_path / "plan.ics"
    file.write_text(file_of(at(90, frozenset({5})), Span(date(2026, 3, 21), date(2026, 3, 28))))
    khal = ("khal", "--config", str(config))
    subprocess.run([*khal, "import", "--batch", str(file)], check=True, capture_output=True, timeout=60)
    listed = ("list", "--day-format", "", "--format", "{start} {title}", "2026-03-01", "31d")
    shown = subprocess.run([*khal, *listed], check=True, capture_output=True, text=True, timeout=60).stdout
    days = ("01", "08", "15", "29")  # clocks change on the 8th; the night to the 22nd lies in the break
    assert shown.split("\n")[:-1] == [f"2026-03-{day} 01:30 Time for your evening" for day in days]
