"""Writes content/trial_chances.toml: how often a trial of each usual size gives a clear answer.

Run it after the engine or the sizes changed: `python -m tools.trial_chances`. It takes about five minutes on two cores.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import product
from pathlib import Path

from velneuro.core.trial.design import Design
from velneuro.core.trial.looks import look_nights
from velneuro.core.trial.planner import EFFECTS, USUAL_SIZES, Noise, clear_answers

TARGET = Path(__file__).parents[1] / "src" / "velneuro" / "content" / "trial_chances.toml"
# noise_of draws what seven mornings say to what is usual, so that its noise lies within these.
SIGMAS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
RHOS = (0.0, 0.2, 0.4, 0.6, 0.9)
HEAD = """# Written by `python -m tools.trial_chances`: how often simulated trials say at some look that it helps.
# sigma: how far nights differ on their own, in points. rho: how alike neighbors are. effect: the true help, in points.
# looks: after how many nights one looks. clear: a line for each sigma; in it, for each rho, the shares of the effects.
"""


def main() -> None:
    """Print what was done on the way: each plan is about a minute of work."""
    TARGET.write_text(HEAD + "".join(_lines()), "utf-8")


def _lines() -> Iterator[str]:
    yield f"sigma = {[*SIGMAS]}\nrho = {[*RHOS]}\neffect = {[*EFFECTS]}\n"
    with ProcessPoolExecutor() as pool:
        for plan in _plans():
            print(f"looks after {plan.looks} nights", file=sys.stderr)
            yield f"\n[[plan]]\nlooks = {[*look_nights(plan)]}\nblock = {plan.block}\nclear = [\n"
            for row in pool.map(_row, [plan] * len(SIGMAS), SIGMAS):
                yield f"  {row},\n"
            yield "]\n"


def _plans() -> list[Design]:
    """Each size with one look at its end, and with early ones where it is long enough for any."""
    every = (
        Design(nights=nights, block=block, looks=looks)
        for (nights, block), looks in product(USUAL_SIZES, ("end", "three"))
    )
    return list({look_nights(plan): replace(plan, looks=look_nights(plan)) for plan in every}.values())


def _row(plan: Design, sigma: float) -> list[list[float]]:
    """For each rho the shares of EFFECTS."""
    return [[round(clear_answers(plan, effect, Noise(sigma, rho)), 3) for effect in EFFECTS] for rho in RHOS]


if __name__ == "__main__":
    main()
