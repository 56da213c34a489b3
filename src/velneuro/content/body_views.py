"""The views of the body: regions that can be marked, and the larger areas that answer a touch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from velneuro.content.library import FOLDER

VIEWS = ("sole", "top", "medial", "lateral", "legfront", "legback", "palm", "back")
MARGIN = 50  # touch areas reach this far beyond the outline
# Seen from above, the shin takes room that the toes need to be large enough for a fingertip.
LAST_ROW = {"top": 840}


@dataclass(frozen=True)
class Region:
    """One zone as drawn: SVG paths of its shape and its touch area, and a point well inside for a number."""

    zone: str
    shape: str
    touch: str
    anchor: tuple[int, int]


@dataclass(frozen=True)
class View:
    """One view of the right side, in its own units; `box` is x, y, width, height of what is shown."""

    name: str
    width: int
    box: tuple[int, int, int, int]
    regions: tuple[Region, ...]


@cache
def body_view(name: str) -> View:
    """One of VIEWS. Raises KeyError for any other name."""
    if name not in VIEWS:
        raise KeyError(name)
    data = json.loads((FOLDER / "figures" / f"{name}.json").read_text("utf-8"))
    last = LAST_ROW.get(name, data["h"] + MARGIN)
    box = (-MARGIN, -MARGIN, data["w"] + 2 * MARGIN, last + MARGIN)
    return View(
        name=name,
        width=data["w"],
        box=box,
        regions=tuple(_regions(data["regions"], last)),
    )


def _regions(regions: Mapping[str, Any], last: int) -> list[Region]:
    """What is cut off by the end of the view would be a sliver to aim at, and is left to the other views."""
    return [
        Region(zone, entry["d"], entry["touch"], (entry["anchor"][0], entry["anchor"][1]))
        for zone, entry in regions.items()
        if entry["anchor"][1] < last
    ]
