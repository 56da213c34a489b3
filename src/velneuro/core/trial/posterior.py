"""The exact posterior of the effect: trend, carry-over and serial dependence in the model, in closed form on a grid.

    y_t = mu + tau s_t + beta z_t(lambda) + w_t' gamma + e_t,   e ~ N(0, sigma^2 R(rho)),   s_t from -1/2 to 1/2

with z of `exposure.py`, R of `serial.py` and the priors of `prior.py`; mu is flat. In each cell (rho, lambda), with
whitened X* and y* of the answered nights and Lambda = diag(1 / sd^2), 0 for flat terms:

    A = X*'X* + Lambda,  m = A^-1 X*'y*,  a_n = a0 + (answered - flat terms) / 2,  b_n = b0 + (y*'y* - m'X*'y*) / 2
    log weight = log prior(rho) + log prior(lambda) - log|R| / 2 - log|A| / 2 - a_n log b_n
    coefficients in the cell ~ t with 2 a_n degrees of freedom, center m and scale matrix (b_n / a_n) A^-1

Source: conjugate linear model, e.g. Gelman et al., Bayesian Data Analysis (3rd ed. 2013), ch. 14; N-of-1 use: Schmid
and Yang, Harvard Data Science Review (2022). Coefficients stand in the order mu, effects, trend, covariates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from velneuro.core.trial.arrays import Floats, Whole
from velneuro.core.trial.exposure import exposures
from velneuro.core.trial.mixture import Mixture
from velneuro.core.trial.prior import Prior
from velneuro.core.trial.serial import whiten

EFFECT = 1  # the place of the first effect among the coefficients


@dataclass(frozen=True, eq=False)
class Posterior:
    """Cells of the grid: weights, rho and lambda (cells,), centers (cells, terms), scales (cells, terms, terms).

    `b` (cells,) is b_n, so that sigma^2 in a cell has an inverse gamma distribution with df / 2 and b. `effects` is how
    many terms are effects, and `trend` says whether one is the trend.
    """

    weights: Floats
    rho: Floats
    lag: Floats
    centers: Floats
    scales: Floats
    b: Floats
    df: float
    effects: int
    trend: bool

    def linear(self, direction: Floats) -> Mixture:
        """The posterior of direction @ coefficients; `direction` has shape (terms,)."""
        spread = np.einsum("i,kij,j->k", direction, self.scales, direction)
        return Mixture(self.weights, self.centers @ direction, np.sqrt(spread), self.df)

    def term(self, place: int) -> Mixture:
        """The posterior of one coefficient."""
        return Mixture(self.weights, self.centers[:, place], np.sqrt(self.scales[:, place, place]), self.df)

    @property
    def effect(self) -> Mixture:
        """The posterior of beta: the lasting difference, second arm minus first, in points."""
        return self.term(EFFECT)

    @property
    def drift(self) -> Mixture | None:
        """The posterior of tau: the change over the trial apart from the arms, in points; None without a trend."""
        return self.term(1 + self.effects) if self.trend else None

    def carry_over_from(self, least: float) -> float:
        """The probability that lambda is at least this."""
        return float(self.weights[self.lag >= least - 1e-9].sum())

    @property
    def mean_rho(self) -> float:
        return float(self.weights @ self.rho)

    @property
    def mean_sigma(self) -> float:
        """How far nights differ on their own: the root of the posterior mean of sigma^2, in points."""
        shape = self.df / 2
        return math.sqrt(float(self.weights @ self.b) / (shape - 1)) if shape > 1 else math.inf


def fit(scores: Floats, arms: Floats, prior: Prior, before: Floats, covariates: Floats | None = None) -> Posterior:
    """The posterior from one trial.

    `scores` has shape (nights,), NaN where unanswered. `arms` (nights, effects) holds what was assigned; the first
    column is the effect of interest. `before` (effects,) is the exposure before the first night. `covariates` has
    shape (nights, any). Raises ValueError when the answers are too few for the flat terms.
    """
    answered = np.flatnonzero(~np.isnan(scores))
    fixed = _fixed_columns(len(scores), prior, covariates)
    lags = np.array(prior.lag)
    at_work = exposures(arms, before, lags).reshape(len(scores), -1)
    level = scores[answered].mean() if answered.size else 0.0
    columns = np.column_stack([fixed[answered], at_work[answered], scores[answered] - level])
    precision = _precision(prior, arms.shape[1], fixed.shape[1])
    shape = prior.a0 + (answered.size - np.count_nonzero(precision == 0)) / 2
    if shape <= 0:
        raise ValueError("there are fewer answers than flat terms")
    white, log_r = whiten(columns, answered, np.array(prior.rho))
    gram = white.transpose(0, 2, 1) @ white
    cells = _solve(gram, _places(fixed.shape[1], lags.size, arms.shape[1]), precision, prior.b0)
    return _posterior(cells, log_r, level, shape, prior, arms.shape[1])


def _fixed_columns(nights: int, prior: Prior, covariates: Floats | None) -> Floats:
    """The columns that no carry-over changes: mu, trend, covariates."""
    columns = [np.ones(nights)]
    if prior.trend_sd > 0:
        columns.append(np.linspace(-0.5, 0.5, nights))
    if covariates is not None:
        columns.extend(covariates.T)
    return np.column_stack(columns)


def _precision(prior: Prior, effects: int, fixed: int) -> Floats:
    """1 / sd^2 of each coefficient, in their order; effects beyond the first are as wide as covariates."""
    trend = [prior.trend_sd] if prior.trend_sd > 0 else []
    covariates = fixed - 1 - len(trend)
    sds = [math.inf, prior.effect_sd, *[prior.covariate_sd] * (effects - 1), *trend, *[prior.covariate_sd] * covariates]
    return 1 / np.square(sds)


def _places(fixed: int, lags: int, effects: int) -> Whole:
    """For each lambda the columns of its model, in the order of the coefficients: shape (lags, terms)."""
    own = fixed + np.arange(lags * effects).reshape(lags, effects)
    rest = np.broadcast_to(np.arange(1, fixed), (lags, fixed - 1))
    return np.concatenate([np.zeros((lags, 1), dtype=np.int64), own, rest], axis=1)


@dataclass(frozen=True, eq=False)
class _Cells:
    """For each (rho, lambda): m, A^-1, log|A| and b_n."""

    centers: Floats
    inverse: Floats
    log_det: Floats
    b: Floats


def _solve(gram: Floats, places: Whole, precision: Floats, b0: float) -> _Cells:
    """All cells at once; `gram` has shape (rhos, columns, columns), the scores being the last column."""
    crossed = gram[:, places[:, :, None], places[:, None, :]] + np.diag(precision)
    with_scores = gram[:, places, -1]
    inverse = np.asarray(np.linalg.inv(crossed), dtype=np.float64)
    _, log_det = np.linalg.slogdet(crossed)
    centers = np.einsum("rlij,rlj->rli", inverse, with_scores)
    explained = np.einsum("rli,rli->rl", centers, with_scores)
    b = b0 + np.maximum(gram[:, -1, -1][:, None] - explained, 0) / 2
    return _Cells(centers, inverse, log_det, b)


def _posterior(cells: _Cells, log_r: Floats, level: float, shape: float, prior: Prior, effects: int) -> Posterior:
    log_prior = np.log(prior.rho_weights)[:, None] + np.log(prior.lag_weights)[None, :]
    log_weights = log_prior - log_r[:, None] / 2 - cells.log_det / 2 - shape * np.log(cells.b)
    weights = np.exp(log_weights - log_weights.max()).ravel()
    rho, lag = np.meshgrid(prior.rho, prior.lag, indexing="ij")
    terms = cells.centers.shape[-1]
    centers = cells.centers.reshape(-1, terms) + np.eye(terms)[0] * level
    scales = (cells.b[:, :, None, None] / shape * cells.inverse).reshape(-1, terms, terms)
    return Posterior(
        weights=weights / weights.sum(),
        rho=rho.ravel(),
        lag=lag.ravel(),
        centers=centers,
        scales=scales,
        b=cells.b.ravel(),
        df=2 * shape,
        effects=effects,
        trend=prior.trend_sd > 0,
    )


def fitted(posterior: Posterior, arms: Floats, before: Floats) -> Floats:
    """The posterior mean of mu + tau s + z @ effects on each night, shape (nights,); for a fit without covariates."""
    at_work = exposures(arms, before, posterior.lag)
    weights, centers = posterior.weights, posterior.centers
    level = np.full(len(arms), weights @ centers[:, 0])
    if posterior.trend:
        level += weights @ centers[:, 1 + posterior.effects] * np.linspace(-0.5, 0.5, len(arms))
    of_arms: Floats = np.einsum("k,tke,ke->t", weights, at_work, centers[:, 1 : 1 + posterior.effects])
    return level + of_arms
