"""Scenes for the player, as plain values: all in units of the view, points to a tenth of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from velneuro.content.figures import figure
from velneuro.content.scene_rules import Hand
from velneuro.content.scenes import REST, Scene
from velneuro.content.ways import Way

ROOM = 1000  # of the moon, which is no figure
LIFTED = 0.55  # how much paler a lifted hand is; a ball or a towel stays where it is
RING = 100  # the ring is drawn at this size, and made larger or smaller by the pressure


def picture_dict(scene: Scene) -> dict[str, Any]:
    """`w h moved turns`: what the player moves, hands first, then the rings of their contacts; and the ways."""
    w, h = view_size(scene.figure)
    ways = len(scene.turns[0]) if scene.turns else 0
    return {
        "w": w,
        "h": h,
        "moved": [*_hands(scene), *(_moved(way, RING, RING, "translate(-50%,-50%)", 1) for way in range(ways))],
        "turns": [[_way(way) for way in turn] for turn in scene.turns],
    }


def view_size(view: str) -> tuple[float, float]:
    """Width and height of a view in its units."""
    return (ROOM, ROOM) if view == REST else (figure(view).w, figure(view).h)


def _hands(scene: Scene) -> Iterator[dict[str, Any]]:
    for way, hand in enumerate(scene.hands):
        drawn = figure(hand.name)
        scale = drawn.mm_per_unit / figure(scene.figure).mm_per_unit
        yield _moved(way, drawn.w * scale, drawn.h * scale, _turned(hand), 0 if hand.is_thing else LIFTED)


def _turned(hand: Hand) -> str:
    """The CSS transform that brings the contact of a hand to 0, 0 and turns it there."""
    drawn = figure(hand.name)
    x, y = (-100 * drawn.contact[0] / drawn.w, -100 * (drawn.contact[1] + hand.reach) / drawn.h)
    return f"rotate({hand.turn:g}deg) scale({-1 if hand.mirrored else 1},1) translate({x:.3f}%,{y:.3f}%)"


def _moved(way: int, w: float, h: float, turned: str, fades: float) -> dict[str, Any]:
    return {"way": way, "fades": fades, "w": round(w, 1), "h": round(h, 1), "turned": turned}


def _way(way: Way) -> dict[str, Any]:
    points = [[round(x, 1), round(y, 1)] for x, y in way.points]
    return {"mm": round(way.mm, 1), "closed": way.closed, "points": points}
