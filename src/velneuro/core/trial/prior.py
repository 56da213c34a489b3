"""What is thought possible before the first night: the priors of the model in `posterior.py`.

Standard deviations are in units of the noise sigma; 0 leaves a term out, infinity makes it flat. sigma^2 has an inverse
gamma distribution with shape a0 and scale b0 (points^2). The grids of rho and lambda are the prior itself, not an
approximation to one, so the posterior on them is exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

USUAL_SPAN = 10.0  # the scale 0 to 10, on which the numbers were chosen
RHO = tuple(tenth / 10 for tenth in range(-3, 10))
LAG = tuple(tenth / 10 for tenth in range(9))


@dataclass(frozen=True)
class Prior:
    """Priors of trend, effect, covariates, noise, serial dependence and carry-over; weights need not add up to 1."""

    trend_sd: float = 1.0
    effect_sd: float = 1.5
    covariate_sd: float = 1.0
    a0: float = 2.0
    b0: float = 4.5
    rho: tuple[float, ...] = RHO
    rho_weights: tuple[float, ...] = tuple(math.exp(-(((rho - 0.3) / 0.3) ** 2) / 2) for rho in RHO)
    lag: tuple[float, ...] = LAG
    lag_weights: tuple[float, ...] = tuple((1 - lag) ** 3 for lag in LAG)


def prior_for(span: float) -> Prior:
    """The usual prior for a scale whose ends are `span` points apart."""
    return Prior(b0=Prior.b0 * (span / USUAL_SPAN) ** 2)


def ordinary_least_squares() -> Prior:
    """The limit in which the posterior of the effect is the t distribution of ordinary least squares, without trend."""
    flat = math.inf
    return Prior(0, flat, flat, a0=0, b0=0, rho=(0.0,), rho_weights=(1.0,), lag=(0.0,), lag_weights=(1.0,))
