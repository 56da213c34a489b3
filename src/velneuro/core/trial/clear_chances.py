"""The chance of a clear answer, read off a table of simulated trials (`planner.clear_answers`).

Between the noises of the table it is drawn in straight lines, and beyond them it is that of the nearest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from velneuro.core.trial.planner import Noise

Shares = tuple[tuple[tuple[float, ...], ...], ...]


@dataclass(frozen=True)
class ClearChances:
    """The table of one plan: `shares` for each sigma (points), in it for each rho and effect, all rising."""

    sigmas: tuple[float, ...]
    rhos: tuple[float, ...]
    shares: Shares

    def at(self, noise: Noise) -> tuple[float, ...]:
        """The share of trials with a clear answer for each effect of the table."""
        table = np.array(self.shares)
        by_rho = np.apply_along_axis(lambda column: np.interp(noise.sigma, self.sigmas, column), 0, table)
        by_effect = np.apply_along_axis(lambda column: np.interp(noise.rho, self.rhos, column), 0, by_rho)
        return tuple(by_effect.tolist())
