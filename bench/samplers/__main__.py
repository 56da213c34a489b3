"""The exact posterior beside samplers on the same model, in one run: `make samplers`.

The samplers' model has continuous rho and lambda where ours has a grid. They are compared on a fine grid, which is the
same prior but for its steps, and timed beside the usual one with all its summaries. Times are the processor's, over all
threads, so that a busy machine does not change them much.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import nutpie
import pymc as pm

from bench.trial import NOT_BEFORE, summaries
from tests.trial.truth import Truth, simulated
from velneuro.core.trial.arrays import Floats
from velneuro.core.trial.design import Design
from velneuro.core.trial.posterior import fit
from velneuro.core.trial.prior import Prior

RHO, LAG = (-0.35, 0.95), (0.0, 0.85)
CELLS = 130, 85
CHAINS, TUNE, DRAWS = 4, 1_000, 5_000
TIMED_DRAWS = 1_000
SETS = ((28, 0.3, 0.0), (56, 0.3, 0.0), (56, 0.6, 0.3), (84, 0.3, 0.0))


@dataclass(frozen=True)
class Sampled:
    """Posterior mean and sd of the effect, and the processor's seconds of sampling, compiling apart."""

    mean: float
    sd: float
    error: float
    seconds: float


def main() -> None:
    """Agreement on four data sets, then the time at 56 nights."""
    for nights, rho, lag in SETS:
        scores, arms = _case(nights, rho, lag)
        fine, found = fit(scores, arms, fine_grid(), NOT_BEFORE).effect, _nutpie(model(scores, arms), DRAWS)
        _say(
            f"{nights} nights, rho {rho}, lambda {lag}: fine grid {fine.mean:+.3f} ({fine.sd:.3f}), "
            f"nutpie {found.mean:+.3f} ({found.sd:.3f}), Monte Carlo error {found.error:.3f}, "
            f"difference {abs(fine.mean - found.mean):.3f}"
        )
    for line in _times():
        _say(line)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _case(nights: int, rho: float, lag: float) -> tuple[Floats, Floats]:
    assigned, scores = simulated(Design("pairs", nights, 2), Truth(rho=rho, lag=lag), 1, nights)
    return scores[0], assigned[0][:, None].astype(np.float64)


def fine_grid() -> Prior:
    """The middles of equal steps, weighed by the densities of the samplers' model."""
    rho, lag = (_middles(*ends, cells) for ends, cells in zip((RHO, LAG), CELLS, strict=True))
    return Prior(
        rho=tuple(rho),
        rho_weights=tuple(np.exp(-(((rho - 0.3) / 0.3) ** 2) / 2)),
        lag=tuple(lag),
        lag_weights=tuple((1 - lag) ** 3),
    )


def _middles(low: float, high: float, cells: int) -> Floats:
    edges = np.linspace(low, high, cells + 1)
    middles: Floats = (edges[1:] + edges[:-1]) / 2
    return middles


def model(scores: Floats, arms: Floats) -> pm.Model:
    """The model of core/trial/posterior.py for nights that are all answered."""
    nights = len(scores)
    far = np.subtract.outer(np.arange(nights), np.arange(nights))
    with pm.Model() as written:
        rho = pm.TruncatedNormal("rho", 0.3, 0.3, lower=RHO[0], upper=RHO[1])
        lag = pm.Truncated("lag", pm.Beta.dist(1, 4), lower=LAG[0], upper=LAG[1])
        variance = pm.InverseGamma("variance", 2.0, 4.5)
        sigma = pm.math.sqrt(variance)
        level = pm.Flat("level")
        drift = pm.Normal("drift") * sigma
        effect = pm.Deterministic("effect", 1.5 * pm.Normal("effect_in_sigmas") * sigma)
        at_work = (1 - lag) * pm.math.dot(np.tril(np.ones_like(far)) * lag ** np.maximum(far, 0), arms[:, 0])
        rest = scores - level - drift * np.linspace(-0.5, 0.5, nights) - effect * at_work
        pm.Potential("first", pm.logp(pm.Normal.dist(0, sigma), rest[0]))
        spread = sigma * pm.math.sqrt(1 - rho**2)
        pm.Potential("others", pm.logp(pm.Normal.dist(rho * rest[:-1], spread), rest[1:]).sum())
    return written


def _nutpie(written: pm.Model, draws: int) -> Sampled:
    compiled = nutpie.compile_pymc_model(written)
    return _timed(lambda: nutpie.sample(compiled, draws=draws, tune=TUNE, chains=CHAINS, seed=1, progress_bar=False))


def _pymc(written: pm.Model, draws: int) -> Sampled:
    with written:
        return _timed(lambda: pm.sample(draws, tune=TUNE, chains=CHAINS, cores=1, random_seed=1, progressbar=False))


def _timed(sample: Callable[[], object]) -> Sampled:
    start = time.process_time()
    effect = np.asarray(sample().posterior["effect"])  # type: ignore[attr-defined]
    seconds = time.process_time() - start
    parts = effect.reshape(CHAINS, 50, -1).mean(axis=2)  # means of batches, for the Monte Carlo error
    return Sampled(float(effect.mean()), float(effect.std()), float(parts.std() / np.sqrt(parts.size)), seconds)


def _times() -> Iterator[str]:
    scores, arms = _case(56, 0.3, 0.0)
    ours = _ours_ms(scores, arms)
    yield f"56 nights, usual grid and all summaries: {ours:.2f} ms"
    for name, sampler in (("nutpie", _nutpie), ("PyMC", _pymc)):
        seconds = sampler(model(scores, arms), TIMED_DRAWS).seconds
        setting = f"{name}, {CHAINS} x ({TUNE} + {TIMED_DRAWS}), compiling apart"
        yield f"{setting}: {seconds:.2f} s, {seconds * 1e3 / ours:.0f} times ours"


def _ours_ms(scores: Floats, arms: Floats) -> float:
    taken = []
    for _ in range(100):
        start = time.process_time()
        summaries(scores, arms)
        taken.append(1e3 * (time.process_time() - start))
    return statistics.median(taken)


if __name__ == "__main__":
    main()
