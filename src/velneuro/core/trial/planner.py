"""How many nights a trial needs, and how likely it is to tell something.

se = sigma * mean over schedules of (a'Ma)^{-1/2}, with M of `randomization.py` for the dependence that is expected.
Power comes from simulated trials of the model in `posterior.py` without drift, each tested by the randomization test.
A clear answer needs more than the test: the posterior has to agree, and early looks are stricter. `clear_answers`
counts the trials that pass all of it. That takes its time, so the app reads a table of it (`clear_chances.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from velneuro.core.trial.arrays import Flags, Floats, Whole
from velneuro.core.trial.design import ALPHA, Design
from velneuro.core.trial.exposure import exposures
from velneuro.core.trial.looks import planned_looks
from velneuro.core.trial.posterior import fit
from velneuro.core.trial.prior import USUAL_SPAN, prior_for
from velneuro.core.trial.randomization import TIE, USUAL, Statistic, leftover
from velneuro.core.trial.schedules import ScheduleSet, least_p, schedule_set
from velneuro.core.trial.sequences import draw, listed_bits
from velneuro.core.trial.verdict import SURE

MOST_COMPARED, TRIALS = 2_000, 2_000
ENOUGH_POWER, MOST_NIGHTS = 0.8, 240
USUAL_SIGMA, USUAL_RHO = 1.5, 0.3
USUAL_SIZES = ((28, 2), (40, 2), (56, 2), (84, 3))  # nights and nights in a block
EFFECTS = (1.0, 1.5, 2.0)  # points: a small, a medium and a large difference
WEIGHT = 7  # nights of a run-in that count as much as what is usual


@dataclass(frozen=True)
class Noise:
    """How far nights differ on their own (standard deviation in points), and the correlation of neighbors."""

    sigma: float = USUAL_SIGMA
    rho: float = USUAL_RHO


def noise_of(run_in: tuple[float | None, ...], span: float = USUAL_SPAN) -> Noise:
    """The noise of a run-in, drawn towards what is usual by as much as WEIGHT nights would."""
    usual = Noise(USUAL_SIGMA * span / USUAL_SPAN)
    scores = np.array([np.nan if score is None else score for score in run_in], dtype=np.float64)
    rest = scores - np.nanmean(scores) if (~np.isnan(scores)).any() else scores
    known = max(0, int((~np.isnan(rest)).sum()) - 1)
    squares = float(np.nansum(rest**2))
    products = rest[1:] * rest[:-1]
    variance = (WEIGHT * usual.sigma**2 + squares) / (WEIGHT + known)
    neighbors = int((~np.isnan(products)).sum())
    rho = (WEIGHT * usual.rho * variance + float(np.nansum(products))) / ((WEIGHT + neighbors) * variance)
    return Noise(float(np.sqrt(variance)), min(max(rho, 0.0), 0.9))


def expected_sd(design: Design, noise: Noise) -> float:
    """The standard error of the estimate in points, averaged over the schedules of a design."""
    could = schedule_set(design)
    basis = leftover(np.zeros((design.nights, 1)), could.basis, Statistic(rho=noise.rho))[:, 1:]
    return noise.sigma * float(np.mean(_squares(_turns(could, 0)[0], basis) ** -0.5))


def power(design: Design, effect: float, noise: Noise, lag: float = 0.0, seed: int = 0, trials: int = TRIALS) -> float:
    """The share of simulated trials in which the test finds an effect of so many points at p <= 0.05.

    `lag` is the true carry-over lambda. The standard error of the share is at most 0.5 / sqrt(trials).
    """
    could = schedule_set(design)
    bits = draw(could.sequences, trials, seed)
    scores = simulate(could.basis, bits, effect, noise, lag, seed + 1)
    return float(np.mean(_p_of_each(could, bits, scores, seed + 2) <= ALPHA))


def clear_answers(design: Design, effect: float, noise: Noise, seed: int = 0, trials: int = TRIALS) -> float:
    """The share of simulated trials of pairs that say at one of their planned looks that it helps.

    The help is of `effect` points above 0, without carry-over, and every night is answered. The standard error of the
    share is at most 0.5 / sqrt(trials).
    """
    could = schedule_set(replace(design, looks="end"))
    bits = draw(could.sequences, trials, seed)
    scores = simulate(could.basis, bits, effect, noise, 0.0, seed + 1)
    clear = np.zeros(trials, dtype=np.bool_)
    for look in planned_looks(design):
        until = schedule_set(replace(design, nights=look.night, looks="end"))
        p = _p_of_each(until, bits[:, : until.sequences.steps], scores[: look.night], seed + 2)
        for trial in np.flatnonzero(~clear & (p <= look.alpha)):
            assigned = until.assigned(tuple(bits[trial, : until.sequences.steps]))
            clear[trial] = _surely_higher(scores[: look.night, trial], assigned, design)
    return float(np.mean(clear))


def _surely_higher(scores: Floats, assigned: Whole, design: Design) -> bool:
    arms, before = assigned[:, None].astype(np.float64), np.array([design.exposure_before])
    return fit(scores, arms, prior_for(design.span), before).effect.below(0) <= 1 - SURE


def simulate(basis: Floats, bits: Flags, effect: float, noise: Noise, lag: float, seed: int) -> Floats:
    """Scores of many trials around 0, shape (nights, trials); `bits` has shape (trials, bits)."""
    chance = np.random.default_rng(seed)
    assigned = (0.5 + (bits - 0.5) @ basis).T
    at_work = exposures(assigned, np.zeros(assigned.shape[1]), np.array([lag]))[:, 0]
    shocks = chance.standard_normal(assigned.shape)
    errors = np.empty_like(shocks)
    errors[0] = shocks[0]
    for night in range(1, len(shocks)):
        errors[night] = noise.rho * errors[night - 1] + np.sqrt(1 - noise.rho**2) * shocks[night]
    scores: Floats = effect * at_work + noise.sigma * errors
    return scores


def _p_of_each(could: ScheduleSet, bits: Flags, scores: Floats, seed: int) -> Floats:
    """Two-sided p of each trial; `scores` has shape (nights, trials), and `seed` draws what they are compared with."""
    trials = scores.shape[1]
    found = leftover(scores, could.basis, USUAL)
    return _p_values(found[:, trials:], found[:, :trials], bits, *_turns(could, seed))


def _turns(could: ScheduleSet, seed: int) -> tuple[Floats, bool]:
    """The schedules to compare with, as -1/2 and 1/2, and whether they are drawn: enough for planning, not all."""
    drawn = could.count > MOST_COMPARED
    bits = draw(could.sequences, MOST_COMPARED - 1, seed) if drawn else listed_bits(could.sequences)
    return bits.astype(np.float64) - 0.5, drawn


def _squares(turns: Floats, basis: Floats) -> Floats:
    squares: Floats = np.einsum("ij,ij->i", turns @ (basis.T @ basis), turns)
    return squares


def _p_values(basis: Floats, scores: Floats, bits: Flags, turns: Floats, drawn: bool) -> Floats:
    """Two-sided p of each trial, the observed schedule counted in where the others are drawn."""
    seen = bits.astype(np.float64) - 0.5
    tops = basis.T @ scores
    observed = np.abs(np.einsum("tb,bt->t", seen, tops)) / np.sqrt(_squares(seen, basis))
    among = np.abs(turns @ tops) / np.sqrt(_squares(turns, basis))[:, None]
    extreme = (among >= observed * (1 - TIE)).sum(axis=0)
    p: Floats = (extreme + drawn) / (len(turns) + drawn)
    return p


@dataclass(frozen=True)
class Enough:
    """The fewest nights that reach the power, and the power they reach."""

    nights: int
    power: float


def nights_needed(design: Design, effect: float, noise: Noise, wanted: float = ENOUGH_POWER) -> Enough | None:
    """The fewest nights of this kind of design with the wanted power; None when MOST_NIGHTS are too few.

    Power grows with the nights but for the noise of its simulation, so halving finds the place.
    """
    sizes = [
        size
        for nights in range(design.group, MOST_NIGHTS + 1, design.group)
        if least_p(size := replace(design, nights=nights)) <= ALPHA / 2
    ]
    low, high, found = 0, len(sizes) - 1, None
    while low <= high:
        middle = (low + high) // 2
        reached = power(sizes[middle], effect, noise)
        if reached >= wanted:
            found, high = Enough(sizes[middle].nights, reached), middle - 1
        else:
            low = middle + 1
    return found
