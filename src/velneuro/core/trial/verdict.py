"""The verdict: one of seven, from the posterior and the p of the randomization test together.

With L the probability that the effect is a help, U = 1 - L, and points for `small` and `meaningful`:
helps_a_lot: L >= 0.975, p <= alpha, and a help of `meaningful` or more has probability 0.8; helps: the first two;
makes_worse: U >= 0.975 and p <= alpha; little_difference: |effect| < small has probability 0.9;
leans_helps, leans_worse: L or U >= 0.9; else cannot_tell.

Thresholds: 2 points or 30 % are much better, 1 point is slightly better: Farrar et al., Pain 94 (2001) 149-158; Salaffi
et al., European Journal of Pain 8 (2004) 283-291.
"""

from __future__ import annotations

from dataclasses import dataclass

from velneuro.core.trial.posterior import Posterior
from velneuro.core.trial.prior import USUAL_SPAN

VERDICTS = ("helps_a_lot", "helps", "leans_helps", "cannot_tell", "little_difference", "leans_worse", "makes_worse")
SURE, FAIRLY_SURE, MOSTLY = 0.975, 0.9, 0.8
CLAIMS = ("helps_a_lot", "helps", "makes_worse")
SIGNS = ("leans_helps", "leans_worse")
MOST_OF_SIGNS = 0.95  # between 9 in 10 and sure
SHARE_OF_USUAL, LEAST_MEANINGFUL, MOST_MEANINGFUL, SMALL = 0.3, 1.0, 2.0, 1.0


@dataclass(frozen=True)
class Thresholds:
    """In points of the scale: what is small, and what matters."""

    small: float
    meaningful: float


def thresholds(usual: float | None, span: float = USUAL_SPAN) -> Thresholds:
    """From the mean of the run-in, above the least score; without a run-in, what matters is two points of ten."""
    point = span / USUAL_SPAN
    share = MOST_MEANINGFUL * point if usual is None else SHARE_OF_USUAL * usual
    return Thresholds(SMALL * point, min(max(share, LEAST_MEANINGFUL * point), MOST_MEANINGFUL * point))


@dataclass(frozen=True)
class Chances:
    """The probability that it helps, that the difference is smaller than small, that it helps by what matters."""

    helps: float
    small: float
    meaningful: float


def chances(posterior: Posterior, limits: Thresholds, lower_is_better: bool) -> Chances:
    """From the posterior of the effect."""
    effect = posterior.effect
    small = effect.below(limits.small) - effect.below(-limits.small)
    if lower_is_better:
        return Chances(effect.below(0), small, effect.below(-limits.meaningful))
    return Chances(1 - effect.below(0), small, 1 - effect.below(limits.meaningful))


def verdict(chance: Chances, p: float, alpha: float) -> str:
    """One of VERDICTS. A claim needs the posterior and the test, so with alpha 0 there is none."""
    if p <= alpha and chance.helps >= SURE:
        return "helps_a_lot" if chance.meaningful >= MOSTLY else "helps"
    if p <= alpha and 1 - chance.helps >= SURE:
        return "makes_worse"
    if chance.small >= FAIRLY_SURE:
        return "little_difference"
    if chance.helps >= FAIRLY_SURE:
        return "leans_helps"
    return "leans_worse" if 1 - chance.helps >= FAIRLY_SURE else "cannot_tell"


def told_chance(helps: float, said: str, alpha: float) -> float | None:
    """The probability that it helps as a person may be told it beside a verdict; None where it is left out.

    The posterior alone is often sure when nothing is at work, so only a claim, which the test stands behind, tells all
    of it. Signs tell 9 in 10 at most, either way. Where nothing can be claimed (alpha 0) nothing is told.
    """
    if said in CLAIMS:
        return helps
    if said in SIGNS and alpha:
        return min(max(helps, 1 - MOST_OF_SIGNS), MOST_OF_SIGNS)
    return None
