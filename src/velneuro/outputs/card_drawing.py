"""The drawings of the printed card: each view once, with an arrow for every stroke and places for the step numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, dist, pi, sin
from typing import Any

from velneuro.content.library import FOLDER
from velneuro.outputs.card_paths import Point, Stroke, arrow, read_stroke
from velneuro.outputs.card_rows import Row, Wording

FIGURES = FOLDER / "figures"
RING = 52  # radius of the ring of a resting hand, of a figure 1000 high
BADGE = 44  # radius of a number
BANDS = (90, 56, 26)  # widths of the gray bands along the edge; half of each lies inside
LINE, HEAD, HALO = 9, 40, 22
ROUND = tuple(n * pi / 4 for n in range(8))
SHARES = (0.0, 0.12, 0.25, 0.4, 0.55, 0.7)


@dataclass(frozen=True)
class Deed:
    """What is done on a view: a stroke by name, or a hand that rests. `zone` is where, unless the stroke says it."""

    stroke: str
    zone: str


@dataclass(frozen=True)
class Mark:
    """What one or more rows do on a view: strokes to draw, or the places where a hand rests."""

    rows: tuple[Row, ...]
    strokes: tuple[Stroke, ...]
    rests: tuple[Point, ...]

    @property
    def label(self) -> str:
        return " ".join(str(row.number) for row in self.rows)


@cache
def figure(name: str) -> Mapping[str, Any]:
    """One drawing of the content. Raises OSError when there is none of that name."""
    return dict(json.loads((FIGURES / f"{name}.json").read_text("utf-8")))


def drawings(of: Sequence[Row], say: Wording) -> list[dict[str, Any]]:
    """Each view that is touched, in the order of the steps: `svg w h title alt badges marks` (a badge: `x y label`)."""
    mirrored = all("right" not in row.sides for row in of)
    views: dict[str, dict[Deed, list[Row]]] = {}
    for row in of:
        for view, deed in _deeds(row, say):
            rows = views.setdefault(view, {}).setdefault(deed, [])
            rows.extend([row] * (row not in rows))
    return [_drawing(view, deeds, mirrored, say) for view, deeds in views.items()]


def _deeds(row: Row, say: Wording) -> Iterator[tuple[str, Deed]]:
    """The views of a row, and what is done on each."""
    for step in row.steps:
        technique = say.catalog.techniques[step.technique]
        if step.zone and technique.contact != "none":
            zone = say.catalog.body.zones[step.zone]
            stroke = zone.strokes.get(technique.motion, "")
            bound = not stroke or technique.motion == "circles"
            yield zone.figure, Deed(stroke, zone.id if bound else "")


def _drawing(view: str, deeds: Mapping[Deed, list[Row]], mirrored: bool, say: Wording) -> dict[str, Any]:
    drawn = figure(view)
    marks = [_mark(drawn, deed, rows, say) for deed, rows in deeds.items()]
    numbers = list(_numbers(drawn, [mark for mark in marks if mark.strokes or mark.rests]))
    badges = [{"x": drawn["w"] - x if mirrored else x, "y": y, "label": mark.label} for mark, (x, y) in numbers]
    title = say.say(f"view_{view}")
    told = [_told(row, say) for row in sorted({row for rows in deeds.values() for row in rows}, key=_number)]
    return {
        "svg": _svg(drawn, numbers, mirrored),
        "w": drawn["w"],
        "h": drawn["h"],
        "title": title,
        "alt": say.say("picture", view=title, steps=" ".join(told)),
        "badges": badges,
        "marks": sorted({"arrow" if mark.strokes else "ring" for mark, _ in numbers}),
    }


def _number(row: Row) -> int:
    return row.number


def _told(row: Row, say: Wording) -> str:
    technique = say.catalog.techniques[row.steps[0].technique]
    return say.say("picture_step", n=row.number, how=say.translate(technique.how_title))


def _mark(drawn: Mapping[str, Any], deed: Deed, rows: list[Row], say: Wording) -> Mark:
    if not deed.stroke:
        return Mark(tuple(rows), (), _rests(drawn, deed.zone, say))
    return Mark(tuple(rows), _strokes(drawn, deed), ())


def _strokes(drawn: Mapping[str, Any], deed: Deed) -> tuple[Stroke, ...]:
    """The stroke of that name, or its parts: `ball-circle` is drawn as `ball-circle-1` to `-5`."""
    parts = [part for part in drawn["strokes"] if f"{part}-".startswith(f"{deed.stroke}-")]
    strokes = tuple(read_stroke(drawn["strokes"][part]) for part in parts)
    if len(strokes) == 1 and strokes[0].closed and deed.zone in drawn["regions"]:
        # Zones that share the drawn circle of a neighbor have it in their own middle.
        return (strokes[0].around(tuple(drawn["regions"][deed.zone]["anchor"])),)
    return strokes


def _rests(drawn: Mapping[str, Any], zone: str, say: Wording) -> tuple[Point, ...]:
    """Where a resting hand may be shown: on the regions of the zone, the middle one first."""
    found = [tuple(drawn["regions"][leaf]["anchor"]) for leaf in say.catalog.body.leaves(zone) & set(drawn["regions"])]
    middle = [sum(axis) / len(found) for axis in zip(*found, strict=True)]
    return tuple(sorted(found, key=lambda point: (dist(point, middle), point)))


def _numbers(drawn: Mapping[str, Any], marks: Sequence[Mark]) -> Iterator[tuple[Mark, Point]]:
    """A free place for the number of each mark: near its stroke, on no other number, in the way of nothing."""
    placed: list[Point] = []
    for mark in sorted(marks, key=lambda mark: not mark.strokes):
        others = [point for other in marks if other is not mark for stroke in other.strokes for point in stroke.points]
        tips = [stroke.points[-1] for stroke in mark.strokes]
        places = [place for place in _places(mark) if BADGE < place[0] < drawn["w"] - BADGE]
        free = max(places or _places(mark), key=lambda place: _room(place, placed, [*others, *tips]))
        placed.append(free)
        yield mark, free


def _places(mark: Mark) -> list[Point]:
    """Where a number may stand, the best first."""
    if not mark.strokes:
        return list(mark.rests)
    places: list[Point] = []
    for stroke in mark.strokes:
        if stroke.closed:
            far = stroke.radius + BADGE + LINE
            (x, y), around = stroke.center, ROUND
            places += [(x + far * sin(angle), y + far * cos(angle)) for angle in around]
        else:
            places += [stroke.at(share) for share in SHARES]
    return places


def _room(place: Point, placed: Sequence[Point], lines: Sequence[Point]) -> float:
    """How free a place is; beyond a number's own width more room is no better, and the first such place is taken."""
    to_numbers = min((dist(place, other) for other in placed), default=1e9) / (2.2 * BADGE)
    to_lines = min((dist(place, other) for other in lines), default=1e9) / (1.2 * BADGE)
    return min(to_numbers, 1) * 2 + min(to_lines, 1)


