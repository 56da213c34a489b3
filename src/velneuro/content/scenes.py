"""What the picture shows in a step: a view of the limb, the hands at work, and their ways over the skin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import dist

from velneuro.content.figures import Figure, figure
from velneuro.content.library import catalog, scene_rules
from velneuro.content.scene_rules import Hand, SceneRule, rule_for
from velneuro.content.ways import Point, Way, place

REST = "rest"  # nothing is touched: there is a moon


@dataclass(frozen=True)
class Scene:
    """`turns` follow one another and begin again; each has one way for each hand. A place is a way of length 0.

    `small`: the view is drawn at four fifths, or its hands would leave the stage.
    """

    figure: str
    hands: tuple[Hand, ...]
    turns: tuple[tuple[Way, ...], ...]
    small: bool = False


@cache
def scene(view: str, zone: str | None, stroke: str | None, tool: str | None) -> Scene:
    """The picture of a step by what its score says. What is drawn nowhere is left out: an old score must still play."""
    rule = rule_for(scene_rules(), view, stroke, tool)
    shown = rule.shown or view if rule else view
    if shown == REST:
        return Scene(REST, (), ())
    turns = _turns(figure(shown), rule, zone or "", stroke)
    return Scene(shown, rule.hands if rule else (), turns, small=bool(rule and rule.small))


def _turns(drawn: Figure, rule: SceneRule | None, zone: str, stroke: str | None) -> tuple[tuple[Way, ...], ...]:
    hands = rule.hands if rule else ()
    if stroke is None:
        return tuple((place(spot),) * len(hands) for spot in _middle(drawn, zone) if hands)
    if rule and any(hand.way for hand in hands):
        start, end = rule.within.get(zone, (0.0, 1.0))
        return (tuple(drawn.way(hand.way).part(start, end) for hand in hands),)
    ways = [drawn.way(part) for part in drawn.parts(stroke)]
    return tuple((way,) for way in (_in_place(ways, drawn, zone) if ways else []))


def _in_place(ways: list[Way], drawn: Figure, zone: str) -> list[Way]:
    """Zones that share the circles of a neighbor have them in their own middle; else a hand would rub elsewhere."""
    if zone not in drawn.anchors or not all(way.closed for way in ways):
        return ways
    x, y = _mean([way.middle for way in ways])
    nearest = min(drawn.anchors, key=lambda name: dist(drawn.anchors[name], (x, y)))
    to = drawn.anchors[zone]
    return ways if nearest == zone else [way.moved(to[0] - x, to[1] - y) for way in ways]


def _middle(drawn: Figure, zone: str) -> list[Point]:
    """The middle of what the view shows of a zone, if it shows any."""
    body = catalog().body
    leaves = body.leaves(zone) if zone in body.zones else frozenset()
    spots = [drawn.anchors[name] for name in sorted(leaves) if name in drawn.anchors]
    spots = [drawn.anchors[zone]] if zone in drawn.anchors else spots
    return [_mean(spots)] if spots else []


def _mean(spots: list[Point]) -> Point:
    return (sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))
