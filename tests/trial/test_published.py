"""Values that others have published, by the engine's own functions; exact where they are exact."""

from __future__ import annotations

import numpy as np
import pytest

from velneuro.core.trial.arrays import Floats, Whole
from velneuro.core.trial.design import Design
from velneuro.core.trial.posterior import fit
from velneuro.core.trial.prior import ordinary_least_squares
from velneuro.core.trial.randomization import MEAN_DIFFERENCE, RandomizationResult, randomization_test
from velneuro.core.trial.schedules import schedule_set, schedules_count

# Fisher, The Design of Experiments (1935), section 21: Darwin's maize, cross minus self, eighths of an inch.
DARWIN = (49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)
# Student, Biometrika 6 (1908) 1-25, from Cushny and Peebles (1905): hours of sleep gained with two drugs.
SLEEP_1 = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SLEEP_2 = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)


def _in_pairs(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[Floats, Whole]:
    scores = np.column_stack([first, second]).astype(np.float64).ravel()
    return scores, np.tile([0, 1], len(first))


def _plain(first: tuple[float, ...], second: tuple[float, ...]) -> RandomizationResult:
    scores, assigned = _in_pairs(first, second)
    could = schedule_set(Design("pairs", len(scores), 1))
    return randomization_test(scores, assigned, could, statistic=MEAN_DIFFERENCE)


@pytest.fixture(scope="module")
def darwin() -> RandomizationResult:
    return _plain((0,) * len(DARWIN), DARWIN)


def test_darwins_maize_has_all_its_orders(darwin: RandomizationResult) -> None:
    assert (darwin.schedules, darwin.exact) == (32_768, True)


def test_darwins_maize_one_sided(darwin: RandomizationResult) -> None:
    assert darwin.p_upper * 32_768 == 863


def test_darwins_maize_two_sided(darwin: RandomizationResult) -> None:
    assert darwin.p * 32_768 == 1_726


def _tea(said_milk_first: tuple[int, ...]) -> RandomizationResult:
    """Fisher (1935), chapter 2: four of eight cups had the milk first, and the lady named four."""
    milk_first = np.array([1, 1, 1, 1, 0, 0, 0, 0])
    could = schedule_set(Design("free", 8, 1))
    return randomization_test(np.array(said_milk_first, np.float64), milk_first, could, statistic=MEAN_DIFFERENCE)


def test_tea_all_four_right() -> None:
    assert _tea((1, 1, 1, 1, 0, 0, 0, 0)).p_upper == 1 / 70


def test_tea_three_or_more_right() -> None:
    assert _tea((1, 1, 1, 0, 1, 0, 0, 0)).p_upper == 17 / 70


def test_sleep_by_sign_flips() -> None:
    assert _plain(SLEEP_1, SLEEP_2).p == 4 / 1024


def test_sleep_paired_t() -> None:
    """R 4.2.2, t.test(extra ~ group, data = sleep, paired = TRUE): t 4.0621, df 9. Here each pair has a level."""
    scores, assigned = _in_pairs(SLEEP_1, SLEEP_2)
    levels = np.repeat(np.eye(10), 2, axis=0)[:, 1:]
    effect = fit(scores, assigned[:, None].astype(np.float64), ordinary_least_squares(), np.zeros(1), levels).effect
    assert effect.centers[0] / effect.scales[0] == pytest.approx(4.062127683382037, abs=1e-12)
    assert effect.df == 9


# nof1kit's sampler counts them so too (14 days, balanced, runs at most 2 and 3).
@pytest.mark.parametrize(("longest", "count"), [(2, 518), (3, 1_972)])
def test_capped_runs_are_counted(longest: int, count: int) -> None:
    assert schedules_count(Design("runs", 14, 1, longest)) == count