def _svg(drawn: Mapping[str, Any], numbers: Sequence[tuple[Mark, Point]], mirrored: bool) -> str:
    """The picture without words or numbers; everything in it is black, white or gray."""
    w, h, outline = drawn["w"], drawn["h"], drawn["outline"]
    flip = f' transform="translate({w} 0) scale(-1 1)"' if mirrored else ""
    fade = ' mask="url(#fade)"' if "fade" in drawn else ""
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"><defs>',
            f'<clipPath id="limb"><path d="{outline}"/></clipPath>{_fade(drawn)}</defs>',
            f'<g{flip}><g{fade}><path d="{outline}" fill="#fff"/><g clip-path="url(#limb)" fill="none" stroke="#000">',
            *(f'<path d="{outline}" stroke-width="{width}" stroke-opacity=".07"/>' for width in BANDS),
            f'</g><path d="{drawn.get("details", "")}" fill="#333"/>',
            f'<path d="{drawn.get("nails", "")}" fill="#fff" stroke="#333" stroke-width="3"/>',
            f'<path d="{outline}" fill="none" stroke="#111" stroke-width="6" stroke-linejoin="round"/></g>',
            *(_arrow(stroke) for mark, _ in numbers for stroke in mark.strokes),
            *(_ring(place) for mark, place in numbers if not mark.strokes),
            "</g></svg>",
        ]
    )


def _fade(drawn: Mapping[str, Any]) -> str:
    if "fade" not in drawn:
        return ""
    (x1, y1, x2, y2), w, h = drawn["fade"], drawn["w"], drawn["h"]
    return (
        f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">'
        '<stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient>'
        f'<mask id="fade" maskUnits="userSpaceOnUse" x="0" y="0" width="{w}" height="{h}">'
        f'<path fill="url(#g)" d="M0 0h{w}v{h}h-{w}z"/></mask>'
    )


def _arrow(stroke: Stroke) -> str:
    line, head = arrow(stroke, HEAD)
    way, tip = (" ".join(f"{x:.1f},{y:.1f}" for x, y in points) for points in (line, head))
    drawn = f'<polyline points="{way}" fill="none" stroke-linecap="round" stroke-linejoin="round"'
    return (
        f'{drawn} stroke="#fff" stroke-width="{HALO}"/>{drawn} stroke="#000" stroke-width="{LINE}"/>'
        f'<polygon points="{tip}" fill="#000" stroke="#fff" stroke-width="3"/>'
    )


def _ring(place: Point) -> str:
    ring = f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="{RING + BADGE / 2:.0f}" fill="none"'
    return (
        f'{ring} stroke="#fff" stroke-width="{HALO}"/>'
        f'{ring} stroke="#000" stroke-width="{LINE}" stroke-dasharray="24 20"/>'
    )
