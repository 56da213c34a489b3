"""The tipping point: how much worse the unanswered nights would have to be to change the sentence.

Unanswered nights under the second arm are filled with their fitted mean plus d points for the worse, d = 0, 0.5, ... 3.
The first d at which the verdict is a worse one is the tipping point. It is looked for only when the largest d has one,
because more for the worse never makes a verdict better. Source: delta adjustment, Yan, Lee and Li, Journal of
Biopharmaceutical Statistics 19 (2009) 1085-1098.
"""

from __future__ import annotations

import numpy as np

from velneuro.core.trial.arrays import Floats
from velneuro.core.trial.posterior import fitted
from velneuro.core.trial.prior import USUAL_SPAN
from velneuro.core.trial.question import Judged, Question, before, exposed, judge

STEP, STEPS = 0.5, 7  # 0 to 3 points
# The best first. Worse nights cannot overturn a verdict of worse, and one that tells nothing has nothing to lose.
AT_STAKE = ("helps_a_lot", "helps", "leans_helps", "little_difference")


def tipping_point(question: Question, scores: Floats, judged: Judged) -> float | None:
    """The smallest d in points that makes the verdict worse; None when none does, or nothing is at stake or missing."""
    missing = np.isnan(scores) & (question.assigned == 1)
    if judged.verdict not in AT_STAKE or not missing.any():
        return None
    expected = fitted(judged.posterior, exposed(question), before(question))
    point = question.design.span / USUAL_SPAN
    worse = point if question.design.lower_is_better else -point
    kept = AT_STAKE[: AT_STAKE.index(judged.verdict) + 1]

    def overturned(d: float) -> bool:
        return judge(question, np.where(missing, expected + d * worse, scores)).verdict not in kept

    tried = [step * STEP for step in range(STEPS)]
    if not overturned(tried[-1]):
        return None
    return next((d for d in tried[:-1] if overturned(d)), tried[-1]) * point
