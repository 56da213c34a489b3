"""What the engine would say in many trials of which the truth is known; each figure is a share of trials.

The quick part runs as tests with few trials (`test_simulation.py`), the full one by `make simulation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tests.trial.truth import Truth, scores_of, simulated
from velneuro.core.trial.arrays import Floats, Whole
from velneuro.core.trial.design import ALPHA, Design
from velneuro.core.trial.evidence import ENOUGH, evidence
from velneuro.core.trial.looks import planned_looks
from velneuro.core.trial.posterior import fit
from velneuro.core.trial.prior import prior_for
from velneuro.core.trial.question import Question, judge, questions
from velneuro.core.trial.randomization import USUAL as USUAL_STATISTIC
from velneuro.core.trial.randomization import randomization_test
from velneuro.core.trial.schedules import draw_schedule, factor_set, schedule_set
from velneuro.core.trial.trial_data import TrialData
from velneuro.core.trial.verdict import thresholds

LEVELS = (0.5, 0.9, 0.95)
NOT_BEFORE = np.zeros(1)


def places(design: Design, truth: Truth, trials: int, seed: int) -> Floats:
    """Where the true effect lies in each posterior, as a share, uniform when the posterior is right: (trials,)."""
    cases = zip(*simulated(design, truth, trials, seed), strict=True)
    return np.array([_place(scores, assigned, truth.effect) for assigned, scores in cases])


def _place(scores: Floats, assigned: Whole, effect: float) -> float:
    arms = assigned[:, None].astype(np.float64)
    return fit(scores, arms, prior_for(10), NOT_BEFORE).effect.below(effect)


def coverage(design: Design, truth: Truth, trials: int, seed: int) -> tuple[float, ...]:
    """How often the intervals of LEVELS hold the true effect."""
    off = np.abs(places(design, truth, trials, seed) - 0.5)
    return tuple(float(np.mean(off <= level / 2)) for level in LEVELS)


def false_alarms(design: Design, truth: Truth, trials: int, seed: int) -> float:
    """How often the randomization test says p <= 0.05; with a truth without effect, its type I error."""
    could = schedule_set(design)
    cases = zip(*simulated(design, truth, trials, seed), strict=True)
    return float(np.mean([randomization_test(y, a, could, at).p <= ALPHA for at, (a, y) in enumerate(cases)]))


def false_alarms_of_a_factor(design: Design, truth: Truth, trials: int, seed: int) -> float:
    """How often the test of a factorial's first thing says p <= 0.05, when only the second one has the true effect."""
    found = [_factor_p(design, truth, seed + trial) for trial in range(trials)]
    return float(np.mean(np.array(found) <= ALPHA))


def _factor_p(design: Design, truth: Truth, seed: int) -> float:
    arms = np.array(draw_schedule(design, seed))
    first, second = arms % 2, arms // 2
    scores = scores_of(second[None, :], truth, seed)[0]
    return randomization_test(scores, first, factor_set(design, second), seed).p


def interval_coverage(design: Design, truth: Truth, trials: int, seed: int) -> float:
    """How often the interval by inversion holds the true effect (without carry-over it is constant)."""
    could = schedule_set(design)
    cases = zip(*simulated(design, truth, trials, seed), strict=True)
    found = (randomization_test(y, a, could, at) for at, (a, y) in enumerate(cases))
    return float(np.mean([test.low <= truth.effect <= test.high for test in found]))


def verdicts(design: Design, truth: Truth, trials: int, seed: int) -> dict[str, float]:
    """How often each verdict is given; what matters is 2 points."""
    said = [
        judge(_question(design, assigned), scores).verdict
        for assigned, scores in zip(*simulated(design, truth, trials, seed), strict=True)
    ]
    return {verdict: said.count(verdict) / trials for verdict in sorted(set(said))}


def _question(design: Design, assigned: Whole) -> Question:
    data = TrialData(tuple(assigned.tolist()), ())
    return questions(design, data, thresholds(None), USUAL_STATISTIC, 0)[0]


def claims_at_looks(design: Design, truth: Truth, trials: int, seed: int) -> float:
    """How often some planned look finds p at or below its alpha."""
    cases = zip(*simulated(design, truth, trials, seed), strict=True)
    return float(np.mean([_some_look(design, assigned, scores) for assigned, scores in cases]))


def _some_look(design: Design, assigned: Whole, scores: Floats) -> bool:
    for look in planned_looks(design):
        could = schedule_set(replace(design, nights=look.night, looks="end"))
        if randomization_test(scores[: look.night], assigned[: look.night], could).p <= look.alpha:
            return True
    return False


def clear_answers(design: Design, truth: Truth, trials: int, seed: int) -> float:
    """How often the whole engine says at some planned look that it helps."""
    cases = zip(*simulated(design, truth, trials, seed), strict=True)
    return float(np.mean([_some_help(design, assigned, scores) for assigned, scores in cases]))


def _some_help(design: Design, assigned: Whole, scores: Floats) -> bool:
    said = (
        judge(_question(design, assigned[: look.night]), scores[: look.night]).verdict for look in planned_looks(design)
    )
    return any(verdict in ("helps", "helps_a_lot") for verdict in said)


def claims_of_meter(design: Design, truth: Truth, trials: int, seed: int) -> float:
    """How often the evidence meter ever says enough when it is read after every pair."""
    cases = zip(*simulated(design, truth, trials, seed), strict=True)
    return float(np.mean([evidence(y, a, design.block).max() >= ENOUGH for a, y in cases]))


def prior_places(trials: int, seed: int) -> Floats:
    """Simulation-based calibration: trials whose truth comes from the prior itself, 10 % unanswered; shape (trials,).

    Source: Talts et al., arXiv 1804.06788.
    """
    chance = np.random.default_rng(seed)
    return np.array([_place_of_prior(*_from_prior(chance, at)) for at in range(trials)])


def _from_prior(chance: np.random.Generator, at: int) -> tuple[Design, Truth, int]:
    prior = prior_for(10)
    sigma = float(np.sqrt(prior.b0 / chance.gamma(prior.a0)))
    truth = Truth(
        effect=float(chance.normal(0, prior.effect_sd * sigma)),
        sigma=sigma,
        rho=float(chance.choice(prior.rho, p=np.array(prior.rho_weights) / sum(prior.rho_weights))),
        lag=float(chance.choice(prior.lag, p=np.array(prior.lag_weights) / sum(prior.lag_weights))),
        drift=float(chance.normal(0, prior.trend_sd * sigma)),
        missing=0.1,
    )
    return Design("pairs", (28, 56, 84)[at % 3], 2), truth, at


def _place_of_prior(design: Design, truth: Truth, at: int) -> float:
    [place] = places(design, truth, 1, 10_000 + 2 * at)
    return float(place)


def settings() -> Iterator[tuple[Design, float, float]]:
    """The cells of the coverage table: design, rho, true effect."""
    for nights, block in ((28, 2), (56, 2), (84, 3)):
        for rho in (0.0, 0.3, 0.6):
            for effect in (0.0, -1.5):
                yield Design("pairs", nights, block), rho, effect
