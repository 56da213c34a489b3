"""`make simulation`: the simulations of the trial engine with many trials; the tables stand in docs/statistics.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
from scipy.stats import chi2, kstest

from tests.trial.simulation import (
    claims_at_looks,
    claims_of_meter,
    coverage,
    false_alarms,
    false_alarms_of_a_factor,
    interval_coverage,
    prior_places,
    settings,
    verdicts,
)
from tests.trial.truth import USUAL, Truth
from velneuro.core.trial.design import Design
from velneuro.core.trial.verdict import VERDICTS

SEED = 2026
RHOS = (0.0, 0.3, 0.6)
NOTHING = replace(USUAL, effect=0.0)
DRIFTING = replace(NOTHING, drift=-2.0)
ROUNDED = replace(USUAL, rounded=True)
COVERAGE_TRIALS, TYPE_ONE_TRIALS, VERDICT_TRIALS, LOOK_TRIALS, PRIOR_TRIALS = 3_000, 3_000, 1_000, 4_000, 6_000
# Orders beyond 20,000 are drawn anew for each trial, which takes its time.
DRAWN_TRIALS = 1_000
TYPE_ONE = (
    Design("pairs", 28, 2),
    Design("pairs", 28, 1),
    Design("pairs", 56, 2),
    Design("pairs", 84, 3),
    Design("pairs", 84, 7),
    Design("runs", 28, 1, 2),
    Design("free", 28, 1),
    Design("start", 49, 5),
)
LOOKS = (Design("pairs", 28, 1), Design("pairs", 40, 2), Design("pairs", 56, 2), Design("pairs", 84, 3))
VERDICT_CELLS = (
    (Design("pairs", 28, 2), 0.0),
    (Design("pairs", 28, 2), -2.0),
    (Design("pairs", 40, 2), 0.0),
    (Design("pairs", 40, 2), -1.5),
    (Design("pairs", 56, 2), 0.0),
    (Design("pairs", 56, 2), -1.0),
    (Design("pairs", 56, 2), -2.0),
    (Design("pairs", 84, 3), 0.0),
    (Design("pairs", 84, 3), -3.0),
)
Row = tuple[str, ...]


def main() -> None:
    """Print each table as soon as it is there; every cell is a task of its own."""
    with ProcessPoolExecutor() as pool:
        for title, head, cells in _tables():
            print(f"\n{title}\n\n| {' | '.join(head)} |\n|{' --- |' * len(head)}", flush=True)
            for row in pool.map(_call, cells):
                print(f"| {' | '.join(row)} |", flush=True)


def _call(cell: Callable[[], Row]) -> Row:
    return cell()


def _tables() -> Iterator[tuple[str, Row, list[Callable[[], Row]]]]:
    trials = ("trials",)
    yield "Calibration", ("chi-square p", "KS p", "50 %", "90 %", "95 %", *trials), [_calibration]
    yield "Coverage", ("nights", "block", "rho", "effect", "50 %", "90 %", "95 %"), _coverage_cells()
    yield "Carry-over of 0.4 in truth", ("nights", "block", "rho", "effect", "50 %", "90 %", "95 %"), _lasting_cells()
    yield (
        "Type I error",
        ("design", "nights", "block", *(f"rho {rho}" for rho in RHOS), "rho 0.9", *trials),
        [*(partial(_type_one, design) for design in TYPE_ONE), _type_one_of_a_factor],
    )
    yield (
        "Interval by inversion",
        ("nights", "block", "coverage", *trials),
        [partial(_inversion, design) for design in (Design("pairs", 28, 2), Design("pairs", 40, 2))],
    )
    yield "Verdicts", ("nights", "block", "effect", *VERDICTS), [partial(_verdicts, *cell) for cell in VERDICT_CELLS]
    yield (
        "Looks and meter",
        ("nights", "block", "looks 0", "looks 0.6", "meter 0", "meter 0.6"),
        [partial(_peeking, design) for design in LOOKS],
    )


def _calibration() -> Row:
    places = prior_places(PRIOR_TRIALS, SEED)
    counts, _ = np.histogram(places, bins=20, range=(0, 1))
    expected = PRIOR_TRIALS / 20
    off = np.abs(places - 0.5)
    held = [f"{np.mean(off <= level / 2):.3f}" for level in (0.5, 0.9, 0.95)]
    p_values = chi2.sf(((counts - expected) ** 2 / expected).sum(), 19), kstest(places, "uniform").pvalue
    return *(f"{p:.2f}" for p in p_values), *held, str(PRIOR_TRIALS)


def _coverage_cells() -> list[Callable[[], Row]]:
    return [partial(_coverage, design, Truth(effect=effect, rho=rho)) for design, rho, effect in settings()]


def _lasting_cells() -> list[Callable[[], Row]]:
    designs = (Design("pairs", 28, 2), Design("pairs", 56, 2), Design("pairs", 84, 3))
    return [partial(_coverage, design, replace(USUAL, lag=0.4)) for design in designs]


def _coverage(design: Design, truth: Truth) -> Row:
    held = coverage(design, truth, COVERAGE_TRIALS, SEED)
    return *_size(design), f"{truth.rho}", f"{truth.effect:g}", *(f"{share:.3f}" for share in held)


def _size(design: Design) -> Row:
    return str(design.nights), str(design.block)


def _type_one(design: Design) -> Row:
    trials = DRAWN_TRIALS if design.scheme in ("runs", "free") else TYPE_ONE_TRIALS
    shares = (false_alarms(design, replace(DRIFTING, rho=rho), trials, SEED) for rho in (*RHOS, 0.9))
    return design.scheme, *_size(design), *(f"{share:.3f}" for share in shares), str(trials)


def _type_one_of_a_factor() -> Row:
    """The other thing helps by 1.5 points."""
    design = Design("factorial", 28, 1)
    truths = (replace(DRIFTING, effect=-1.5, rho=rho) for rho in (*RHOS, 0.9))
    shares = (false_alarms_of_a_factor(design, truth, DRAWN_TRIALS, SEED) for truth in truths)
    return design.scheme, *_size(design), *(f"{share:.3f}" for share in shares), str(DRAWN_TRIALS)


def _inversion(design: Design) -> Row:
    return *_size(design), f"{interval_coverage(design, USUAL, TYPE_ONE_TRIALS, SEED):.3f}", str(TYPE_ONE_TRIALS)


def _verdicts(design: Design, effect: float) -> Row:
    said = verdicts(design, replace(ROUNDED, effect=effect), VERDICT_TRIALS, SEED)
    return *_size(design), f"{effect:g}", *(f"{said.get(verdict, 0):.3f}" for verdict in VERDICTS)


def _peeking(design: Design) -> Row:
    planned = replace(design, looks="three")
    truths = [replace(DRIFTING, rho=rho) for rho in (0.0, 0.6)]
    looks = [claims_at_looks(planned, truth, LOOK_TRIALS, SEED) for truth in truths]
    meters = [claims_of_meter(design, truth, LOOK_TRIALS, SEED) for truth in truths]
    return *_size(design), *(f"{share:.3f}" for share in (*looks, *meters))


if __name__ == "__main__":
    main()
