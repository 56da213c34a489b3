"""How the printed card paints a view: limb, things and ways in black, white and gray, without words or numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, hypot, sin

from velneuro.content.figures import Figure, figure
from velneuro.content.scene_rules import Hand
from velneuro.content.ways import Point, Way

RING = 74  # radius of the ring of a resting hand, of a figure 1000 high
BANDS = (90, 56, 26)  # widths of the gray bands along the edge; half of each lies inside
LINE, HEAD, HALO = 9, 40, 22
EDGE, DETAIL = 5, 0.5  # of a thing: thinner and paler than the arrows on it

Placed = tuple[Hand, Point]  # a hand or thing, and the point of the view on which its contact lies


def svg(drawn: Figure, room: float, ways: Sequence[Way], placed: Sequence[Placed], mirrored: bool) -> str:
    """The picture of a view with some room at both sides; everything in it is black, white or gray."""
    w, h, wide = drawn.w, drawn.h, drawn.w + 2 * room
    flip = f' transform="translate({w} 0) scale(-1 1)"' if mirrored else ""
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{h}"',
            f' viewBox="{-room} 0 {wide} {h}"><g{flip}>',
            _limb(drawn),
            *(_thing(number, hand, spot, drawn) for number, (hand, spot) in enumerate(placed)),
            *(_arrow(way) for way in ways if way.mm),
            *(_ring(way.middle) for way in ways if not way.mm),
            "</g></svg>",
        ]
    )


def _limb(drawn: Figure) -> str:
    outline = drawn.outline
    return "".join(
        [
            f'<defs><clipPath id="limb"><path d="{outline}"/></clipPath>{_fade(drawn, "limb-fade")}</defs>',
            f'<g{_faded(drawn, "limb-fade")}><path d="{outline}" fill="#fff"/>',
            '<g clip-path="url(#limb)" fill="none" stroke="#000">',
            *(f'<path d="{outline}" stroke-width="{width}" stroke-opacity=".07"/>' for width in BANDS),
            f'</g><path d="{drawn.details}" fill="#333"/>',
            f'<path d="{drawn.nails}" fill="#fff" stroke="#333" stroke-width="3"/>',
            f'<path d="{outline}" fill="none" stroke="#111" stroke-width="6" stroke-linejoin="round"/></g>',
        ]
    )


def _thing(number: int, hand: Hand, spot: Point, on: Figure) -> str:
    """A ball, a towel or the helper's hand in its true size, with its contact on the spot."""
    drawn, name = figure(hand.name), f"thing-{number}"
    scale = drawn.mm_per_unit / on.mm_per_unit
    x, y = drawn.contact
    moved = (
        f"translate({spot[0]:.1f} {spot[1]:.1f}) rotate({hand.turn:g}) "
        f"scale({-scale if hand.mirrored else scale:.4f} {scale:.4f}) translate({-x:g} {-y - hand.reach:g})"
    )
    return (
        f'<g transform="{moved}"><defs>{_fade(drawn, name)}</defs><g{_faded(drawn, name)}>'
        f'<path d="{drawn.outline}" fill="#fff" stroke="#555" stroke-width="{EDGE / scale:.1f}"'
        f' stroke-linejoin="round"/><path d="{drawn.details}" fill="#555" fill-opacity="{DETAIL}"/></g></g>'
    )


def _faded(drawn: Figure, name: str) -> str:
    return f' mask="url(#{name})"' if drawn.fade else ""


def _fade(drawn: Figure, name: str) -> str:
    if not drawn.fade:
        return ""
    (x1, y1, x2, y2), w, h = drawn.fade, drawn.w, drawn.h
    return (
        f'<linearGradient id="{name}-way" gradientUnits="userSpaceOnUse" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">'
        '<stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient>'
        f'<mask id="{name}" maskUnits="userSpaceOnUse" x="0" y="0" width="{w}" height="{h}">'
        f'<path fill="url(#{name}-way)" d="M0 0h{w}v{h}h-{w}z"/></mask>'
    )


def _arrow(way: Way) -> str:
    line, head = _line_and_head(way)
    points, tip = (" ".join(f"{x:.1f},{y:.1f}" for x, y in part) for part in (line, head))
    drawn = f'<polyline points="{points}" fill="none" stroke-linecap="round" stroke-linejoin="round"'
    return (
        f'{drawn} stroke="#fff" stroke-width="{HALO}"/>{drawn} stroke="#000" stroke-width="{LINE}"/>'
        f'<polygon points="{tip}" fill="#000" stroke="#fff" stroke-width="3"/>'
    )


def _line_and_head(way: Way) -> tuple[list[Point], tuple[Point, Point, Point]]:
    """The line up to its head, and the three corners of the head, whose tip is the end of the way."""
    share = 1 - min(HEAD / way.length, 0.5)
    tip, neck = way.points[-1], way.at(share)
    turn = atan2(tip[1] - neck[1], tip[0] - neck[0])
    # On a small circle the chord is shorter than the way along it: the head keeps its size.
    back = hypot(tip[0] - neck[0], tip[1] - neck[1])
    wings = [(neck[0] - side * sin(turn) * back * 0.55, neck[1] + side * cos(turn) * back * 0.55) for side in (1, -1)]
    last = len(way.points) - 1
    return [*(point for n, point in enumerate(way.points) if n < share * last), neck], (tip, wings[0], wings[1])


def _ring(place: Point) -> str:
    ring = f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="{RING}" fill="none"'
    return (
        f'{ring} stroke="#fff" stroke-width="{HALO}"/>'
        f'{ring} stroke="#000" stroke-width="{LINE}" stroke-dasharray="24 20"/>'
    )
