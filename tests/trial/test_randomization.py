"""The randomization test against the formula written out over every schedule, and against its laws."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.trial.truth import USUAL, Truth, simulated
from velneuro.core.trial.arrays import Floats, Whole
from velneuro.core.trial.design import Design
from velneuro.core.trial.lattice import lattice_shares
from velneuro.core.trial.randomization import LEAST_ANSWERS, MEAN_DIFFERENCE, RandomizationResult, randomization_test
from velneuro.core.trial.schedules import ScheduleSet, schedule_set

DESIGN = Design("pairs", 28, 2)
MANY = Design("pairs", 64, 2)  # 65,536 schedules


def _trial(design: Design, seed: int, truth: Truth = USUAL) -> tuple[Floats, Whole, ScheduleSet]:
    assigned, scores = simulated(design, truth, 1, seed)
    return scores[0], assigned[0], schedule_set(design)


def _all_pairs() -> Floats:
    """The 128 schedules of DESIGN, written out."""
    return np.array([np.concatenate([np.repeat([1 - x, x], 2) for x in order]) for order in product((0, 1), repeat=7)])


def _in_full(scores: Floats, schedules: Floats) -> Floats:
    """T of each schedule by the dense matrices of the docstring."""
    seen = np.flatnonzero(~np.isnan(scores))
    inverse = np.linalg.inv(0.3 ** np.abs(np.subtract.outer(seen, seen)))
    x = np.column_stack([np.ones(seen.size), seen])
    m = inverse - inverse @ x @ np.linalg.inv(x.T @ inverse @ x) @ x.T @ inverse
    a, y = schedules[:, seen], scores[seen]
    result: Floats = (a @ m @ y) / np.sqrt(np.einsum("ij,jk,ik->i", a, m, a))
    return result


@pytest.mark.parametrize("missing", [0.0, 0.25])
def test_p_is_the_share_of_all_orders(missing: float) -> None:
    scores, assigned, could = _trial(DESIGN, 1, Truth(missing=missing))
    found = randomization_test(scores, assigned, could)
    among, [observed] = _in_full(scores, _all_pairs()), _in_full(scores, assigned[None, :].astype(np.float64))
    assert found.p == np.mean(np.abs(among) >= abs(observed) - 1e-9)
    assert found.p_lower == np.mean(among <= observed + 1e-9)
    assert found.p_upper == np.mean(among >= observed - 1e-9)


@pytest.mark.parametrize("missing", [0.0, 0.25])
def test_the_interval_is_where_p_stays_above_5_in_100(missing: float) -> None:
    """Brute force: p(d) on a fine grid, with d taken off the second arm's nights."""
    scores, assigned, could = _trial(DESIGN, 2, Truth(missing=missing))
    found = randomization_test(scores, assigned, could)
    grid = np.linspace(found.estimate - 6, found.estimate + 6, 2_001)
    # T is linear in the scores, so it is enough to write out the two parts of scores - d * assigned.
    orders = np.vstack([assigned, _all_pairs()])
    of_arms = _in_full(np.where(np.isnan(scores), np.nan, assigned), orders)
    each = np.abs(_in_full(scores, orders)[:, None] - of_arms[:, None] * grid)
    shares = np.mean(each[1:] >= each[0] - 1e-9, axis=0)
    inside = grid[shares > 0.05]
    assert found.low == pytest.approx(inside.min(), abs=0.0061)
    assert found.high == pytest.approx(inside.max(), abs=0.0061)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.floats(-20, 20), factor=st.floats(0.1, 10))
def test_p_knows_no_units(seed: int, shift: float, factor: float) -> None:
    scores, assigned, could = _trial(DESIGN, seed)
    p = randomization_test(scores, assigned, could).p
    assert randomization_test(shift + factor * scores, assigned, could).p == p


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), effect=st.floats(-5, 5))
def test_the_interval_moves_with_an_effect(seed: int, effect: float) -> None:
    scores, assigned, could = _trial(DESIGN, seed)
    was = randomization_test(scores, assigned, could)
    now = randomization_test(scores + effect * assigned, assigned, could)
    moved = (was.estimate + effect, was.low + effect, was.high + effect)
    assert (now.estimate, now.low, now.high) == pytest.approx(moved, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), missing=st.sampled_from([0.0, 0.2]))
def test_the_interval_holds_the_estimate(seed: int, missing: float) -> None:
    found = randomization_test(*_trial(DESIGN, seed, Truth(missing=missing)))
    assert found.low <= found.estimate <= found.high


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_swapping_the_arms_turns_the_sign_and_keeps_p(seed: int) -> None:
    scores, assigned, could = _trial(DESIGN, seed)
    was, now = (randomization_test(scores, side, could) for side in (assigned, 1 - assigned))
    assert now.p == was.p
    assert (now.estimate, now.low, now.high) == pytest.approx((-was.estimate, -was.high, -was.low), abs=1e-9)
    assert (now.p_lower, now.p_upper) == (was.p_upper, was.p_lower)


