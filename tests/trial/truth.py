"""Trials of which the truth is known: what the engine's properties and simulations are tried on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from velneuro.core.trial.arrays import Floats, Whole
from velneuro.core.trial.design import Design
from velneuro.core.trial.exposure import exposures
from velneuro.core.trial.schedules import schedule_set
from velneuro.core.trial.sequences import draw


@dataclass(frozen=True)
class Truth:
    """How scores come about: effect, standard deviation, dependence, carry-over, drift over the trial, all in points.

    `settling` is added to the first night and fades within five; `rounded` scores are whole and from 0 to 10.
    `missing` is the share of nights without an answer, whatever the arm.
    """

    effect: float = -1.5
    sigma: float = 1.5
    rho: float = 0.3
    lag: float = 0.0
    drift: float = -0.5
    level: float = 5.5
    settling: float = 0.0
    missing: float = 0.0
    rounded: bool = False


USUAL = Truth()


def simulated(design: Design, truth: Truth, trials: int, seed: int) -> tuple[Whole, Floats]:
    """Assignments and scores of many trials, each of shape (trials, nights)."""
    could = schedule_set(replace(design, looks="end"))
    assigned = np.rint(0.5 + (draw(could.sequences, trials, seed) - 0.5) @ could.basis).astype(np.int64)
    return assigned, scores_of(assigned, truth, seed + 1)


def scores_of(assigned: Whole, truth: Truth, seed: int) -> Floats:
    """Scores for given assignments, both of shape (trials, nights)."""
    chance = np.random.default_rng(seed)
    trials, nights = assigned.shape
    at_work = exposures(assigned.T.astype(np.float64), np.zeros(trials), np.array([truth.lag]))[:, 0].T
    night = np.arange(nights)
    course = truth.level + truth.drift * (night / (nights - 1) - 0.5) + truth.settling * np.maximum(0, 1 - night / 5)
    scores: Floats = course + truth.effect * at_work + truth.sigma * _noise(assigned.shape, truth.rho, chance)
    if truth.rounded:
        scores = np.clip(np.rint(scores), 0, 10)
    scores[chance.random(scores.shape) < truth.missing] = np.nan
    return scores


def _noise(shape: tuple[int, ...], rho: float, chance: np.random.Generator) -> Floats:
    """First-order autoregressive noise of variance 1 along the nights."""
    noise = chance.standard_normal(shape)
    for night in range(1, shape[1]):
        noise[:, night] = rho * noise[:, night - 1] + np.sqrt(1 - rho**2) * noise[:, night]
    return noise
