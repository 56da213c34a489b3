"""Fitting a routine to a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from velneuro.core.catalog import Catalog
from velneuro.core.plan import Plan

PlanFor = Callable[..., Plan]


def _contacts(plan: Plan, catalog: Catalog) -> set[str]:
    return {catalog.techniques[step.technique].contact for step in plan.steps}


def _seconds(plan: Plan, zone: str, side: str) -> int:
    return sum(step.seconds for step in plan.steps if step.zone == zone and step.side == side)


@pytest.mark.parametrize(
    ("ability", "contact"),
    [("thumbs", "thumb"), ("knuckles", "knuckle"), ("heel", "heel"), ("ball", "ball"), ("towel", "towel")],
)
def test_each_ability_brings_its_contact(plan_for: PlanFor, catalog: Catalog, ability: str, contact: str) -> None:
    assert contact in _contacts(plan_for(minutes=30, hands=[ability]), catalog)


@pytest.mark.parametrize("ability", ["knuckles", "heel", "ball", "towel"])
def test_no_thumbs_for_hands_without_thumbs(plan_for: PlanFor, catalog: Catalog, ability: str) -> None:
    assert "thumb" not in _contacts(plan_for(minutes=45, hands=[ability]), catalog)


def test_a_helper_does_it_when_the_hands_cannot(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(minutes=30, hands=["helper"])
    tools = {catalog.techniques[step.technique].tool for step in plan.steps if step.zone}
    assert tools <= {"helper", None}
    assert "helper" in tools


def test_a_ball_that_is_not_at_hand_is_not_used(plan_for: PlanFor, catalog: Catalog) -> None:
    assert "ball" not in _contacts(plan_for(hands=["ball", "heel"], have=["lotion"]), catalog)


def test_without_lotion_or_oil_nothing_glides_on_skin(plan_for: PlanFor, catalog: Catalog) -> None:
    plan = plan_for(have=["chair"])
    assert not any("lotion" in catalog.techniques[step.technique].uses for step in plan.steps)
    assert any(step.technique.endswith("over-socks") for step in plan.steps)
    assert "have" in {change.sign for change in plan.changes}


def test_only_the_allowed_limbs_are_touched(plan_for: PlanFor) -> None:
    plan = plan_for(limbs=["left-foot"])
    assert {step.side for step in plan.steps if step.zone} == {"left"}
    assert sum(step.seconds for step in plan.steps) == 1200


def test_more_time_where_it_is_worst(plan_for: PlanFor) -> None:
    plan = plan_for(feel=[{"zone": "left-ball", "kind": "tingling", "level": 8}])
    assert _seconds(plan, "ball", "left") > _seconds(plan, "ball", "right")
    assert any((c.sign, c.action, c.where) == ("map", "more", "left-ball") for c in plan.changes)


def test_touch_that_hurts_gets_no_more_time(plan_for: PlanFor) -> None:
    plan = plan_for(feel=[{"zone": "left-ball", "kind": "touch-hurts", "level": 2}])
    assert not any(change.action == "more" for change in plan.changes)


def test_one_side_is_finished_before_the_other_begins(plan_for: PlanFor) -> None:
    sides = [str(step.side) for step in plan_for(minutes=30).steps if step.step.turn == "feet"]
    assert sides == sorted(sides, reverse=True)  # right, then left
    assert set(sides) == {"left", "right"}


def test_the_picture_can_be_declined(plan_for: PlanFor) -> None:
    assert any(step.step.picture for step in plan_for().steps)
    plan = plan_for(visualization=False)
    assert not any(step.step.picture for step in plan.steps)
    assert "picture" in {change.sign for change in plan.changes}


def test_nothing_at_hand_and_no_hands_still_gives_a_session(plan_for: PlanFor) -> None:
    plan = plan_for(hands=[], have=[])
    assert sum(step.seconds for step in plan.steps) == 1200


def test_the_evening_grows_from_resting_to_moderate(plan_for: PlanFor, catalog: Catalog) -> None:
    levels = [
        step.pressure
        for step in plan_for(minutes=30).steps
        if step.side == "right" and catalog.techniques[step.technique].contact != "none"
    ]
    assert levels[0] == 0
    assert {0, 1, 2} == set(levels)
    assert levels.index(1) < levels.index(2)
