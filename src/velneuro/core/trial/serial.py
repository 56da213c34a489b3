"""Answers that follow one another are alike: first-order autoregressive noise, AR(1), on unevenly answered nights.

R_ij = rho^|t_i - t_j| on the answered nights t. With gaps g_i = t_i - t_{i-1} and phi_i = rho^{g_i}, whitening is
v*_1 = v_1, v*_i = (v_i - phi_i v_{i-1}) / sqrt(1 - phi_i^2), and log|R| = sum_i log(1 - phi_i^2). It needs no matrix of
nights by nights, and an unanswered night no guess. Source: Jones, Technometrics 22 (1980) 389-395, for AR(1).
"""

from __future__ import annotations

import numpy as np

from velneuro.core.trial.arrays import Floats, Whole


def whiten(columns: Floats, nights: Whole, rhos: Floats) -> tuple[Floats, Floats]:
    """The whitened columns, shape (rhos, answered, columns), and log|R|, shape (rhos,).

    `columns` has shape (answered, columns), `nights` (answered,) grows, `rhos` are between -1 and 1.
    """
    phi = rhos[:, None] ** np.diff(nights)[None, :]
    left = 1 - phi**2
    white = np.empty((rhos.size, *columns.shape))
    white[:, 0] = columns[0]
    white[:, 1:] = (columns[1:] - phi[:, :, None] * columns[:-1]) / np.sqrt(left)[:, :, None]
    return white, np.log(left).sum(axis=1)
