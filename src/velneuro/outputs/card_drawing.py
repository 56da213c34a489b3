"""The drawings of the printed card: each view once, with an arrow for every way of its scenes, and their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, dist, pi, sin
from typing import Any

from velneuro.content.figures import figure
from velneuro.content.scenes import Scene, scene
from velneuro.content.ways import Point, Way
from velneuro.outputs.card_rows import Row, Wording
from velneuro.outputs.card_svg import LINE, RING, Placed, svg

BADGE = 44  # radius of a number, of a figure 1000 high
ROUND = tuple(n * pi / 4 for n in range(8))
BESIDE = ((66, 0), (-66, 0), (0, 66), (0, -66))  # of a way
BESIDE_LIMB = 80  # room at both sides for a towel, a ball or a helper's hand
SHARES = (0.0, 0.12, 0.25, 0.4, 0.55, 0.7)


@dataclass(frozen=True)
class Mark:
    """What one or more rows do on a view: ways, and the things or the helper's hands that go them."""

    rows: tuple[Row, ...]
    ways: tuple[Way, ...]
    placed: tuple[Placed, ...]

    @property
    def label(self) -> str:
        return " ".join(str(row.number) for row in self.rows)

    @property
    def kinds(self) -> set[str]:
        """What the legend has to explain."""
        return {_kind(way) for way in self.ways} | {"helper" for hand, _ in self.placed if not hand.is_thing}


Deed = tuple[tuple[Way, ...], tuple[Placed, ...]]


def _kind(way: Way) -> str:
    return "arrow" if way.mm else "ring"


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
        if step.zone and technique.tool:
            zone = say.catalog.body.zones[step.zone]
            shown = scene(zone.figure, zone.id, zone.strokes.get(technique.motion), technique.tool)
            ways = tuple(dict.fromkeys(way for turn in shown.turns for way in turn))
            yield shown.figure, (ways, tuple(_placed(shown, technique.tool)))


def _placed(shown: Scene, tool: str) -> Iterator[Placed]:
    """Things and the helper's hands where they start; one's own hand would only hide the limb."""
    for hand, way in zip(shown.hands, shown.turns[0] if shown.turns else (), strict=False):
        if hand.is_thing or tool == "helper":
            yield hand, way.points[0]


def _drawing(view: str, deeds: Mapping[Deed, list[Row]], mirrored: bool, say: Wording) -> dict[str, Any]:
    drawn = figure(view)
    marks = [Mark(tuple(rows), ways, placed) for (ways, placed), rows in deeds.items() if ways]
    things = _things(marks)
    room = BESIDE_LIMB if things else 0
    badges = [(mark.label, drawn.w - x if mirrored else x, y) for mark, (x, y) in _numbers(drawn.w, marks)]
    title = say.say(f"view_{view}")
    told = [_told(row, say) for row in sorted({row for rows in deeds.values() for row in rows}, key=_number)]
    return {
        "svg": svg(drawn, room, [way for mark in marks for way in mark.ways], things, mirrored),
        "w": drawn.w + 2 * room,
        "h": drawn.h,
        "title": title,
        "alt": say.say("picture", view=title, steps=" ".join(told)),
        "badges": [{"x": x + room, "y": y, "label": label} for label, x, y in badges],
        "marks": sorted({kind for mark in marks for kind in mark.kinds}),
    }


def _things(marks: Sequence[Mark]) -> tuple[Placed, ...]:
    """What the first mark that moves works with: the same ball twice would be two balls."""
    moving_first = sorted(marks, key=lambda mark: "arrow" not in mark.kinds)
    return next((mark.placed for mark in moving_first if mark.placed), ())


def _number(row: Row) -> int:
    return row.number


def _told(row: Row, say: Wording) -> str:
    technique = say.catalog.techniques[row.steps[0].technique]
    return say.say("picture_step", n=row.number, how=say.translate(technique.how_title))


def _numbers(wide: float, marks: Sequence[Mark]) -> Iterator[tuple[Mark, Point]]:
    """A free place for the number of each mark: near its way, on no other number, in the way of nothing."""
    placed: list[Point] = []
    for mark in sorted(marks, key=lambda mark: "arrow" not in mark.kinds):
        others = [point for other in marks if other is not mark for way in other.ways for point in way.points]
        tips = [way.points[-1] for way in mark.ways if way.mm]
        places = [place for place in _places(mark) if BADGE < place[0] < wide - BADGE]
        free = max(places or _places(mark), key=lambda place: _room(place, placed, [*others, *tips]))
        placed.append(free)
        yield mark, free


def _places(mark: Mark) -> list[Point]:
    """Where a number may stand, the best first."""
    places: list[Point] = []
    for way in mark.ways:
        if not way.mm:
            places += [way.middle, *_around(way.middle, RING)]
        elif way.closed:
            places += _around(way.middle, dist(way.middle, way.points[0]) + BADGE + LINE)
        else:
            places += [way.at(share) for share in SHARES]
            places += [(x + dx, y + dy) for x, y in map(way.at, SHARES) for dx, dy in BESIDE]
    return places


def _around(middle: Point, far: float) -> list[Point]:
    return [(middle[0] + far * sin(angle), middle[1] + far * cos(angle)) for angle in ROUND]


def _room(place: Point, placed: Sequence[Point], lines: Sequence[Point]) -> float:
    """How free a place is; beyond a number's own width more room is no better, and the first such place is taken."""
    to_numbers = min((dist(place, other) for other in placed), default=1e9) / (2.2 * BADGE)
    to_lines = min((dist(place, other) for other in lines), default=1e9) / (1.2 * BADGE)
    return min(to_numbers, 1) * 2 + min(to_lines, 1)
