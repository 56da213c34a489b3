"""What one trial gave: for each night the arm that was assigned, and the score, if there was one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from velneuro.core.trial.arrays import Floats


@dataclass(frozen=True)
class TrialData:
    """The nights from the first dealt one on, without a gap: arms by their number among `design.arm_names`, scores in
    points, None where unanswered; and the scores of the run-in before them."""

    arms: tuple[int, ...]
    scores: tuple[float | None, ...]
    run_in: tuple[float | None, ...] = ()

    @property
    def nights(self) -> int:
        return len(self.arms)

    def score_array(self) -> Floats:
        """Shape (nights,), NaN where unanswered."""
        return np.array([np.nan if score is None else score for score in self.scores])
