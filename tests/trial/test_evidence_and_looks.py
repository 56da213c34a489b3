"""The evidence meter is a fair bet, and looks share out one error."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from velneuro.core.trial.design import ALPHA, Design
from velneuro.core.trial.evidence import anytime_interval, anytime_p, evidence
from velneuro.core.trial.looks import alpha_after, look_problems, planned_looks

SCORES = np.random.default_rng(1).normal(5, 2, 24)


def _meters(scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The meter under each of the 64 schedules of six pairs."""
    orders = [np.concatenate([np.repeat([1 - x, x], 2) for x in order]) for order in product((0, 1), repeat=6)]
    return np.array([evidence(scores, order, 2) for order in orders])


@pytest.mark.parametrize("pair", range(6))
def test_its_mean_over_all_schedules_is_one_after_each_pair(pair: int) -> None:
    assert _meters(SCORES)[:, pair].mean() == pytest.approx(1, abs=1e-12)


def test_unanswered_nights_keep_it_fair() -> None:
    scores = SCORES.copy()
    scores[[0, 1, 6, 13]] = np.nan
    assert _meters(scores).mean(axis=0) == pytest.approx(np.ones(6), abs=1e-12)


def test_a_pair_without_one_of_its_blocks_says_nothing() -> None:
    scores = SCORES.copy()
    scores[[8, 9]] = np.nan
    meter = evidence(scores, np.tile([0, 0, 1, 1], 6), 2)
    assert meter[2] == pytest.approx(meter[1], rel=1e-12)


def test_it_is_the_product_of_the_bets() -> None:
    """One pair whose second block, with the second arm, is 2 points higher: by hand."""
    bets = np.array([-0.6, -0.3, 0.3, 0.6])
    expected = np.mean(np.exp(2 * bets) / np.cosh(2 * bets))
    assert evidence(np.array([3.0, 5.0]), np.array([0, 1]), 1)[0] == pytest.approx(expected, rel=1e-12)


def test_it_knows_no_units() -> None:
    arms = np.tile([0, 0, 1, 1], 6)
    assert evidence(10 * SCORES, arms, 2, span=100) == pytest.approx(evidence(SCORES, arms, 2), rel=1e-9)


def test_the_true_effect_is_not_refuted_by_itself() -> None:
    """With the effect taken off, nothing is left to bet on."""
    arms = np.tile([0, 0, 1, 1], 6)
    assert evidence(5.0 - 2.0 * arms, arms, 2, effect=-2.0) == pytest.approx(np.ones(6))


def test_its_interval_is_what_it_has_not_refuted() -> None:
    """By the meter itself, one effect after the other."""
    arms = np.tile([0, 0, 1, 1], 12)
    scores = np.random.default_rng(2).normal(5, 1, 48) - 2 * arms
    kept = [x for x in np.linspace(-10, 10, 401) if evidence(scores, arms, 2, effect=x).max() < 20]
    assert anytime_interval(scores, arms, 2) == pytest.approx((min(kept), max(kept)))
    assert -10 < min(kept) < -2 < max(kept) < 0


def test_before_enough_pairs_its_interval_has_no_ends() -> None:
    assert anytime_interval(SCORES[:4], np.array([0, 0, 1, 1]), 2) == (-np.inf, np.inf)


def test_its_p_is_one_over_the_most_it_ever_showed() -> None:
    assert anytime_p(np.array([2.0, 25.0, 4.0])) == 1 / 25
    assert anytime_p(np.array([0.4])) == 1


# nights of two-night blocks -> look nights and alphas, as the method fixes them for 7, 10, 14 and 21 pairs
PLANS = {
    28: ((28, 0.05),),
    40: ((32, 0.015), (40, 0.035)),
    56: ((32, 0.010), (44, 0.015), (56, 0.025)),
    84: ((44, 0.010), (64, 0.015), (84, 0.025)),
}


@pytest.mark.parametrize("nights", PLANS)
def test_the_usual_looks(nights: int) -> None:
    looks = planned_looks(Design(nights=nights, looks="three"))
    assert tuple((look.night, look.alpha) for look in looks) == PLANS[nights]


@pytest.mark.parametrize("nights", range(28, 120, 4))
def test_the_alphas_add_up_and_every_look_can_tell(nights: int) -> None:
    design = Design(nights=nights, looks="three")
    looks = planned_looks(design)
    assert sum(look.alpha for look in looks) == pytest.approx(ALPHA)
    own = replace(design, looks=tuple(look.night for look in looks))
    assert list(look_problems(own, "design")) == []


def test_between_the_looks_nothing_can_be_claimed() -> None:
    design = Design(nights=56, looks="three")
    assert [alpha_after(design, nights) for nights in (28, 32, 36, 44, 56)] == [0, 0.010, 0, 0.015, 0.025]


def test_the_meter_may_be_read_on_any_night() -> None:
    assert alpha_after(Design(nights=40, looks="any_time"), 17) == ALPHA
