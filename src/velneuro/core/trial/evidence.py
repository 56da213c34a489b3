"""The evidence meter: one may look every day and stop at any time.

Given the scores, which block of a pair came first is a fair coin when the arms do not differ. With D_i the mean of the
second block minus that of the first and s_i = 1 when the second arm came second, else -1,

    M_k = mean over l of prod_{i <= k} exp(l s_i D_i) / cosh(l D_i)

is a martingale that begins at 1, so P(it ever reaches 20) <= 1/20 (Ville). The bets l, in 1 / points, suit a scale of
ten points and both directions. Sources: Ramdas et al., Statistical Science 38 (2023) 576-601; Fischer and Ramdas,
arXiv 2401.07365.
"""

from __future__ import annotations

import numpy as np

from velneuro.core.trial.arrays import Flags, Floats, Whole
from velneuro.core.trial.prior import USUAL_SPAN

BETS = (0.3, 0.6)
ENOUGH = 20.0
STEPS = 200


def evidence(scores: Floats, assigned: Whole, block: int, span: float = USUAL_SPAN, effect: float = 0.0) -> Floats:
    """M after each pair, shape (pairs,), against the null that the effect is `effect` points on every night.

    `scores` (nights,) with NaN where unanswered, `assigned` (nights,) of 0 and 1, `block` nights in each block; nights
    after the last whole pair do not count. A pair with an unanswered block says nothing.
    """
    [meter] = _meters(scores, assigned, block, span, np.array([effect]))
    return np.asarray(meter, dtype=np.float64)


def anytime_interval(scores: Floats, assigned: Whole, block: int, span: float = USUAL_SPAN) -> tuple[float, float]:
    """The least and the most effect that the meter has not refuted after any pair: right at any time, in 95 of 100.

    In steps of `span` / STEPS, from -span to span; infinite where that end is not refuted, NaN where all of it is.
    """
    effects = np.linspace(-span, span, 2 * STEPS + 1)
    most = _meters(scores, assigned, block, span, effects).max(axis=1, initial=1.0)
    left = effects[most < ENOUGH]
    if not left.size:
        return float("nan"), float("nan")
    low, high = float(left[0]), float(left[-1])
    return (low if low > -span else float("-inf")), (high if high < span else float("inf"))


def _meters(scores: Floats, assigned: Whole, block: int, span: float, effects: Floats) -> Floats:
    """M against each effect after each pair: shape (effects, pairs)."""
    pairs = len(scores) // (2 * block)
    blocks = scores[: pairs * 2 * block].reshape(pairs, 2, block)
    second_last = 2.0 * assigned[: pairs * 2 * block].reshape(pairs, 2, block)[:, 1, 0] - 1
    told = ~np.isnan(blocks)
    means = np.where(told, blocks, 0).sum(axis=2) / np.maximum(told.sum(axis=2), 1)
    both: Flags = np.all(told.any(axis=2), axis=1)
    # Taking the effect off its nights moves the second block down where it had the second arm, else the first.
    left = np.where(both, means[:, 1] - means[:, 0] - effects[:, None] * second_last, 0)
    bets = np.array([side * bet for bet in BETS for side in (-1, 1)])[:, None, None] * USUAL_SPAN / span
    log_cosh = np.logaddexp(bets * left, -bets * left) - np.log(2)
    meters: Floats = np.exp(np.cumsum(bets * second_last * left - log_cosh, axis=2)).mean(axis=0)
    return meters


def anytime_p(meter: Floats) -> float:
    """A p that is right at any time: one over the most that the meter has ever shown, at most 1."""
    return float(1 / max(1.0, meter.max(initial=1.0)))
