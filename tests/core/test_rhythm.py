"""When a plan asks for something, on days that a reader can count. All zones and 20 years: tests/rhythm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from velneuro.core.day import Clock
from velneuro.core.rhythm import Due, Plan, Span, asks_on, next_due

EVERY_DAY = frozenset(range(7))
NEW_YORK = Clock(ZoneInfo("America/New_York"), timedelta(hours=4))
FRIDAY = date(2026, 3, 6)


def at(clock_minutes: int | None, weekdays: frozenset[int] = EVERY_DAY, until: date | None = None) -> Plan:
    return Plan(weekdays, clock_minutes, since=date(2026, 1, 1), until=until)


def local(plan: Plan, after: datetime, *breaks: Span, clock: Clock = NEW_YORK) -> str:
    """The next reminder as the clock on the wall shows it, after its day."""
    due = next_due(plan, breaks, clock, after)
    return f"{due.day:%a}: {due.at.astimezone(clock.zone):%a %H:%M}" if due else "none"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK.zone)


@pytest.mark.parametrize("change", [date(2026, 3, 8), date(2026, 11, 1)])
def test_half_past_nine_stays_half_past_nine_on_both_change_days(change: date) -> None:
    after = datetime(change.year, change.month, change.day, 4, tzinfo=NEW_YORK.zone)
    assert local(at(21 * 60 + 30), after) == "Sun: Sun 21:30"


def test_a_time_after_midnight_belongs_to_the_evening_before() -> None:
    friday_at_one = at(60, frozenset({FRIDAY.weekday()}))
    assert local(friday_at_one, moment("2026-03-06T00:30")) == "Fri: Sat 01:00"


def test_a_skipped_time_is_as_far_from_midnight() -> None:
    assert local(at(150), moment("2026-03-07T23:00")) == "Sat: Sun 03:30"


def test_a_time_that_comes_twice_is_reminded_at_the_first_once() -> None:
    first = next_due(at(90), (), NEW_YORK, moment("2026-10-31T23:00"))
    assert first == Due(date(2026, 10, 31), datetime(2026, 11, 1, 5, 30, tzinfo=UTC))
    assert local(at(90), first.at) == "Sun: Mon 01:30"


def test_nothing_comes_twice_because_it_was_asked_at_its_moment() -> None:
    assert local(at(21 * 60), moment("2026-03-06T21:00")) == "Sat: Sat 21:00"


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 3, 9), "Mon: Mon 21:00"), (date(2026, 3, 7), "Sat: Sat 21:00"), (None, "none")],
)
def test_a_break_asks_for_nothing(until: date | None, expected: str) -> None:
    assert local(at(21 * 60), moment("2026-03-06T12:00"), Span(FRIDAY, until)) == expected


def test_a_plan_ends_before_its_last_day() -> None:
    assert local(at(21 * 60, until=FRIDAY), moment("2026-03-05T12:00")) == "Thu: Thu 21:00"
    assert local(at(21 * 60, until=FRIDAY), moment("2026-03-05T21:00")) == "none"


@pytest.mark.parametrize("plan", [at(None), at(21 * 60, frozenset())])
def test_without_a_time_or_a_day_there_is_none(plan: Plan) -> None:
    assert next_due(plan, (), NEW_YORK, moment("2026-03-06T12:00")) is None


def test_a_plan_that_begins_in_three_years_has_none_yet() -> None:
    later = Plan(EVERY_DAY, 0, since=date(2029, 1, 1), until=None)
    assert next_due(later, (), NEW_YORK, moment("2026-03-06T12:00")) is None


def test_the_date_that_samoa_left_out_has_none() -> None:
    samoa = Clock(ZoneInfo("Pacific/Apia"), timedelta(hours=4))
    every_evening = Plan(EVERY_DAY, 21 * 60, since=date(2011, 1, 1), until=None)
    after = datetime(2011, 12, 29, 21, 0, tzinfo=samoa.zone)
    assert local(every_evening, after, clock=samoa) == "Sat: Sat 21:00"


def test_a_plan_asks_on_its_days_outside_breaks() -> None:
    fridays = at(None, frozenset({4}))
    assert asks_on(fridays, (), FRIDAY)
    assert not asks_on(fridays, (), FRIDAY + timedelta(days=1))
    assert not asks_on(fridays, [Span(FRIDAY, None)], FRIDAY)
