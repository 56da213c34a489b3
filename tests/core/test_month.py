"""A month at a glance. The weeks are those of Python's calendar, which is another implementation."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.month import days_in, kinds_of_day, month_grid

FEW = settings(max_examples=30, deadline=None)  # a busy machine is no mistake


@FEW
@given(st.integers(1, 9998), st.integers(1, 12), st.integers(0, 6))
def test_the_weeks_are_those_of_the_calendar(year: int, month: int, first_weekday: int) -> None:
    expected = calendar.Calendar(first_weekday).monthdayscalendar(year, month)
    found = [[day.day if day else 0 for day in week] for week in month_grid(year, month, first_weekday)]
    assert found == expected


@pytest.mark.parametrize(("first", "days"), [(date(2024, 2, 1), 29), (date(2026, 2, 1), 28), (date(2026, 12, 1), 31)])
def test_the_length_of_a_month(first: date, days: int) -> None:
    assert days_in(first) == days


@pytest.mark.parametrize(
    ("kept", "kinds"),
    [
        (set(), ()),
        ({"session", "entry"}, ("session",)),
        ({"entry"}, ("rest",)),
        ({"flare", "foot-check"}, ("flare", "rest", "foot-check")),
        ({"session", "flare"}, ("session", "flare")),
    ],
)
def test_a_day_without_a_session_is_a_rest_day_when_something_was_kept(kept: set[str], kinds: tuple[str, ...]) -> None:
    assert kinds_of_day(kept) == kinds
