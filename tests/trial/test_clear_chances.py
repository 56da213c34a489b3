"""The planner's chance of a clear answer: what its table says is what the whole engine does in simulated trials."""

from __future__ import annotations

import numpy as np
import pytest

from tests.trial.simulation import clear_answers
from tests.trial.truth import Truth
from velneuro.content.trial_chances import clear_chances
from velneuro.core.trial import planner
from velneuro.core.trial.design import Design
from velneuro.core.trial.looks import look_nights
from velneuro.core.trial.planner import EFFECTS, USUAL_SIZES, Noise, power

BETWEEN = 0.01  # what a straight line between two noises of the table may be off
EVERY = [Design(nights=nights, block=block, looks=looks) for nights, block in USUAL_SIZES for looks in ("end", "three")]
PLANS = {look_nights(plan): plan for plan in EVERY}
# Noises that the table holds, and some between them.
QUICK = [((28,), 1.5, Noise(1.5, 0.3), 400), ((32, 40), 1.5, Noise(1.6, 0.2), 400), ((40,), 1.0, Noise(1.1, 0.0), 400)]
LONG = [((32, 44, 56), 1.0, Noise(1.5, 0.3), 300), ((48, 66, 84), 1.5, Noise(2.2, 0.5), 300)]
CELLS = [*QUICK, *(pytest.param(*cell, marks=pytest.mark.slow) for cell in LONG)]


def _table(looks: tuple[int, ...], effect: float, noise: Noise) -> float:
    return clear_chances()[looks].at(noise)[EFFECTS.index(effect)]


@pytest.mark.parametrize(("looks", "effect", "noise", "trials"), CELLS)
def test_the_table_is_what_the_engine_does(looks: tuple[int, ...], effect: float, noise: Noise, trials: int) -> None:
    """Within three standard errors of the two simulations, and what a straight line may be off."""
    truth = Truth(effect=-effect, sigma=noise.sigma, rho=noise.rho, drift=0.0)
    said = clear_answers(PLANS[looks], truth, trials, seed=31)
    expected = _table(looks, effect, noise)
    error = 3 * np.sqrt(expected * (1 - expected) * (1 / trials + 1 / planner.TRIALS)) + BETWEEN
    assert said == pytest.approx(expected, abs=error)


@pytest.mark.parametrize("looks", [(28,), (32, 40)], ids=str)
def test_the_table_is_what_the_command_writes(looks: tuple[int, ...]) -> None:
    """Run python -m tools.trial_chances after the engine changed."""
    found = planner.clear_answers(PLANS[looks], 1.5, Noise(1.5, 0.2))
    assert found == pytest.approx(_table(looks, 1.5, Noise(1.5, 0.2)), abs=0.003)


def test_every_plan_on_offer_has_its_table() -> None:
    assert set(clear_chances()) == set(PLANS)
    for table in clear_chances().values():
        assert np.shape(table.shares) == (len(table.sigmas), len(table.rhos), len(EFFECTS))


@pytest.mark.parametrize("looks", PLANS, ids=str)
def test_a_clear_answer_is_rarer_than_a_small_p(looks: tuple[int, ...]) -> None:
    plan = PLANS[looks]
    for effect in EFFECTS:
        assert _table(looks, effect, Noise()) <= power(plan, effect, Noise()) + 0.02


@pytest.mark.parametrize("nights", [40, 56, 84])
def test_early_looks_cost_some_clear_answers(nights: int) -> None:
    once, early = sorted((looks for looks in PLANS if looks[-1] == nights), key=len)
    assert _table(early, 1.0, Noise()) < _table(once, 1.0, Noise()) - 0.02


def test_more_noise_means_fewer_clear_answers() -> None:
    for table in clear_chances().values():
        assert (np.diff(np.array(table.shares), axis=0) <= 0.02).all()


def test_beyond_the_table_the_nearest_noise_counts() -> None:
    assert _table((28,), 2.0, Noise(9.0, 0.99)) == _table((28,), 2.0, Noise(4.0, 0.9))
