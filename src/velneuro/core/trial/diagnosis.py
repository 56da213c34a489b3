"""What could fool us: signs in the data themselves that the answer may be off, each as a plain number.

Floor and ceiling: the share of answers at an end of the scale. Answer gap: how differently often the two arms were
answered; bad nights left out under one arm alone cannot be mended by any analysis. Drift: the change over the trial
apart from the arms. Settling in: the first nights against the rest, as when one begins to write things down. Leftover
dependence: the correlation of each night's residual with that of the night before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from velneuro.core.trial.arrays import Flags, Floats, Whole

SETTLING_NIGHTS = 5
NEAR = 1e-9


@dataclass(frozen=True)
class Diagnosis:
    """Shares from 0 to 1, differences in points; `gap` is the share answered under the second arm minus the first."""

    floor: float
    ceiling: float
    gap: float
    drift: float
    settling: float
    dependence: float


def diagnose(scores: Floats, assigned: Whole, scale: tuple[float, float]) -> Diagnosis:
    """`scores` (nights,) with NaN where unanswered and an answer in each arm, `assigned` (nights,) of 0 and 1."""
    seen = ~np.isnan(scores)
    answers = scores[seen]
    slope, rest = _without_arms(scores, assigned, seen)
    return Diagnosis(
        floor=float(np.mean(answers <= scale[0] + NEAR)),
        ceiling=float(np.mean(answers >= scale[1] - NEAR)),
        gap=float(seen[assigned == 1].mean() - seen[assigned == 0].mean()),
        drift=slope,
        settling=_settling(rest),
        dependence=_dependence(rest),
    )


def _without_arms(scores: Floats, assigned: Whole, seen: Flags) -> tuple[float, Floats]:
    """The drift in points by least squares, and what is left of the scores without arm and drift (NaN stays)."""
    nights = len(scores)
    columns = np.column_stack([np.ones(nights), assigned, np.linspace(-0.5, 0.5, nights)])
    found = np.linalg.lstsq(columns[seen], scores[seen], rcond=None)[0]
    rest: Floats = scores - columns @ found
    return float(found[2]), rest


def _settling(rest: Floats) -> float:
    """How much higher the first nights are than the others; 0 where there is no answer in one of the two."""
    first, later = rest[:SETTLING_NIGHTS], rest[SETTLING_NIGHTS:]
    if np.all(np.isnan(first)) or np.all(np.isnan(later)):
        return 0.0
    return float(np.nanmean(first) - np.nanmean(later))


def _dependence(rest: Floats) -> float:
    before, after = rest[:-1], rest[1:]
    both = ~np.isnan(before) & ~np.isnan(after)
    spread = float(np.nanmean(rest**2))
    if not both.any() or spread <= NEAR:
        return 0.0
    return float(np.mean(before[both] * after[both]) / spread)
