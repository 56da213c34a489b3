"""What the person should know beside the answer: each warning is an id with the figures that its sentence needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from velneuro.core.trial.arrays import Floats
from velneuro.core.trial.design import ALPHA, Design
from velneuro.core.trial.diagnosis import Diagnosis, diagnose
from velneuro.core.trial.posterior import Posterior
from velneuro.core.trial.prior import USUAL_SPAN
from velneuro.core.trial.question import Judged, Question
from velneuro.core.trial.schedules import least_p
from velneuro.core.trial.tipping import tipping_point

AT_AN_END, GAP, FEW = 0.2, 0.15, 0.5
LASTING, LEAST_LASTING = 0.5, 0.3
DRIFT_SURE, DRIFT_POINTS, SETTLING_POINTS, LEAST_DEPENDENCE = 0.975, 1.0, 2.0, -0.3


@dataclass(frozen=True)
class Warned:
    """One warning; `figures` are points, shares in percent, or nights, by the names that its sentence uses."""

    id: str
    figures: Mapping[str, float] = field(default_factory=dict)
    arm: str = ""


def warnings(question: Question, scores: Floats, judged: Judged) -> Iterator[Warned]:
    """Everything to say of this answer, the most important first."""
    design, found = question.design, diagnose(scores, question.assigned, question.design.scale)
    yield from _of_the_plan(design, len(scores), question)
    yield from _of_the_answers(question, scores, judged, found)
    yield from _of_the_scores(found, design)
    yield from _of_the_course(judged.posterior, found, design)
    yield Warned("not_blinded")


def _of_the_plan(design: Design, nights: int, question: Question) -> Iterator[Warned]:
    if nights < design.nights:
        yield Warned("early" if question.alpha else "not_a_look", {"nights": nights, "planned": design.nights})
    elif least_p(design) > ALPHA / 2:
        yield Warned("too_few_nights", {"nights": nights})
    if design.scheme == "start":
        yield Warned("weak_design")


def _of_the_answers(question: Question, scores: Floats, judged: Judged, found: Diagnosis) -> Iterator[Warned]:
    share = float(np.mean(~np.isnan(scores)))
    if share < FEW:
        yield Warned("few_answers", {"percent": share * 100})
    if abs(found.gap) >= GAP:
        less = arm_names(question)[int(found.gap < 0)]
        yield Warned("answer_gap", {"percent": abs(found.gap) * 100}, less)
    tipping = tipping_point(question, scores, judged)
    if tipping is not None:
        yield Warned("tipping", {"points": tipping}, question.name)


def arm_names(question: Question) -> tuple[str, str]:
    """What the two values of the assignment are called."""
    return question.design.arms if question.other is None else (f"no {question.name}", question.name)


def _of_the_scores(found: Diagnosis, design: Design) -> Iterator[Warned]:
    for id_, share, end in (("floor", found.floor, design.scale[0]), ("ceiling", found.ceiling, design.scale[1])):
        if share >= AT_AN_END:
            yield Warned(id_, {"percent": share * 100, "score": end})


def _of_the_course(posterior: Posterior, found: Diagnosis, design: Design) -> Iterator[Warned]:
    point = design.span / USUAL_SPAN
    drift = posterior.drift
    if drift and abs(drift.mean) >= DRIFT_POINTS * point and abs(drift.below(0) - 0.5) >= DRIFT_SURE - 0.5:
        better = (drift.mean < 0) == design.lower_is_better
        yield Warned("drift_better" if better else "drift_worse", {"points": abs(drift.mean)})
    if abs(found.settling) >= SETTLING_POINTS * point:
        yield Warned("settling_in", {"points": abs(found.settling)})
    if posterior.carry_over_from(LEAST_LASTING) > LASTING:
        yield Warned("carry_over")
    if found.dependence < LEAST_DEPENDENCE:
        yield Warned("zigzag")
