"""The drawn figures: views of limbs, working hands and the things they use, each in units of which it is 1000 high."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from velneuro.content.ways import Point, Way, read_way

FOLDER = Path(__file__).parent / "figures"
PALETTES = ("sand", "tan", "umber", "slate")


@dataclass(frozen=True)
class Figure:
    """One drawing; paths are SVG path data.

    `fade` is x1 y1 x2 y2: nothing is seen at the first point, all from the second on. `contact` is where a hand or a
    thing touches. `anchors` are points well inside of each region, `strokes` the ways over a limb.
    """

    name: str
    w: float
    h: float
    mm_per_unit: float
    outline: str
    details: str
    nails: str
    fade: tuple[float, ...]
    contact: Point
    anchors: Mapping[str, Point]
    strokes: Mapping[str, str]

    def parts(self, stroke: str) -> tuple[str, ...]:
        """The names of the ways of a stroke: itself, or its parts in their order."""
        return tuple(name for name in self.strokes if is_part(name, stroke))

    def way(self, name: str) -> Way:
        """One of its strokes. Raises KeyError for any other name."""
        return read_way(self.strokes[name], self.mm_per_unit)


def is_part(name: str, stroke: str) -> bool:
    """Whether a way is a stroke itself or, with -1, -2 ... after its name, a part of it."""
    return f"{name}-".startswith(f"{stroke}-")


@cache
def figure_names() -> tuple[str, ...]:
    """The names of all drawings."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != "palettes"))


@cache
def figure(name: str) -> Figure:
    """One drawing. Raises KeyError for a name that no drawing has."""
    if name not in figure_names():
        raise KeyError(name)
    data = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    x, y = data.get("contact", (0, 0))
    return Figure(
        name=name,
        w=data["w"],
        h=data["h"],
        mm_per_unit=data["mm_per_unit"],
        outline=data["outline"],
        details=data.get("details", ""),
        nails=data.get("nails", ""),
        fade=tuple(data.get("fade", ())),
        contact=(x, y),
        anchors={zone: (region["anchor"][0], region["anchor"][1]) for zone, region in data.get("regions", {}).items()},
        strokes=data.get("strokes", {}),
    )


@cache
def palette_colors() -> Mapping[str, Mapping[str, str]]:
    """For each palette its colors (#rrggbb) by their use: line, nail, middle, rim_on_light, rim_on_dark and others."""
    return dict(json.loads((FOLDER / "palettes.json").read_text("utf-8")))


@cache
def cover() -> bytes:
    """The cover of the sound files: a square JPEG, made by tools/cover.py."""
    return (FOLDER / "cover.jpg").read_bytes()
