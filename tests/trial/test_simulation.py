"""What the engine says in simulated trials, with fixed seeds and as many trials as fit into a minute.

A share of n trials has the standard error sqrt(share (1 - share) / n); the bounds leave three of them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import chi2

from tests.trial.simulation import (
    LEVELS,
    claims_at_looks,
    claims_of_meter,
    coverage,
    false_alarms,
    false_alarms_of_a_factor,
    interval_coverage,
    places,
    prior_places,
    settings,
    verdicts,
)
from tests.trial.truth import USUAL, Truth
from velneuro.core.trial.design import Design

pytestmark = pytest.mark.slow
NOTHING = replace(USUAL, effect=0.0)
DRIFTING = replace(NOTHING, drift=-2.0)
QUICK = Design("pairs", 28, 2)


def _errors(share: float, trials: int) -> float:
    return float(3 * np.sqrt(share * (1 - share) / trials))


@pytest.mark.parametrize(("design", "rho", "effect"), [*settings()], ids=str)
def test_intervals_hold_the_truth_as_often_as_they_say(design: Design, rho: float, effect: float) -> None:
    held = coverage(design, Truth(effect=effect, rho=rho), trials=300, seed=11)
    for level, share in zip(LEVELS, held, strict=True):
        assert share >= level - _errors(level, 300)


def test_the_posterior_is_calibrated() -> None:
    """The true effect's place is uniform over trials from the prior: chi-square over 20 equal parts."""
    counts, _ = np.histogram(prior_places(2_000, seed=12), bins=20, range=(0, 1))
    assert chi2.sf(((counts - 100) ** 2 / 100).sum(), 19) > 0.001


@pytest.mark.parametrize(("nights", "block"), [(28, 2), (56, 3)])
def test_carry_over_does_not_break_the_interval(nights: int, block: int) -> None:
    """With lambda 0.4; a model without carry-over holds the truth in 60 to 78 of 100."""
    nights -= nights % (2 * block)
    off = np.abs(places(Design("pairs", nights, block), replace(USUAL, lag=0.4), 400, seed=13) - 0.5)
    assert np.mean(off <= 0.475) >= 0.90


# rho is how alike neighbors are; every case drifts by two points. Few trials where there are many orders to compare.
TYPE_ONE = [
    (Design("pairs", 28, 2), 0.6, 2_000),
    (Design("pairs", 28, 2), 0.9, 2_000),
    (Design("pairs", 84, 7), 0.6, 2_000),
    (Design("pairs", 28, 1), 0.6, 300),
    (Design("pairs", 56, 2), 0.9, 300),
    (Design("pairs", 84, 3), 0.3, 300),
    (Design("runs", 28, 1, 2), 0.6, 200),
    (Design("free", 28, 1), 0.6, 200),
    (Design("start", 49, 5), 0.9, 2_000),
]


@pytest.mark.parametrize(("design", "rho", "trials"), TYPE_ONE, ids=str)
def test_the_test_errs_in_5_of_100(design: Design, rho: float, trials: int) -> None:
    assert false_alarms(design, replace(DRIFTING, rho=rho), trials, seed=14) <= 0.05 + _errors(0.05, trials)


def test_one_thing_of_a_factorial_errs_in_5_of_100_whatever_the_other_does() -> None:
    strong = replace(DRIFTING, effect=-3.0, rho=0.6)
    errs = false_alarms_of_a_factor(Design("factorial", 28, 1), strong, 400, seed=22)
    assert errs <= 0.05 + _errors(0.05, 400)


def test_settling_in_does_not_break_the_test() -> None:
    assert false_alarms(QUICK, replace(NOTHING, settling=2.0), 2_000, seed=15) <= 0.05 + _errors(0.05, 2_000)


def test_unanswered_nights_do_not_break_the_test() -> None:
    assert false_alarms(QUICK, replace(NOTHING, missing=0.25), 2_000, seed=16) <= 0.05 + _errors(0.05, 2_000)


def test_the_interval_by_inversion_holds_the_truth() -> None:
    assert interval_coverage(QUICK, USUAL, 2_000, seed=17) >= 0.95 - _errors(0.95, 2_000)


@pytest.mark.parametrize(("design", "trials"), [(QUICK, 2_000), (Design("pairs", 56, 2), 300)], ids=str)
def test_what_does_nothing_is_said_to_help_in_25_of_1000_at_most(design: Design, trials: int) -> None:
    said = verdicts(design, replace(NOTHING, rounded=True), trials, seed=18)
    assert said.get("helps", 0) + said.get("helps_a_lot", 0) <= 0.025


def test_what_helps_is_mostly_said_to_help() -> None:
    said = verdicts(QUICK, replace(USUAL, effect=-2.0, rounded=True), 500, seed=19)
    assert said["helps"] + said["helps_a_lot"] >= 0.6


@pytest.mark.parametrize("rho", [0.0, 0.6])
def test_planned_looks_share_one_error(rho: float) -> None:
    design = Design("pairs", 40, 2, looks="three")
    assert claims_at_looks(design, replace(DRIFTING, rho=rho), 1_500, seed=20) <= 0.05


@pytest.mark.parametrize("rho", [0.0, 0.6])
def test_the_meter_may_be_read_every_day(rho: float) -> None:
    assert claims_of_meter(Design("pairs", 56, 2), replace(DRIFTING, rho=rho), 4_000, seed=21) <= 0.05
