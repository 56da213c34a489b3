"""Reduce drawn views to the small figures that the player shows: `standins.py VIEWS OUT`.

VIEWS is a folder of one JSON file per view (sil, strokes, w, h, mm_per_unit, and where the limb is cut, fade);
OUT gets one small JSON file per view with whole numbers.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

NUMBER = re.compile(r"-?\d*\.\d+")


def rounded(path: str) -> str:
    """Path data with one decimal at most; a picture is 1000 units tall, so that is far below a pixel."""
    return NUMBER.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), path)


def figure(view: dict[str, Any]) -> dict[str, Any]:
    """What the player needs of one view; parts that the view lacks are left out."""
    drawn = {
        "view": view["view"],
        "w": view["w"],
        "h": view["h"],
        "mm_per_unit": view["mm_per_unit"],
        "outline": rounded(view["sil"]),
        "details": rounded(view.get("nail", "") + view.get("lines", "")),
        "fade": view.get("fade"),
        "strokes": {name: rounded(stroke["d"]) for name, stroke in view["strokes"].items()},
    }
    return {key: value for key, value in drawn.items() if value}


def main(views: Path, out: Path) -> None:
    """Write one figure per view that has strokes; working hands have none."""
    for path in sorted(views.glob("*.json")):
        view = json.loads(path.read_text(encoding="utf-8"))
        if view.get("strokes"):
            text = json.dumps(figure(view), separators=(",", ":"))
            (out / path.name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
