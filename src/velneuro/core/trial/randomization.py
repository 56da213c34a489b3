"""The randomization test: how the answers would look under every schedule that could have been dealt.

    T(a) = a'My / sqrt(a'Ma),   M = R^-1 - R^-1 X (X'R^-1 X)^-1 X'R^-1 on the answered nights,   X = [1, trend]

with R of `serial.py` at one fixed rho. M never looks at the assignment, so the test is right for the sharp null (no
effect on any night) whatever the noise. p is the share of schedules with |T| at least the observed one; p_lower and
p_upper are the shares with T at most, at least, it. The estimate is a'My / a'Ma.

Interval by inversion in one sort: with a constant effect d, T(a_i; y - d a) = A_i - d B_i, and |B_i| <= B_0
(Cauchy-Schwarz). So schedule i is at least as extreme as the observed one for every d between
(A_i - A_0) / (B_i - B_0) and (A_i + A_0) / (B_i + B_0), an interval that holds the estimate. With k = floor(alpha N),
the interval goes from the (k+1)-th smallest lower end to the (k+1)-th largest upper end.

Sources: Edgington and Onghena, Randomization Tests (4th ed. 2007); unanswered nights keep their place in each schedule,
De et al., Behavior Research Methods (2020), 10.3758/s13428-019-01320-3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from velneuro.core.trial.arrays import Flags, Floats, Whole
from velneuro.core.trial.lattice import lattice_shares
from velneuro.core.trial.schedules import ScheduleSet
from velneuro.core.trial.sequences import draw, listed_bits
from velneuro.core.trial.serial import whiten

MOST_LISTED = 20_000
DRAWS = 9_999
LEAST_ANSWERS = 3
ROUNDING = 1e-12
TIE = 1e-9  # of the observed statistic: equal statistics differ by rounding


@dataclass(frozen=True)
class Statistic:
    """Which statistic: the serial dependence it works with, and whether a linear trend is taken out.

    `plain` is the mean difference of the arms itself, as published values have it.
    """

    rho: float = 0.3
    detrend: bool = True
    plain: bool = False


USUAL = Statistic()
MEAN_DIFFERENCE = Statistic(rho=0.0, detrend=False, plain=True)


@dataclass(frozen=True)
class RandomizationResult:
    """Estimate and interval in points; shares; how many schedules there are and how many p was counted over.

    An end of the interval is infinite when the schedules are too few for it. `exact` says that p was counted over all.
    """

    estimate: float
    low: float
    high: float
    p: float
    p_lower: float
    p_upper: float
    schedules: int
    compared: int
    exact: bool


def randomization_test(
    scores: Floats,
    assigned: Whole,
    could: ScheduleSet,
    seed: int = 0,
    statistic: Statistic = USUAL,
    level: float = 0.95,
) -> RandomizationResult:
    """Test and interval. `scores` (nights,) with NaN where unanswered, `assigned` (nights,) of 0 and 1.

    All schedules of `could` are listed up to MOST_LISTED; beyond, the mean difference is counted exactly where its
    scores lie on a lattice, and anything else over DRAWS drawn by `seed` and the observed one.
    Raises ValueError when one arm has no answer, or fewer than LEAST_ANSWERS nights have one.
    """
    seen = ~np.isnan(scores)
    if not 0 < assigned[seen].sum() < seen.sum():
        raise ValueError("one arm has no answer")
    if seen.sum() < LEAST_ANSWERS:
        raise ValueError("a trend and a difference need three answers")
    listed = could.count <= MOST_LISTED
    bits = listed_bits(could.sequences) if listed else draw(could.sequences, DRAWS, seed)
    turns = np.vstack([np.array(could.bits(assigned)), bits]) - 0.5  # the observed schedule first
    centered = np.column_stack([scores - np.nanmean(scores), assigned])
    spread = _spread(_without_rounding(leftover(centered, could.basis, statistic), scores), turns)
    rest = slice(1, None) if listed else slice(None)
    shares = _shares(spread.effects if statistic.plain else spread.standard, rest)
    counted = None if listed or not statistic.plain else lattice_shares(scores, assigned, could)
    low, high = _interval(spread, rest, level)
    return RandomizationResult(
        float(spread.effects[0]), low, high, *(counted or shares),
        schedules=could.count,
        compared=could.count if listed or counted else DRAWS + 1,
        exact=listed or counted is not None,
    )  # fmt: skip


def leftover(columns: Floats, basis: Floats, statistic: Statistic) -> Floats:
    """Columns (nights, any) and basis, whitened, with intercept and trend projected out: (answered, any + bits).

    A night counts as answered where the first column is not NaN.
    """
    answered = np.flatnonzero(~np.isnan(columns[:, 0]))
    nuisance = _nuisance(len(columns), statistic)
    together = np.column_stack([nuisance, columns, basis.T])[answered]
    white = whiten(together, answered, np.array([statistic.rho]))[0][0]
    known = nuisance.shape[1]
    plane, _ = np.linalg.qr(white[:, :known])
    rest: Floats = white[:, known:] - plane @ (plane.T @ white[:, known:])
    return rest


def _without_rounding(rest: Floats, scores: Floats) -> Floats:
    """Scores that level and trend explain wholly leave nothing but rounding, which must not be ranked."""
    if np.abs(rest[:, 0]).max() <= ROUNDING * np.nanmax(np.abs(scores)):
        rest[:, 0] = 0
    return rest


def _nuisance(nights: int, statistic: Statistic) -> Floats:
    level = np.ones(nights)
    return np.column_stack([level, np.linspace(-0.5, 0.5, nights)]) if statistic.detrend else level[:, None]


@dataclass(frozen=True, eq=False)
class _Spread:
    """For each schedule, the observed one first: a'My / a'Ma, T = A, and B."""

    effects: Floats
    standard: Floats
    slopes: Floats


def _spread(rest: Floats, turns: Floats) -> _Spread:
    """`turns` has shape (schedules, bits) and holds -1/2 and 1/2; whatever is constant has been projected out."""
    scores, assigned, basis = rest[:, 0], rest[:, 1], rest[:, 2:]
    top = turns @ (basis.T @ scores)
    shared = turns @ (basis.T @ assigned)
    square = np.einsum("ij,ij->i", turns @ (basis.T @ basis), turns)
    # A schedule under which one arm has no answer has no difference: it counts as 0.
    told = square > TIE * square[0]
    root = np.sqrt(square, where=told, out=np.ones_like(square))
    return _Spread(_over(top, square, told), _over(top, root, told), _over(shared, root, told))


def _over(top: Floats, bottom: Floats, told: Flags) -> Floats:
    return np.divide(top, bottom, where=told, out=np.zeros_like(top))


def _shares(statistics: Floats, rest: slice) -> tuple[float, float, float]:
    """p, p_lower, p_upper: two-sided, at most, at least."""
    observed, among = statistics[0], statistics[rest]
    tie = TIE * max(abs(float(observed)), float(np.abs(among).max()))
    two_sided = np.mean(np.abs(among) >= abs(observed) - tie)
    return float(two_sided), float(np.mean(among <= observed + tie)), float(np.mean(among >= observed - tie))


def _interval(spread: _Spread, rest: slice, level: float) -> tuple[float, float]:
    a, b, a_0, b_0 = spread.standard[rest], spread.slopes[rest], spread.standard[0], spread.slopes[0]
    bounded = np.abs(b) < b_0 * (1 - TIE)
    first = np.divide(a - a_0, b - b_0, where=bounded, out=np.full_like(a, -np.inf))
    second = np.divide(a + a_0, b + b_0, where=bounded, out=np.full_like(a, np.inf))
    skipped = int((1 - level) * a.size + TIE)
    low = np.partition(np.minimum(first, second), skipped)[skipped]
    high = np.partition(np.maximum(first, second), a.size - 1 - skipped)[a.size - 1 - skipped]
    return float(low), float(high)
