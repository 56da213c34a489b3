"""What the picture shows in a step: a view of the limb, the hands at work, and their ways over the skin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from velneuro.content.figures import Figure, figure
from velneuro.content.library import catalog, scene_rules
from velneuro.content.scene_rules import Hand, SceneRule, rule_for
from velneuro.content.ways import Point, Way, place

REST = "rest"  # nothing is touched: there is a moon


@dataclass(frozen=True)
class Scene:
    """`turns` follow one another and begin again; each has one way for each hand. A place is a way of length 0."""

    figure: str
    hands: tuple[Hand, ...]
    turns: tuple[tuple[Way, ...], ...]


@cache
def scene(view: str, zone: str | None, stroke: str | None, tool: str | None) -> Scene:
    """The picture of a step by what its score says. What is drawn nowhere is left out: an old score must still play."""
    rule = rule_for(scene_rules(), view, stroke, tool)
    shown = rule.shown or view if rule else view
    if shown == REST:
        return Scene(REST, (), ())
    return Scene(shown, rule.hands if rule else (), _turns(figure(shown), rule, zone or "", stroke))


def _turns(drawn: Figure, rule: SceneRule | None, zone: str, stroke: str | None) -> tuple[tuple[Way, ...], ...]:
    hands = rule.hands if rule else ()
    if stroke is None:
        return tuple((place(spot),) * len(hands) for spot in _middle(drawn, zone) if hands)
    if rule and any(hand.way for hand in hands):
        start, end = rule.within.get(zone, (0.0, 1.0))
        return (tuple(drawn.way(hand.way).part(start, end) for hand in hands),)
    return tuple((drawn.way(part),) for part in drawn.parts(stroke))


def _middle(drawn: Figure, zone: str) -> list[Point]:
    """The middle of what the view shows of a zone, if it shows any."""
    body = catalog().body
    leaves = body.leaves(zone) if zone in body.zones else frozenset()
    spots = [drawn.anchors[name] for name in sorted(leaves) if name in drawn.anchors]
    spots = [drawn.anchors[zone]] if zone in drawn.anchors else spots
    return [(sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))] if spots else []
