"""The answer to one person's trial: data and design in, verdict, both analyses and warnings out.

Always as assigned: what was really done on a night is not asked here, because a massage left out on bad nights would
make it look better than it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from velneuro.core.trial.arrays import Floats
from velneuro.core.trial.design import Design
from velneuro.core.trial.evidence import anytime_interval
from velneuro.core.trial.question import Judged, Question, judge, questions
from velneuro.core.trial.randomization import USUAL, RandomizationResult, Statistic
from velneuro.core.trial.trial_data import TrialData
from velneuro.core.trial.verdict import thresholds
from velneuro.core.trial.warning_signs import LEAST_LASTING, Warned, arm_names, warnings

SETTLED = 2.8  # standard deviations from 0: found by the test in 8 of 10 trials
QUANTILES = (0.025, 0.05, 0.5, 0.95, 0.975)


@dataclass(frozen=True)
class PosteriorSummary:
    """The posterior in figures: points (mean to q975, sigma, drift, small, meaningful) and probabilities (p_...).

    p_helps: the effect is for the better; p_small: it is smaller than `small`; p_meaningful: it helps by `meaningful`
    or more; p_carry_over: lambda is 0.3 or more. `sigma` is how far nights differ on their own, `rho` how alike two
    nights in a row are.
    """

    mean: float
    sd: float
    q025: float
    q05: float
    q50: float
    q95: float
    q975: float
    p_helps: float
    p_small: float
    p_meaningful: float
    p_carry_over: float
    sigma: float
    rho: float
    drift: float
    small: float
    meaningful: float


@dataclass(frozen=True)
class Answered:
    """How many nights of an arm were answered, of how many."""

    answered: int
    nights: int


@dataclass(frozen=True)
class Reading:
    """One question answered: `second` against `first`."""

    first: str
    second: str
    verdict: str
    answered: Mapping[str, Answered]
    test: RandomizationResult
    posterior: PosteriorSummary
    evidence: tuple[float, ...]
    anytime: tuple[float, ...]
    settled_after: int


@dataclass(frozen=True)
class Answer:
    """The reading of the question, what to know beside it, and of a factorial the side look at its second thing.

    `alpha` is the p that a claim needed on this night; 0 when it was no night to look.
    """

    design: Design
    nights: int
    alpha: float
    reading: Reading
    warnings: tuple[Warned, ...]
    side_looks: tuple[Reading, ...]


def answer(design: Design, data: TrialData, seed: int = 0, statistic: Statistic = USUAL) -> Answer:
    """Answer a trial whose data the design could have dealt (see data_file.py).

    `seed` draws schedules where there are too many to list. Raises ValueError when one arm has no answer.
    """
    limits = thresholds(_usual_level(design, data), design.span)
    question, *others = questions(design, data, limits, statistic, seed)
    scores = data.score_array()
    judged = judge(question, scores)
    return Answer(
        design=design,
        nights=data.nights,
        alpha=question.alpha,
        reading=_reading(question, scores, judged),
        warnings=tuple(warnings(question, scores, judged)),
        side_looks=tuple(_reading(other, scores, judge(other, scores)) for other in others),
    )


def _usual_level(design: Design, data: TrialData) -> float | None:
    """The mean of the run-in above the least score; None when nothing was answered then."""
    known = [score for score in data.run_in if score is not None]
    return sum(known) / len(known) - design.scale[0] if known else None


def _reading(question: Question, scores: Floats, judged: Judged) -> Reading:
    first, second = arm_names(question)
    return Reading(
        first=first,
        second=second,
        verdict=judged.verdict,
        answered={name: _answered(question, scores, arm) for arm, name in enumerate((first, second))},
        test=judged.test,
        posterior=_summary(question, judged),
        evidence=tuple(judged.meter.tolist()),
        anytime=_anytime(question, scores),
        settled_after=_settled_after(judged, len(scores), question.design.group),
    )


def _anytime(question: Question, scores: Floats) -> tuple[float, ...]:
    """The interval of the evidence meter, which needs pairs."""
    design = question.design
    if design.scheme != "pairs":
        return ()
    return anytime_interval(scores, question.assigned, design.block, design.span)


def _answered(question: Question, scores: Floats, arm: int) -> Answered:
    nights = question.assigned == arm
    return Answered(int(np.count_nonzero(nights & ~np.isnan(scores))), int(np.count_nonzero(nights)))


def _summary(question: Question, judged: Judged) -> PosteriorSummary:
    posterior, effect = judged.posterior, judged.posterior.effect
    q025, q05, q50, q95, q975 = effect.quantiles(QUANTILES)
    return PosteriorSummary(
        mean=effect.mean,
        sd=effect.sd,
        q025=q025,
        q05=q05,
        q50=q50,
        q95=q95,
        q975=q975,
        p_helps=judged.chances.helps,
        p_small=judged.chances.small,
        p_meaningful=judged.chances.meaningful,
        p_carry_over=posterior.carry_over_from(LEAST_LASTING),
        sigma=posterior.mean_sigma,
        rho=posterior.mean_rho,
        drift=posterior.drift.mean if posterior.drift else 0.0,
        small=question.thresholds.small,
        meaningful=question.thresholds.meaningful,
    )


def _settled_after(judged: Judged, nights: int, group: int) -> int:
    """How many nights would probably settle it, if the effect is what it looks like; 0 when it looks like none."""
    effect = judged.posterior.effect
    if abs(effect.mean) < effect.sd / SETTLED:
        return 0
    return math.ceil(nights * max(1.0, (SETTLED * effect.sd / effect.mean) ** 2) / group) * group
