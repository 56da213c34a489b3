"""The figure of regularity: its laws for any life, and the one number that the source tells."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.regularity import DayLived, strength_after, strengths, taken

FEW = settings(max_examples=25, deadline=None)  # a busy machine is no mistake
KEPT = DayLived(asked=True, practiced=True, rested=False, flare=False, on_break=False, is_over=True)
MISSED = replace(KEPT, practiced=False)
COSTS_NOTHING = {
    "holiday": replace(MISSED, on_break=True),
    "flare day with the short help": replace(KEPT, flare=True),
    "flare day without anything": replace(MISSED, flare=True),
    "rest that the gate advised": replace(MISSED, rested=True),
    "day off": replace(MISSED, asked=False),
    "today, while it lasts": replace(MISSED, is_over=False),
}

lives = st.lists(st.builds(DayLived, *[st.booleans()] * 6), max_size=60)
levels = st.floats(0, 1)


def last(days: list[DayLived], begin: float = 0.0) -> float:
    return [begin, *strengths(days, begin)][-1]


@FEW
@given(lives, levels)
def test_it_stays_between_0_and_1(days: list[DayLived], begin: float) -> None:
    assert all(0 <= strength <= 1 for strength in strengths(days, begin))


@FEW
@given(st.floats(0, 0.99))
def test_it_rises_with_a_kept_night(begin: float) -> None:
    assert last([KEPT], begin) > begin


@FEW
@given(st.floats(0.01, 1))
def test_a_missed_night_takes_little(begin: float) -> None:
    assert 0.95 * begin < last([MISSED], begin) < begin


@FEW
@given(levels)
def test_what_one_night_took_a_few_bring_back(begin: float) -> None:
    assert last([MISSED] + [KEPT] * 22, begin) >= min(begin, 0.95)


@pytest.mark.parametrize("day", COSTS_NOTHING.values(), ids=COSTS_NOTHING.keys())
def test_what_costs_nothing_changes_nothing(day: DayLived) -> None:
    assert last([KEPT, day, day, KEPT, MISSED]) == last([KEPT, KEPT, MISSED])


@FEW
@given(lives, st.integers(0, 59), st.sampled_from(sorted(COSTS_NOTHING)))
def test_days_that_cost_nothing_can_lie_anywhere(days: list[DayLived], place: int, name: str) -> None:
    assert last([*days[:place], COSTS_NOTHING[name], *days[place:]]) == last(days)


def test_a_session_on_a_day_off_counts() -> None:
    assert taken(replace(KEPT, asked=False)) is True


def test_a_session_after_advice_to_rest_counts() -> None:
    assert taken(replace(KEPT, rested=True)) is True


def test_after_66_kept_nights_it_is_at_95_hundredths() -> None:
    """Lally et al. 2010: the median of the time to 95% of the asymptote."""
    assert last([KEPT] * 66) == pytest.approx(0.95)
    assert last([KEPT] * 65) < 0.95


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_in_the_long_run_it_is_the_share_of_nights_that_were_kept(share: float) -> None:
    """The fixed point of the delta rule is the mean of what it follows."""
    week = [KEPT if n < share * 4 else MISSED for n in range(4)]
    run = [*strengths(week * 120)][-4:]
    assert sum(run) / 4 == pytest.approx(share, abs=0.001)


def test_each_kept_night_adds_a_little_less_than_the_one_before() -> None:
    steps = [later - earlier for earlier, later in pairwise([0.0, *strengths([KEPT] * 30)])]
    assert steps == sorted(steps, reverse=True)


def test_a_day_that_counts_neither_way_is_not_even_rounded() -> None:
    assert strength_after(0.1 + 0.2, None) == 0.1 + 0.2
