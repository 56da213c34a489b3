"""The planner against figures of other code, and pooling against plain integration."""

from __future__ import annotations

import numpy as np
import pytest

from velneuro.core.trial.design import Design
from velneuro.core.trial.planner import Noise, expected_sd, nights_needed, noise_of, power
from velneuro.core.trial.pool import pool

# Power of a prototype in other code, 2,000 trials: nights, block, rho -> for 1, 1.5 and 2 points.
PROTOTYPE = {
    (28, 2, 0.0): (0.27, 0.54, 0.78),
    (28, 1, 0.6): (0.80, 0.99, 1.0),
    (40, 2, 0.3): (0.49, 0.82, 0.97),
    (56, 2, 0.3): (0.65, 0.93, 1.0),
    (84, 3, 0.6): (0.81, 0.99, 1.0),
}
CELLS = [
    (*size, effect, found) for size, row in PROTOTYPE.items() for effect, found in zip((1, 1.5, 2), row, strict=True)
]


@pytest.mark.parametrize(("nights", "block", "rho", "effect", "expected"), CELLS)
def test_power_is_that_of_the_prototype(nights: int, block: int, rho: float, effect: float, expected: float) -> None:
    """Within three standard errors of the two simulations, and the rounding of the table."""
    error = 3 * np.sqrt(2 * expected * (1 - expected) / 2_000) + 0.01
    assert power(Design(nights=nights, block=block), effect, Noise(1.5, rho)) == pytest.approx(expected, abs=error)


def test_power_without_an_effect_is_the_error_of_the_test() -> None:
    assert power(Design(nights=40), 0.0, Noise(), trials=4_000) == pytest.approx(
        0.05, abs=3 * np.sqrt(0.05 * 0.95 / 4_000)
    )


def test_the_standard_error_of_independent_nights() -> None:
    """Two groups of 28, the trend almost orthogonal to the arms: sigma sqrt(1/28 + 1/28)."""
    assert expected_sd(Design(nights=56), Noise(1.5, 0.0)) == pytest.approx(1.5 * np.sqrt(2 / 28), rel=0.01)


def test_a_larger_effect_needs_fewer_nights() -> None:
    needed = [nights_needed(Design(), effect, Noise()) for effect in (1.5, 2.5)]
    assert needed[0] is not None
    assert needed[1] is not None
    assert needed[1].nights < needed[0].nights


def test_an_effect_too_small_needs_more_than_is_planned() -> None:
    assert nights_needed(Design(), 0.1, Noise()) is None


def test_an_empty_run_in_leaves_what_is_usual() -> None:
    found = noise_of((None,) * 7)
    assert [found.sigma, found.rho] == pytest.approx([1.5, 0.3])


def test_a_long_run_in_speaks_for_itself() -> None:
    chance = np.random.default_rng(1)
    found = noise_of(tuple(chance.normal(5, 3, 5_000).tolist()))
    assert [found.sigma, found.rho] == pytest.approx([3, 0], abs=0.1)


def test_one_answer_in_the_run_in_changes_nothing() -> None:
    assert noise_of((4.0, None, None)).sigma == pytest.approx(1.5)


EFFECTS, SDS = (-2.1, -0.4, 0.3, -1.2), (0.5, 0.7, 0.4, 0.9)


@pytest.fixture(scope="module")
def joint() -> dict[str, float]:
    """Mean, spread and the first person's effect by summing the joint posterior of (mu, T) on a fine square grid."""
    mu, between = np.linspace(-8, 8, 1_601)[:, None], np.linspace(0, 5, 1_001)[None, :]
    log_p = -(between**2) / 2
    for d, s in zip(EFFECTS, SDS, strict=True):
        log_p = log_p - np.log(s**2 + between**2) / 2 - (d - mu) ** 2 / (2 * (s**2 + between**2))
    p = np.exp(log_p - log_p.max())
    p /= p.sum()
    kept = SDS[0] ** 2 / (SDS[0] ** 2 + between**2)
    mean = float((p * mu).sum())
    return {
        "mean": mean,
        "sd": float(np.sqrt((p * (mu - mean) ** 2).sum())),
        "between": float((p * between).sum()),
        "first": float((p * (kept * mu + (1 - kept) * EFFECTS[0])).sum()),
    }


@pytest.mark.parametrize("figure", ["mean", "sd", "between"])
def test_pooling_is_the_joint_posterior(figure: str, joint: dict[str, float]) -> None:
    assert getattr(pool(EFFECTS, SDS), figure) == pytest.approx(joint[figure], abs=2e-3)


def test_each_person_is_drawn_towards_the_others(joint: dict[str, float]) -> None:
    found = pool(EFFECTS, SDS)
    assert found.effects[0] == pytest.approx(joint["first"], abs=2e-3)
    assert EFFECTS[0] < found.effects[0] < found.mean


@pytest.mark.parametrize(("effects", "sds"), [((1.0,), (1.0,)), ((1.0, 2.0), (1.0,)), ((1.0, 2.0), (1.0, 0.0))])
def test_what_cannot_be_pooled_is_refused(effects: tuple[float, ...], sds: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="two people or more"):
        pool(effects, sds)