def test_one_data_set_read_under_four_designs_gives_four_p() -> None:
    """The restriction of the schedule is part of the test."""
    scores, assigned, _ = _trial(Design("pairs", 16, 1), 3)
    designs = (Design("pairs", 16, 1), Design("runs", 16, 1, 2), Design("runs", 16, 1, 3), Design("free", 16, 1))
    assert len({randomization_test(scores, assigned, schedule_set(design)).p for design in designs}) == 4


def _mean_differences(scores: list[int | None], schedules: list[tuple[int, ...]]) -> list[Fraction]:
    """Exactly, over the answered nights; 0 where an arm has none."""
    found = []
    for schedule in schedules:
        arms: list[list[int]] = [[], []]
        for score, arm in zip(scores, schedule, strict=True):
            if score is not None:
                arms[arm].append(score)
        means = [Fraction(sum(arm), len(arm)) for arm in arms if arm]
        found.append(means[1] - means[0] if len(means) == 2 else Fraction(0))
    return found


@settings(max_examples=30, deadline=None)
@given(scores=st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=10, max_size=10), rank=st.integers(0, 251))
def test_the_mean_difference_is_counted_without_a_tie_lost(scores: list[int | None], rank: int) -> None:
    """All C(10, 5) orders in fractions: the listed test and the exact counting agree with them."""
    schedules = [tuple(int(night in chosen) for night in range(10)) for chosen in combinations(range(10), 5)]
    assigned, values = np.array(schedules[rank]), np.array([np.nan if s is None else s for s in scores])
    answered = ~np.isnan(values)
    assume(answered.sum() >= LEAST_ANSWERS and 0 < assigned[answered].sum() < answered.sum())
    among, [observed] = _mean_differences(scores, schedules), _mean_differences(scores, [schedules[rank]])
    p = sum(abs(x) >= abs(observed) for x in among) / 252
    shares = p, sum(x <= observed for x in among) / 252, sum(x >= observed for x in among) / 252
    could = schedule_set(Design("free", 10, 1))
    found = randomization_test(values, assigned, could, statistic=MEAN_DIFFERENCE)
    assert (found.p, found.p_lower, found.p_upper) == shares
    assert lattice_shares(values, assigned, could) == shares


def test_many_orders_are_counted_exactly_for_the_mean_difference() -> None:
    """70 nights with runs of 2 at most: over 1e14 orders; draws say the same within their error."""
    design = Design("runs", 70, 1, 2)
    scores, assigned, could = _trial(design, 4, Truth(effect=-1, rounded=True))
    found = randomization_test(scores, assigned, could, statistic=MEAN_DIFFERENCE)
    assert found.schedules == found.compared == 136_050_710_238_288
    assert found.exact
    drawn = randomization_test(scores + np.pi * np.arange(70) * 1e-9, assigned, could, statistic=MEAN_DIFFERENCE)
    assert not drawn.exact
    assert drawn.p == pytest.approx(found.p, abs=4 * np.sqrt(found.p / 10_000) + 1e-4)


def _drawn(seed: int) -> RandomizationResult:
    scores, assigned, could = _trial(MANY, 5, Truth(effect=-8))
    return randomization_test(scores, assigned, could, seed)


def test_drawn_orders_count_the_observed_one() -> None:
    found = _drawn(1)
    assert not found.exact
    assert found.compared == 10_000
    assert found.p >= 1 / 10_000


def test_the_same_seed_gives_the_same_draws() -> None:
    assert _drawn(1) == _drawn(1)


def test_an_arm_without_an_answer_is_refused() -> None:
    scores, assigned, could = _trial(DESIGN, 6)
    scores[assigned == 1] = np.nan
    with pytest.raises(ValueError, match="one arm has no answer"):
        randomization_test(scores, assigned, could)


@pytest.mark.parametrize("scores", [np.full(28, 3.3), 1.1 + 0.1 * np.arange(28)], ids=["level", "trend"])
def test_scores_that_no_arm_explains_have_a_p_of_one(scores: Floats) -> None:
    """Nothing but rounding is left of them."""
    _, assigned, could = _trial(DESIGN, 8)
    scores[[3, 10]] = np.nan
    found = randomization_test(scores, assigned, could)
    assert found.p == 1
    assert found.estimate == 0


def test_two_answers_are_too_few() -> None:
    scores, assigned, could = _trial(DESIGN, 6)
    scores[1:3] = scores[4:] = np.nan  # one night of each block of the first pair
    with pytest.raises(ValueError, match="three answers"):
        randomization_test(scores, assigned, could)


def test_too_few_orders_give_no_end_to_the_interval() -> None:
    scores, assigned, could = _trial(Design("pairs", 16, 2), 7)
    found = randomization_test(scores, assigned, could)
    assert (found.low, found.high) == (-np.inf, np.inf)
