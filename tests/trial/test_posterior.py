"""The posterior against least squares, against the same model written out in full, and against its own laws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import linregress, t

from tests.trial.truth import USUAL, Truth, simulated
from velneuro.core.trial.arrays import Floats
from velneuro.core.trial.design import Design
from velneuro.core.trial.exposure import exposures
from velneuro.core.trial.posterior import Posterior, fit
from velneuro.core.trial.prior import Prior, ordinary_least_squares, prior_for

DESIGN = Design("pairs", 28, 2)
NOT_BEFORE = np.zeros(1)
SHARES = (0.025, 0.05, 0.5, 0.95, 0.975)


def _trial(seed: int, truth: Truth = USUAL, design: Design = DESIGN) -> tuple[Floats, Floats]:
    assigned, scores = simulated(design, truth, 1, seed)
    return scores[0], assigned[0][:, None].astype(np.float64)


@pytest.mark.parametrize("seed", range(5))
def test_the_limit_is_ordinary_least_squares(seed: int) -> None:
    """scipy.stats.linregress on the same nights: estimate, standard error and p to 1e-12."""
    scores, arms = _trial(seed)
    effect = fit(scores, arms, ordinary_least_squares(), NOT_BEFORE).effect
    expected = linregress(arms[:, 0], scores)
    assert effect.centers[0] == pytest.approx(expected.slope, abs=1e-12)
    assert effect.scales[0] == pytest.approx(expected.stderr, abs=1e-12)
    assert 2 * min(effect.below(0), 1 - effect.below(0)) == pytest.approx(expected.pvalue, abs=1e-12)


def _in_full(scores: Floats, arms: Floats, prior: Prior) -> tuple[Floats, Floats]:
    """Weights and effect centers of all cells, from the dense matrices of the model, one cell at a time."""
    seen = np.flatnonzero(~np.isnan(scores))
    y, far = scores[seen], np.abs(np.subtract.outer(seen, seen))
    drift = np.linspace(-0.5, 0.5, len(scores))[seen]
    precision = np.diag([0, 1 / prior.effect_sd**2, 1 / prior.trend_sd**2])
    logs, centers = [], []
    for rho, rho_weight in zip(prior.rho, prior.rho_weights, strict=True):
        inverse = np.linalg.inv(np.where(far == 0, 1.0, np.array(rho) ** far))
        for lag, lag_weight in zip(prior.lag, prior.lag_weights, strict=True):
            z = exposures(arms, NOT_BEFORE, np.array([lag]))[seen, 0, 0]
            x = np.column_stack([np.ones(len(y)), z, drift])
            a = x.T @ inverse @ x + precision
            m = np.linalg.solve(a, x.T @ inverse @ y)
            shape = prior.a0 + (len(y) - 1) / 2
            b = prior.b0 + (y @ inverse @ y - m @ a @ m) / 2
            log_dets = (np.linalg.slogdet(inverse)[1] - np.linalg.slogdet(a)[1]) / 2
            logs.append(np.log(rho_weight * lag_weight) + log_dets - shape * np.log(b))
            centers.append(m[1])
    weights = np.exp(np.array(logs) - max(logs))
    return weights / weights.sum(), np.array(centers)


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_every_cell_is_as_the_model_says(missing: float) -> None:
    scores, arms = _trial(3, Truth(missing=missing))
    found = fit(scores, arms, prior_for(10), NOT_BEFORE)
    weights, centers = _in_full(scores, arms, prior_for(10))
    assert np.allclose(found.weights, weights, rtol=1e-9, atol=1e-14)
    assert np.allclose(found.effect.centers, centers, rtol=1e-9)


def test_exposure_wears_off_by_half_in_its_half_life() -> None:
    """Written out: z_t = lambda z_{t-1} + (1 - lambda) a_t, from z_0 = 0.5."""
    arms = np.array([[1.0], [0.0], [0.0]])
    assert exposures(arms, np.array([0.5]), np.array([0.5]))[:, 0, 0].tolist() == [0.75, 0.375, 0.1875]


def test_unanswered_nights_are_as_if_they_had_not_been_asked() -> None:
    """A trial with two nights cut off its end is fitted as the one whose last two nights are unanswered, but for the
    trend, whose span is the trial's: so without a trend."""
    prior = replace(prior_for(10), trend_sd=0)
    scores, arms = _trial(4)
    scores[-2:] = np.nan
    whole, cut = (fit(scores[:end], arms[:end], prior, NOT_BEFORE) for end in (28, 26))
    assert whole.effect.quantiles(SHARES) == pytest.approx(cut.effect.quantiles(SHARES), abs=1e-12)


