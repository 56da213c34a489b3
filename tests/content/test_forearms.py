"""Whose arm it is: the forearm of each hand comes from where the person who gives the touch is."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin

import pytest

from velneuro.content import library
from velneuro.content.figures import figure
from velneuro.content.scene_rules import Hand, rule_for

LEGS = ("legfront", "legback")
HANDS = ("palm", "back")
HELPER = "helper"


def _hands(view: str, *, helper: bool) -> Iterator[Hand]:
    """Every working hand on a view, of a helper or of the person."""
    for rule in library.scene_rules():
        if view in rule.figures and not rule.shown and (rule.tool == HELPER) == helper:
            yield from rule.hands


def _comes_from(hand: Hand) -> tuple[float, float]:
    """The side of the forearm, as a step of length 1 to the right and down. Hands are drawn with it below."""
    return -sin(radians(hand.turn)), cos(radians(hand.turn))


def _across(view: str, end: str, start: str) -> float:
    """1 if one zone of a view is to the right of another, else -1."""
    anchors = figure(view).anchors
    return 1.0 if anchors[end][0] > anchors[start][0] else -1.0


@pytest.mark.parametrize("view", LEGS)
def test_on_a_leg_ones_own_forearm_comes_from_the_knee(view: str) -> None:
    arms = [_comes_from(hand) for hand in _hands(view, helper=False)]
    assert len(arms) > 3
    assert all(down < -0.5 for _, down in arms)


@pytest.mark.parametrize("view", LEGS)
def test_on_a_leg_the_forearm_of_a_helper_comes_from_the_foot(view: str) -> None:
    arms = [_comes_from(hand) for hand in _hands(view, helper=True)]
    assert arms
    assert all(down > 0.5 for _, down in arms)


@pytest.mark.parametrize(("view", "outer"), [("legfront", -1), ("legback", 1)])
@pytest.mark.parametrize("helper", [False, True])
def test_on_a_leg_a_right_hand_comes_from_the_right_of_who_gives(view: str, outer: int, helper: bool) -> None:
    """The wrong hand would have its thumb where the little finger is. A helper on the front faces the person."""
    of_the_right = 1 if helper else outer
    arms = [(hand, _comes_from(hand)[0]) for hand in _hands(view, helper=helper)]
    sided = [(hand, right) for hand, right in arms if abs(right) > 0.05]
    assert sided
    assert [hand for hand, right in sided if hand.mirrored != (right * of_the_right < 0)] == []


@pytest.mark.parametrize(
    ("view", "knee", "foot"), [("legfront", "knee", "foot-top"), ("legback", "knee-hollow", "heel")]
)
def test_the_knee_is_above_the_foot(view: str, knee: str, foot: str) -> None:
    assert figure(view).anchors[knee][1] < figure(view).anchors[foot][1]


def test_on_a_sole_ones_own_forearm_comes_from_the_inner_side() -> None:
    inner = _across("sole", "arch-inner", "arch-outer")
    arms = [_comes_from(hand) for hand in _hands("sole", helper=False)]
    assert len(arms) > 5
    assert all(right * inner > 0.2 for right, _ in arms)


def test_on_a_sole_the_forearm_of_a_helper_never_comes_from_the_inner_side() -> None:
    inner = _across("sole", "arch-inner", "arch-outer")
    assert all(_comes_from(hand)[0] * inner < 0.25 for hand in _hands("sole", helper=True))


def test_on_the_top_of_the_foot_ones_own_forearm_never_comes_from_the_toes() -> None:
    assert all(_comes_from(hand)[1] > -0.1 for hand in _hands("top", helper=False))


def test_toes_are_pulled_from_the_side_of_the_knee() -> None:
    rule = rule_for(library.scene_rules(), "top", "toe-pull", "thumb")
    assert rule
    assert [_comes_from(hand)[1] > 0.5 for hand in rule.hands] == [True]


@pytest.mark.parametrize("view", ["medial", "lateral"])
@pytest.mark.parametrize("tool", ["hand", "thumb", "knuckles"])
def test_at_the_ankle_ones_own_forearm_comes_from_the_knee(view: str, tool: str) -> None:
    rule = rule_for(library.scene_rules(), view, "ankle-circle", tool)
    assert rule
    assert all(_comes_from(hand)[1] < -0.5 for hand in rule.hands)


def test_on_the_top_of_the_foot_the_forearm_of_a_helper_comes_from_the_outer_side() -> None:
    outer = _across("top", "toe5", "toe1")
    assert all(_comes_from(hand)[0] * outer > 0.5 for hand in _hands("top", helper=True))


@pytest.mark.parametrize("view", HANDS)
def test_on_a_hand_it_is_the_other_hand(view: str) -> None:
    hands = list(_hands(view, helper=False))
    assert len(hands) > 3
    assert all(hand.mirrored for hand in hands)


@pytest.mark.parametrize("view", HANDS)
def test_on_a_hand_the_forearm_of_a_helper_comes_from_the_other_side(view: str) -> None:
    assert all(_comes_from(hand)[0] > 0.5 for hand in _hands(view, helper=True))


def test_two_hands_at_once_are_a_left_and_a_right_one() -> None:
    pairs = [rule.hands for rule in library.scene_rules() if len(rule.hands) == 2]
    assert pairs
    assert all({hand.mirrored for hand in pair} == {True, False} for pair in pairs)
