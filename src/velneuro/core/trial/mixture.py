"""Weighted mixtures of Student's t distributions: what the posterior of any linear statement is.

F(x) = sum_k w_k T_df((x - m_k) / s_k) with T_df the t distribution function; mean sum_k w_k m_k; variance
sum_k w_k (s_k^2 df / (df - 2) + m_k^2) - mean^2, infinite for df <= 2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtr

from velneuro.core.trial.arrays import Floats

EXACT = 1e-11
MOST_STEPS = 200


@dataclass(frozen=True, eq=False)
class Mixture:
    """Weights that add up to 1, centers and scales, each of shape (parts,); one number of degrees of freedom."""

    weights: Floats
    centers: Floats
    scales: Floats
    df: float

    def below(self, x: float) -> float:
        """The probability of a value below x."""
        return float(self._below(np.array([x]))[0])

    @property
    def mean(self) -> float:
        return float(self.weights @ self.centers)

    @property
    def sd(self) -> float:
        if self.df <= 2:
            return math.inf
        second = self.weights @ (self.scales**2 * self.df / (self.df - 2) + (self.centers - self.mean) ** 2)
        return math.sqrt(second)

    def quantiles(self, shares: tuple[float, ...]) -> tuple[float, ...]:
        """Where F reaches each share (between 0 and 1): Newton's steps, halving where one would leave the bracket."""
        wanted = np.array(shares)
        x = self.mean + ndtri(wanted) * math.sqrt(self.weights @ self.scales**2 + np.ptp(self.centers) ** 2 / 12)
        low, high = self._bracket(wanted, x)
        for _ in range(MOST_STEPS):
            over = self._below(x) - wanted
            low, high = np.where(over <= 0, x, low), np.where(over >= 0, x, high)
            density = self._density(x)
            step = np.divide(over, density, out=np.full_like(x, np.inf), where=density > 0)
            inside = (x - step >= low) & (x - step <= high)
            moved = np.where(inside, x - step, (low + high) / 2)
            if np.all(np.abs(moved - x) <= EXACT * (1 + np.abs(x))):
                break
            x = moved
        return tuple(moved.tolist())

    def _bracket(self, wanted: Floats, around: Floats) -> tuple[Floats, Floats]:
        low = high = around
        reach = float(self.scales.max() + np.ptp(self.centers))
        while np.any(far := self._below(low) > wanted):
            low, reach = np.where(far, low - reach, low), reach * 2
        while np.any(far := self._below(high) < wanted):
            high, reach = np.where(far, high + reach, high), reach * 2
        return low, high

    def _below(self, x: Floats) -> Floats:
        standard = (x[:, None] - self.centers) / self.scales
        below: Floats = stdtr(self.df, standard) @ self.weights
        return below

    def _density(self, x: Floats) -> Floats:
        standard = (x[:, None] - self.centers) / self.scales
        log_top = math.lgamma((self.df + 1) / 2) - math.lgamma(self.df / 2) - math.log(self.df * math.pi) / 2
        shape = (1 + standard**2 / self.df) ** (-(self.df + 1) / 2)
        density: Floats = math.exp(log_top) * (shape @ (self.weights / self.scales))
        return density
