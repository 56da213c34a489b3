"""How much of an arm is at work on a night, when it wears off over the nights after.

z_t = lambda z_{t-1} + (1 - lambda) a_t: the share at work on night t, for the assignment a_t of that night. lambda = 0
is no carry-over; half of it is gone after ln 0.5 / ln lambda nights. Source: geometric distributed lag, Koyck (1954).
"""

from __future__ import annotations

import numpy as np

from velneuro.core.trial.arrays import Floats


def exposures(arms: Floats, before: Floats, lags: Floats) -> Floats:
    """z for each carry-over: shape (nights, lags, arms).

    `arms` has shape (nights, arms): what was assigned. `before` (arms,) is z before the first night, `lags` (lags,)
    holds values of lambda from 0 to below 1.
    """
    at_work = np.empty((len(arms), lags.size, arms.shape[1]))
    state = np.broadcast_to(before, at_work.shape[1:])
    for night, assigned in enumerate(arms):
        state = lags[:, None] * state + (1 - lags[:, None]) * assigned
        at_work[night] = state
    return at_work
