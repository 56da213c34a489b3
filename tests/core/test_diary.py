"""The diary as numbers. Expected values come from NumPy, whose median and percentiles are another implementation."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.diary import (
    LEAST,
    MOST_MISSING,
    Grain,
    Pair,
    binned,
    bins_of,
    day_values,
    first_of,
    grain_of,
    last_of,
    pairs_in,
    pairs_reading,
    running,
    runs,
    shares,
    sums,
    trend,
    trend_reading,
)

FEW = settings(max_examples=30, deadline=None)  # a busy machine is no mistake
START = date(2026, 2, 20)  # the end of winter time in Europe and America lies in what follows
# Answers of up to 50 days: None is a day without one.
ANSWERED = st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=50)
GRAIN: list[Grain] = ["day", "week", "month"]
GRAINS = st.sampled_from(GRAIN)
BINS = st.sampled_from(GRAIN[1:])


def on_days(answers: list[int | None]) -> dict[date, float]:
    return {START + timedelta(days=n): float(value) for n, value in enumerate(answers) if value is not None}


def test_a_day_with_many_answers_is_one_value() -> None:
    assert day_values([(START, 9), (START, 2), (START, 3)]) == {START: 3}


def test_days_come_in_order() -> None:
    assert list(day_values([(START + timedelta(days=1), 1), (START, 2)])) == [START, START + timedelta(days=1)]


@FEW
@given(ANSWERED)
def test_the_running_median_and_quartiles_are_those_of_numpy(answers: list[int | None]) -> None:
    array = np.array([np.nan if value is None else value for value in answers], dtype=float)
    found = {spread.first: spread for spread in running(on_days(answers))}
    for n in range(len(answers)):
        window = array[max(0, n - 6) : n + 1]
        kept, day = window[~np.isnan(window)], START + timedelta(days=n)
        if answers[n] is None or len(kept) < LEAST:
            assert day not in found
        else:
            expected = (*np.percentile(kept, [25, 50, 75]), len(kept))
            assert (found[day].low, found[day].middle, found[day].high, found[day].days) == pytest.approx(expected)


@FEW
@given(ANSWERED, st.integers(0, 49))
def test_the_running_median_knows_nothing_of_later_days(answers: list[int | None], day: int) -> None:
    until = [spread for spread in running(on_days(answers)) if spread.first <= START + timedelta(days=day)]
    assert running(on_days(answers[: day + 1])) == until


@FEW
@given(ANSWERED, BINS)
def test_the_middles_of_weeks_and_months_are_those_of_numpy(answers: list[int | None], grain: Grain) -> None:
    values = on_days(answers)
    for spread in binned(values, grain):
        kept = [value for day, value in values.items() if spread.first <= day <= spread.last]
        expected = (*np.percentile(kept, [25, 50, 75]), len(kept))
        assert (spread.low, spread.middle, spread.high, spread.days) == pytest.approx(expected)


@FEW
@given(ANSWERED, BINS)
def test_every_answered_day_is_in_one_bin(answers: list[int | None], grain: Grain) -> None:
    assert sum(spread.days for spread in binned(on_days(answers), grain)) == len(on_days(answers))


@FEW
@given(ANSWERED)
def test_a_line_never_crosses_a_gap(answers: list[int | None]) -> None:
    spreads = running(on_days(answers))
    joined = runs(spreads)
    assert [spread for run in joined for spread in run] == spreads
    assert all((b.first - a.last).days <= MOST_MISSING + 1 for run in joined for a, b in pairwise(run))
    assert all((b[0].first - a[-1].last).days > MOST_MISSING + 1 for a, b in pairwise(joined))


def test_a_month_without_an_answer_is_a_gap() -> None:
    values = {date(2026, month, day): 5.0 for month in (1, 2, 4) for day in (3, 4, 5)}
    assert [len(run) for run in runs(binned(values, "month"))] == [2, 1]


@FEW
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), GRAINS)
def test_a_bin_holds_its_day_and_touches_the_next(day: date, grain: Grain) -> None:
    start, end = first_of(day, grain), last_of(first_of(day, grain), grain)
    assert start <= day <= end
    assert first_of(end + timedelta(days=1), grain) == end + timedelta(days=1)


@FEW
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(0, 800))
def test_weeks_are_those_of_iso(first: date, length: int) -> None:
    weeks = [day.isocalendar()[:2] for day in bins_of(first, first + timedelta(days=length), "week")]
    days = (first + timedelta(days=n) for n in range(length + 1))
    assert weeks == list(dict.fromkeys(day.isocalendar()[:2] for day in days))


@pytest.mark.parametrize(("days", "grain"), [(28, "day"), (91, "day"), (364, "week"), (3650, "month")])
def test_long_spans_are_shown_by_weeks_and_months(days: int, grain: Grain) -> None:
    assert grain_of(START, START + timedelta(days=days - 1)) == grain


def test_a_trend_begins_with_its_span_and_knows_the_days_before() -> None:
    shown = trend(on_days([4, 4, 4, 7]), START + timedelta(days=3), START + timedelta(days=3))
    assert shown.dots[0] == (START + timedelta(days=3), 7.0)
    assert [(spread.middle, spread.days) for spread in shown.spreads] == [(4, 4)]


def test_a_week_with_few_days_is_a_single_dot() -> None:
    values = {START: 4.0, START + timedelta(days=1): 6.0}
    shown = trend(values, START, START + timedelta(days=363))
    assert (len(shown.spreads), [value for _, value in shown.dots]) == (0, [5])


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ([5, None, None, None, None, None], "few"),
        ([5, 5, 5, 4, None, None], "level"),
        ([6, 5, 7, 4, 4, 3], "lower"),
        ([3, 4, 4, 7, 5, 6], "higher"),
        ([3, 4, 4, 4, 3, 9], "same"),
    ],
)
def test_a_trend_is_read_by_its_halves(answers: list[int | None], name: str) -> None:
    assert trend_reading(on_days(answers), START, START + timedelta(days=5)).id == name


def test_a_reading_names_both_middles() -> None:
    reading = trend_reading(on_days([6, 5, 7, 4, 4, 3]), START, START + timedelta(days=5))
    assert reading.numbers == {"then": 6, "now": 4}


def a_pair(day: int, before: int, after: int) -> Pair:
    at = START + timedelta(days=day)
    return Pair(at, at, before, after)


@FEW
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1))
def test_every_pair_is_lower_the_same_or_higher(scores: list[tuple[int, int]]) -> None:
    numbers = pairs_reading([a_pair(n, *pair) for n, pair in enumerate(scores)]).numbers
    assert numbers["lower"] + numbers["same"] + numbers["higher"] == numbers["sessions"] == len(scores)


def test_pairs_of_a_week_become_its_two_middles() -> None:
    pairs = [a_pair(n, before, after) for n, (before, after) in enumerate([(7, 2), (6, 4), (2, 3)])]
    assert pairs_in(pairs, "month") == [Pair(date(2026, 2, 1), date(2026, 2, 28), 6, 3, 3)]


def test_a_week_without_a_session_is_a_zero() -> None:
    found = sums([(START, 20), (START + timedelta(days=14), 10)], START, START + timedelta(days=14), "week")
    assert [value for _, value in found] == [20, 0, 10]


@FEW
@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), GRAINS)
def test_the_shares_of_a_week_make_a_whole(answers: list[int], grain: Grain) -> None:
    values = on_days(list(answers))
    found = shares(values, range(4), grain)
    whole: dict[date, float] = {}
    for given_shares in found.values():
        for first, _, share in given_shares:
            whole[first] = whole.get(first, 0) + share
    assert set(whole) == {first_of(day, grain) for day in values}
    assert list(whole.values()) == pytest.approx([1] * len(whole))
