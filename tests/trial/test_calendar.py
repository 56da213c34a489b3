"""Laws of the nights of a trial: a pause moves them, and skips none."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.rhythm import Span
from velneuro.core.trial.calendar import DAY, are_bad, last_day, night_days

START = date(2026, 11, 22)
few = settings(max_examples=60, deadline=None)
days = st.integers(0, 120).map(lambda number: START + number * DAY)


@st.composite
def pauses(draw: st.DrawFn) -> list[Span]:
    """Spans one after the other, some of them of no day at all; the last one may still last."""
    found, since = [], START
    for _ in range(draw(st.integers(0, 4))):
        since += draw(st.integers(0, 12)) * DAY
        until = since + draw(st.integers(0, 9)) * DAY
        found.append(Span(since, until))
        since = until
    return [*found, Span(since, None)] if draw(st.booleans()) else found


@given(breaks=pauses(), today=days)
@few
def test_every_day_is_a_night_or_a_pause(breaks: list[Span], today: date) -> None:
    nights = night_days(START, breaks, today, 1000)
    paused = sum(any(each.covers(START + n * DAY) for each in breaks) for n in range((today - START).days + 1))
    assert len(nights) + paused == (today - START).days + 1


@given(breaks=pauses(), today=days, more=st.integers(0, 30))
@few
def test_a_night_that_came_stays_on_its_day(breaks: list[Span], today: date, more: int) -> None:
    nights = night_days(START, breaks, today, 40)
    assert night_days(START, breaks, today + more * DAY, 40)[: len(nights)] == nights


def test_a_pause_that_ends_before_it_begins_moves_no_night() -> None:
    assert last_day(START, [Span(START + 50 * DAY, START)], 28) == START + 27 * DAY


@given(breaks=pauses(), today=days)
@few
def test_a_pause_from_tomorrow_on_changes_no_night_so_far(breaks: list[Span], today: date) -> None:
    assert night_days(START, [*breaks, Span(today + DAY, None)], today, 40) == night_days(START, breaks, today, 40)


@given(breaks=pauses(), today=days)
@few
def test_a_pause_that_ended_on_the_day_it_began_costs_no_night(breaks: list[Span], today: date) -> None:
    assert night_days(START, [*breaks, Span(today, today)], today, 40) == night_days(START, breaks, today, 40)


@given(breaks=pauses(), nights=st.integers(1, 84))
@few
def test_the_last_day_is_that_of_the_last_night(breaks: list[Span], nights: int) -> None:
    closed = [Span(each.since, each.until or each.since + DAY) for each in breaks]
    last = last_day(START, breaks, nights)
    assert len(night_days(START, closed, last, 1000)) == nights
    assert len(night_days(START, closed, last - DAY, 1000)) == nights - 1


def test_before_the_first_day_there_is_no_night() -> None:
    assert night_days(START, [], START - timedelta(days=1), 28) == ()


@given(before=st.lists(st.integers(0, 10), max_size=5), usual=st.floats(0, 7))
@few
def test_only_the_last_three_mornings_can_be_bad(before: list[int], usual: float) -> None:
    assert are_bad([*before, usual + 3, usual + 3, usual + 3], usual)
    assert not are_bad([*before, usual + 3, usual + 3, usual + 2.9], usual)


def test_who_is_usually_near_the_top_is_heeded_at_the_top() -> None:
    assert are_bad([10, 10, 10], usual=8.5)


def test_where_nothing_was_answered_before_a_strong_feeling_counts() -> None:
    assert are_bad([7, 7, 7], usual=None)
    assert not are_bad([7, 7, 6], usual=None)


def test_what_is_usual_at_the_top_is_not_bad() -> None:
    assert not are_bad([10, 10, 10], usual=9.5)
