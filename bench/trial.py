"""The trial engine, on one core: each analysis, the whole answer, and a thousand of them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np

from bench.timing import median_ms
from tests.trial.truth import USUAL, simulated
from velneuro.core.trial.answer import QUANTILES, answer
from velneuro.core.trial.arrays import Floats
from velneuro.core.trial.design import Design
from velneuro.core.trial.evidence import evidence
from velneuro.core.trial.lattice import lattice_shares
from velneuro.core.trial.posterior import fit
from velneuro.core.trial.prior import prior_for
from velneuro.core.trial.randomization import randomization_test
from velneuro.core.trial.schedules import schedule_set
from velneuro.core.trial.sequences import listed_bits
from velneuro.core.trial.trial_data import TrialData

DESIGN = Design("pairs", 56, 2)
LONG = Design("runs", 70, 1, 2)
ANSWERS, CORES = 1_000, 2
NOT_BEFORE = np.zeros(1)


def data(seed: int, missing: float = 0.0) -> TrialData:
    """One trial of 56 nights with whole scores."""
    assigned, scores = simulated(DESIGN, replace(USUAL, rounded=True, missing=missing), 1, seed)
    return TrialData(
        tuple(assigned[0].tolist()), tuple(None if np.isnan(score) else float(score) for score in scores[0])
    )


def measure() -> Iterator[tuple[str, str]]:
    """Medians over 30 calls; the schedules are listed anew for each whole answer, as in a command of its own."""
    for name, work in _works():
        yield f"trial of 56 nights: {name}", f"{median_ms(work, 30):.1f} ms"
    start = time.perf_counter()
    with ProcessPoolExecutor(CORES) as pool:
        told = sum(pool.map(_answered, range(ANSWERS), chunksize=50))
    yield f"{told} whole answers on {CORES} cores", f"{time.perf_counter() - start:.1f} s"


def _works() -> Iterator[tuple[str, Callable[[], object]]]:
    trial = data(1)
    scores, assigned = trial.score_array(), np.array(trial.arms)
    arms, could = assigned[:, None].astype(np.float64), schedule_set(DESIGN)
    yield "posterior, 117 cells", partial(fit, scores, arms, prior_for(10), NOT_BEFORE)
    yield "posterior and its summaries", partial(summaries, scores, arms)
    yield "test, 16,384 schedules, and interval", partial(randomization_test, scores, assigned, could)
    yield "evidence meter", partial(evidence, scores, assigned, 2)
    yield "whole answer", partial(_fresh_answer, trial)
    yield "whole answer, 10 % unanswered, with tipping point", partial(_fresh_answer, data(2, 0.1))
    long_assigned, long_scores = simulated(LONG, replace(USUAL, rounded=True), 1, 1)
    exact = partial(lattice_shares, long_scores[0], long_assigned[0], schedule_set(LONG))
    yield "70 nights instead, exact p over 1e14 schedules", exact


def summaries(scores: Floats, arms: Floats) -> tuple[float, ...]:
    """All that the answer says of the posterior: mean, sd, five quantiles and the probabilities."""
    posterior = fit(scores, arms, prior_for(10), NOT_BEFORE)
    effect = posterior.effect
    chances = (effect.below(0), effect.below(-1), effect.below(1), effect.below(-2), posterior.carry_over_from(0.3))
    return effect.mean, effect.sd, *effect.quantiles(QUANTILES), *chances


def _fresh_answer(trial: TrialData) -> object:
    listed_bits.cache_clear()
    schedule_set.cache_clear()
    return answer(DESIGN, trial)


def _answered(seed: int) -> bool:
    return bool(answer(DESIGN, data(seed)).reading.verdict)


if __name__ == "__main__":
    for line, value in measure():
        sys.stdout.write(f"{line:<75}{value:>12}\n")
