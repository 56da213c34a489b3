"""No finger is cut: all fingers lie on the stage for the whole of the way; palm and forearm may leave it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import cos, radians, sin

import pytest

from tests.tools.svg_path import Point, shape
from velneuro.content import library
from velneuro.content.figures import Figure, figure
from velneuro.content.scene_rules import Hand
from velneuro.content.scenes import scene

# In units of a figure 1000 high, about its middle.
# By player.css no figure is taller than its stage is wide, and below it there is more room.
HALF_WIDTH, ABOVE, BELOW = 510, -12, 1060
KNUCKLES = 2.0  # the fading is 70 mm long and begins 15 mm below the wrist: this is a little below the knuckles
SMALL = 0.8  # by player.css too; the lower edge stays where it is
LIFTED = 1.06  # a hand on its way back is drawn so much larger
Shown = tuple[str, str, str | None, str]


def uses() -> list[Shown]:
    """Every picture that a routine may come to: view, zone, stroke and tool."""
    catalog = library.catalog()
    steps = [step for name in library.routine_names() for step in library.routine(name).steps if step.zone]
    found: set[Shown] = set()
    for step in steps:
        zone = catalog.body.zones[str(step.zone)]
        for technique in (catalog.techniques[name] for name in step.techniques):
            if technique.tool:
                found.add((zone.figure, zone.id, zone.strokes.get(technique.motion), technique.tool))
    return sorted(found, key=str)


@cache
def hand_points(name: str) -> tuple[Point, ...]:
    """The outline of the fingers and the thumb, with the knuckles."""
    drawn = figure(name)
    return tuple(point for point in shape(drawn.outline).points if _seen(drawn, point) > KNUCKLES)


def _seen(drawn: Figure, point: Point) -> float:
    x1, y1, x2, y2 = drawn.fade
    dx, dy = x2 - x1, y2 - y1
    return ((point[0] - x1) * dx + (point[1] - y1) * dy) / (dx * dx + dy * dy)


def on_the_view(hand: Hand, view: Figure) -> Iterator[Point]:
    """The hand as it is drawn over a view, about the place where it touches."""
    drawn = figure(hand.name)
    scale = LIFTED * drawn.mm_per_unit / view.mm_per_unit
    for x, y in hand_points(hand.name):
        across, along = scale * (x - drawn.contact[0]), scale * (y - drawn.contact[1] - hand.reach)
        across = -across if hand.mirrored else across
        c, s = cos(radians(hand.turn)), sin(radians(hand.turn))
        yield across * c - along * s, across * s + along * c


def overhang(use: Shown) -> float:
    """How far the farthest finger is off the stage."""
    drawn = scene(*use)
    view = figure(drawn.figure)
    grown = 1 / SMALL if drawn.small else 1.0
    wide, above, below = HALF_WIDTH * grown, 1000 - (1000 - ABOVE) * grown, 1000 + (BELOW - 1000) * grown
    worst = 0.0
    for number, hand in enumerate(drawn.hands):
        if hand.is_thing:
            continue
        offsets = list(on_the_view(hand, view))
        for px, py in (point for ways in drawn.turns for point in ways[number].points):
            for x, y in offsets:
                off = (abs(px + x - view.w / 2) - wide, above - py - y, py + y - below)
                worst = max(worst, *off)
    return worst


@pytest.mark.parametrize("use", uses(), ids=lambda use: "-".join(map(str, use)))
def test_no_finger_is_cut(use: Shown) -> None:
    assert overhang(use) <= 0
