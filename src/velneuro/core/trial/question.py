"""One question put to one trial's scores, by both analyses: what the answer and the tipping point are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from velneuro.core.trial.arrays import Floats, Whole
from velneuro.core.trial.design import ALPHA, IN_GROUPS, Design
from velneuro.core.trial.evidence import anytime_p, evidence
from velneuro.core.trial.looks import alpha_after
from velneuro.core.trial.posterior import Posterior, fit
from velneuro.core.trial.prior import prior_for
from velneuro.core.trial.randomization import RandomizationResult, Statistic, randomization_test
from velneuro.core.trial.schedules import ScheduleSet, factor_set, schedule_set
from velneuro.core.trial.trial_data import TrialData
from velneuro.core.trial.verdict import Chances, Thresholds, chances, verdict


@dataclass(frozen=True, eq=False)
class Question:
    """What is compared: `name` against not so. `assigned` and `other` have shape (nights,) and hold 0 and 1.

    `other` is the second thing of a factorial. `thresholds` say what is small and what matters, `alpha` what p a claim
    needs tonight, `seed` draws the schedules where there are too many to list.
    """

    name: str
    assigned: Whole
    other: Whole | None
    design: Design
    thresholds: Thresholds
    statistic: Statistic
    alpha: float
    seed: int


@dataclass(frozen=True, eq=False)
class Judged:
    """Both analyses of one question and the verdict on it; `meter` (pairs,) is empty where there are no pairs."""

    verdict: str
    posterior: Posterior
    chances: Chances
    test: RandomizationResult
    meter: Floats


def questions(
    design: Design, data: TrialData, thresholds: Thresholds, statistic: Statistic, seed: int
) -> tuple[Question, ...]:
    """The second arm against the first; of a factorial, its first thing (the question) and its second (a side look)."""
    alpha = ALPHA if statistic.plain else alpha_after(design, data.nights)
    arms = np.array(data.arms)
    asked: list[tuple[str, Whole, Whole | None]] = [(design.arms[1], arms, None)]
    if design.scheme == "factorial":
        first, second = arms % 2, arms // 2
        asked = [(design.arms[0], first, second), (design.arms[1], second, first)]
    return tuple(
        Question(name, assigned, other, design, thresholds, statistic, alpha, seed) for name, assigned, other in asked
    )


def judge(question: Question, scores: Floats) -> Judged:
    """Answer one question from scores of shape (nights,), NaN where unanswered.

    Raises ValueError when one arm has no answer within the nights that the test can use.
    """
    design = question.design
    posterior = fit(scores, exposed(question), prior_for(design.span), before(question))
    chance = chances(posterior, question.thresholds, design.lower_is_better)
    whole = len(scores) - len(scores) % design.group
    test = randomization_test(
        scores[:whole], question.assigned[:whole], _could(question, whole), question.seed, question.statistic
    )
    meter = np.empty(0)
    if design.scheme == "pairs":
        meter = evidence(scores, question.assigned, design.block, design.span)
    p = anytime_p(meter) if design.looks == "any_time" else test.p
    return Judged(verdict(chance, p, question.alpha), posterior, chance, test, meter)


def exposed(question: Question) -> Floats:
    """The columns whose carry-over the model follows: (nights, 1), or of a factorial both things and both together.

    Those of a factorial are centered, so that the effect of one is its mean over having the other one and not.
    """
    if question.other is None:
        return question.assigned[:, None].astype(np.float64)
    own, other = question.assigned - 0.5, question.other - 0.5
    return np.column_stack([own, other, own * other])


def before(question: Question) -> Floats:
    """The exposure before the first night, for each of those columns."""
    share = question.design.exposure_before
    if question.other is None:
        return np.array([share])
    return np.array([share - 0.5, share - 0.5, (share - 0.5) ** 2])


def _could(question: Question, nights: int) -> ScheduleSet:
    """What could have been dealt up to this night; only what is dealt in groups can be read before its end."""
    if question.other is not None:
        return factor_set(question.design, question.other[:nights])
    early = question.design.scheme in IN_GROUPS
    return schedule_set(replace(question.design, nights=nights, looks="end") if early else question.design)
