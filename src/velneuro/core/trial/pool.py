"""Several people's answers together, from each one's effect and its uncertainty alone: no diary leaves its owner.

    d_i ~ N(theta_i, s_i^2),  theta_i ~ N(mu, T^2),  mu flat,  T ~ half-normal(scale)
    for each T of the grid: v_i = s_i^2 + T^2,  mu_T = sum(d / v) / sum(1 / v),
    log p(T) = -sum log v_i / 2 - log(sum 1 / v_i) / 2 - sum (d_i - mu_T)^2 / (2 v_i) - T^2 / (2 scale^2)
    theta_i | T has mean B_i mu_T + (1 - B_i) d_i, B_i = s_i^2 / v_i, and variance (1 - B_i) s_i^2 + B_i^2 / sum(1 / v)

Source: Gelman et al., Bayesian Data Analysis (3rd ed. 2013), section 5.4; for series of N-of-1 trials, Zucker et al.,
Journal of Clinical Epidemiology 50 (1997) 401-410.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from velneuro.core.trial.arrays import Floats

LARGEST_IN_SCALES, GRID = 5.0, 501


@dataclass(frozen=True)
class Pooled:
    """Mean and its standard deviation over people, how far people differ, and each one's effect, in points."""

    mean: float
    sd: float
    between: float
    effects: tuple[float, ...]
    effect_sds: tuple[float, ...]


def pool(effects: tuple[float, ...], sds: tuple[float, ...], scale: float = 1.0) -> Pooled:
    """Pool the effects of at least two people, with their standard deviations (above 0), in points.

    `scale` is that of the half-normal prior of how far people differ. Raises ValueError for fewer than two people, for
    lists of different lengths, or for a standard deviation that is not above 0.
    """
    if len(effects) != len(sds) or len(effects) < 2 or min(sds) <= 0:
        raise ValueError("two people or more are needed, each with an effect and a standard deviation above 0")
    d, squares = np.array(effects), np.square(sds)
    between = np.linspace(0, LARGEST_IN_SCALES * scale, GRID)
    v = squares + between[:, None] ** 2
    precision = (1 / v).sum(axis=1)
    means = (d / v).sum(axis=1) / precision
    weights = _weights(d, v, means, precision, between / scale)
    kept = squares / v
    own_means = kept * means[:, None] + (1 - kept) * d
    own_variances = (1 - kept) * squares + kept**2 / precision[:, None]
    own, own_sds = _moments(weights, own_means, own_variances)
    mean, sd = _moments(weights, means[:, None], 1 / precision[:, None])
    return Pooled(mean[0], sd[0], float(weights @ between), own, own_sds)


def _weights(d: Floats, v: Floats, means: Floats, precision: Floats, in_scales: Floats) -> Floats:
    misfit = ((d - means[:, None]) ** 2 / v).sum(axis=1)
    log_p = -(np.log(v).sum(axis=1) + np.log(precision) + misfit + in_scales**2) / 2
    weights = np.exp(log_p - log_p.max())
    share: Floats = weights / weights.sum()
    return share


def _moments(weights: Floats, means: Floats, variances: Floats) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Mean and standard deviation over the grid: (grid, people) to (people,)."""
    mean = weights @ means
    variance = weights @ (variances + (means - mean) ** 2)
    return tuple(mean.tolist()), tuple(math.sqrt(value) for value in variance.tolist())
