"""What could fool us is said: each sign planted in data of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.trial.truth import USUAL, Truth, simulated
from velneuro.core.trial.answer import Answer, answer
from velneuro.core.trial.design import Design
from velneuro.core.trial.schedules import draw_schedule
from velneuro.core.trial.trial_data import TrialData

DESIGN = Design("pairs", 56, 2)
CALM = replace(USUAL, sigma=1.0, effect=-2.0, drift=0.0)


def _data(design: Design, truth: Truth, seed: int = 1) -> TrialData:
    assigned, scores = simulated(design, truth, 1, seed)
    return TrialData(tuple(assigned[0].tolist()), tuple(None if np.isnan(x) else x for x in scores[0].tolist()))


def _without(data: TrialData, nights: list[int]) -> TrialData:
    return replace(data, scores=tuple(None if at in nights else score for at, score in enumerate(data.scores)))


def _warned(found: Answer) -> set[str]:
    return {warned.id for warned in found.warnings}


def _nights_of(data: TrialData, arm: int, share: float) -> list[int]:
    nights = [night for night, dealt in enumerate(data.arms) if dealt == arm]
    return nights[: round(share * len(nights))]


def test_a_calm_trial_warns_of_nothing_but_of_hope() -> None:
    assert _warned(answer(DESIGN, _data(DESIGN, CALM))) == {"not_blinded"}


@pytest.mark.parametrize(
    ("sign", "truth"),
    [
        ("floor", replace(CALM, level=0.5, rounded=True)),
        ("ceiling", replace(CALM, level=11.0, rounded=True)),
        ("drift_better", replace(CALM, drift=-5.0)),
        ("drift_worse", replace(CALM, drift=5.0)),
        ("settling_in", replace(CALM, settling=6.0)),
        ("carry_over", replace(CALM, lag=0.7, effect=-5.0)),
    ],
)
def test_a_sign_in_the_scores_is_told(sign: str, truth: Truth) -> None:
    assert sign in _warned(answer(DESIGN, _data(DESIGN, truth)))


def test_scores_that_take_turns_are_told() -> None:
    data = _data(DESIGN, CALM)
    zigzag = tuple(5.0 + 2.0 * (-1) ** night + 0.01 * night for night in range(56))
    assert "zigzag" in _warned(answer(DESIGN, replace(data, scores=zigzag)))


def test_one_arm_answered_less_often_is_told() -> None:
    data = _data(DESIGN, CALM)
    found = answer(DESIGN, _without(data, _nights_of(data, 1, 0.25)))
    [warned] = [warned for warned in found.warnings if warned.id == "answer_gap"]
    assert (warned.arm, warned.figures["percent"]) == ("B", 25)


def test_how_bad_the_unanswered_nights_would_have_to_be() -> None:
    """The more is unanswered, the less it takes."""
    data = _data(DESIGN, replace(CALM, effect=-1.4))
    points = []
    for share in (0.3, 0.6):
        found = answer(DESIGN, _without(data, _nights_of(data, 1, share)))
        points += [warned.figures["points"] for warned in found.warnings if warned.id == "tipping"]
    assert len(points) == 2
    assert 3 >= points[0] > points[1]


def test_the_tipping_point_follows_the_side_that_is_better() -> None:
    data = _data(DESIGN, replace(CALM, effect=-1.4))
    given = _without(data, _nights_of(data, 1, 0.6))
    turned = replace(given, scores=tuple(None if score is None else 10 - score for score in given.scores))
    found = [
        [warned.figures["points"] for warned in answer(design, trial).warnings if warned.id == "tipping"]
        for design, trial in ((DESIGN, given), (replace(DESIGN, lower_is_better=False), turned))
    ]
    assert found[0] == found[1] != []


def test_few_answers_are_told() -> None:
    data = _data(DESIGN, CALM)
    assert "few_answers" in _warned(answer(DESIGN, _without(data, [night for night in range(56) if night % 3])))


def test_one_change_is_a_weak_design() -> None:
    design = Design("start", 49, 5)
    assert "weak_design" in _warned(answer(design, _data(design, CALM)))


def test_an_early_look_is_told_and_stricter() -> None:
    design = Design("pairs", 56, 2, looks="three")
    data = _data(DESIGN, CALM)
    early = answer(design, replace(data, arms=data.arms[:32], scores=data.scores[:32]))
    assert early.alpha == 0.010
    assert "early" in _warned(early)


def test_the_meter_decides_where_it_was_chosen() -> None:
    """After 28 of 56 nights its 20 to 1 claims what the plan without it may not."""
    data = _data(DESIGN, replace(CALM, effect=-4.0))
    half = replace(data, arms=data.arms[:28], scores=data.scores[:28])
    by_looks, by_meter = (answer(Design("pairs", 56, 2, looks=looks), half) for looks in ("end", "any_time"))
    assert by_meter.reading.evidence[-1] >= 20
    assert (by_looks.reading.verdict, by_meter.reading.verdict) == ("leans_helps", "helps_a_lot")


def test_a_strong_test_claims_nothing_while_the_meter_is_low() -> None:
    design = Design("pairs", 56, 2, looks="any_time")
    found = answer(design, _data(DESIGN, replace(CALM, effect=-1.0)))
    assert found.reading.test.p <= 0.05
    assert max(found.reading.evidence) < 20
    assert found.reading.verdict == "leans_helps"


def _factorial(effects: tuple[float, float], seed: int = 1) -> tuple[Design, TrialData]:
    """Two things at once, in 56 nights."""
    design = Design("factorial", 56, 1, arms=("massage", "picture"))
    arms = np.array(draw_schedule(design, seed))
    noise = np.random.default_rng(seed).normal(0, 1, 56)
    scores = 6 + effects[0] * (arms % 2) + effects[1] * (arms // 2) + noise
    return design, TrialData(tuple(arms.tolist()), tuple(scores.tolist()))


def test_each_thing_of_a_factorial_has_its_own_answer() -> None:
    found = answer(*_factorial((-2.0, 0.0)))
    assert (found.reading.second, found.reading.verdict) == ("massage", "helps")
    [side] = found.side_looks
    assert side.second == "picture"
    assert side.verdict not in ("helps", "helps_a_lot")


def test_the_second_thing_of_a_factorial_is_found_as_well() -> None:
    [side] = answer(*_factorial((0.0, -3.0))).side_looks
    assert side.verdict in ("helps", "helps_a_lot")
    assert side.posterior.mean == pytest.approx(-3, abs=0.8)