def test_swapping_the_arms_turns_the_sign() -> None:
    """With both arms in use before, so that neither starts ahead."""
    scores, arms = _trial(5)
    half = np.array([0.5])
    found, turned = (fit(scores, side, prior_for(10), half).effect for side in (arms, 1 - arms))
    assert turned.quantiles(SHARES) == pytest.approx([-x for x in reversed(found.quantiles(SHARES))], abs=1e-9)


def test_another_scale_only_changes_the_units() -> None:
    scores, arms = _trial(6)
    found = fit(scores, arms, prior_for(10), NOT_BEFORE).effect.quantiles(SHARES)
    in_percent = fit(30 + 10 * scores, arms, prior_for(100), NOT_BEFORE).effect.quantiles(SHARES)
    assert in_percent == pytest.approx([10 * x for x in found], abs=1e-9)


@pytest.fixture(scope="module")
def found() -> Posterior:
    scores, arms = _trial(7, Truth(missing=0.1))
    return fit(scores, arms, prior_for(10), NOT_BEFORE)


def test_quantiles_undo_the_distribution(found: Posterior) -> None:
    back = [found.effect.below(x) for x in found.effect.quantiles(SHARES)]
    assert back == pytest.approx(SHARES, abs=1e-10)


def test_mean_and_sd_are_those_of_draws(found: Posterior) -> None:
    chance = np.random.default_rng(1)
    effect = found.effect
    cells = chance.choice(effect.weights.size, 200_000, p=effect.weights)
    draws = effect.centers[cells] + effect.scales[cells] * t.rvs(effect.df, size=cells.size, random_state=chance)
    assert effect.mean == pytest.approx(draws.mean(), abs=4 * effect.sd / np.sqrt(draws.size))
    assert effect.sd == pytest.approx(draws.std(), rel=0.01)


def test_a_linear_statement_is_that_of_joint_draws(found: Posterior) -> None:
    """P(beta + 0.3 mu < 0): at least 30 % lower than the usual level."""
    chance = np.random.default_rng(2)
    cells = chance.choice(found.weights.size, 40_000, p=found.weights)
    roots = np.linalg.cholesky(found.scales)
    normal = np.einsum("kij,kj->ki", roots[cells], chance.standard_normal((cells.size, 3)))
    draws = found.centers[cells] + normal / np.sqrt(chance.chisquare(found.df, cells.size) / found.df)[:, None]
    share = np.mean(draws[:, 1] + 0.3 * draws[:, 0] < 0)
    assert found.linear(np.array([0.3, 1, 0])).below(0) == pytest.approx(share, abs=0.01)


def test_a_third_of_the_prior_says_no_carry_over() -> None:
    prior = prior_for(10)
    assert prior.lag_weights[0] / sum(prior.lag_weights) == pytest.approx(1 / 3, abs=0.003)


def test_too_few_answers_for_flat_terms_are_refused() -> None:
    scores, arms = _trial(8)
    scores[1:] = np.nan
    with pytest.raises(ValueError, match="fewer answers"):
        fit(scores, arms, ordinary_least_squares(), NOT_BEFORE)


def test_a_covariate_that_explains_all_takes_the_effect() -> None:
    """A weekend term that equals the arm shares the difference with it."""
    scores, arms = _trial(9)
    alone = fit(scores, arms, prior_for(10), NOT_BEFORE).effect.mean
    shared = fit(scores, arms, prior_for(10), NOT_BEFORE, covariates=arms).effect.mean
    assert abs(shared) < abs(alone)
