"""The files of a figure: one JSON, and one WebP for each palette."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tools.figures.arrays import Floats
from tools.figures.figure import HEIGHT, Figure
from tools.figures.palettes import PALETTES

QUALITY = 84
METHOD = 6


def write_figure(figure: Figure, out: Path) -> None:
    """Writes NAME.json and NAME.PALETTE.webp."""
    _write_json(out / f"{figure.name}.json", figure_dict(figure))
    for palette, picture in figure.pictures.items():
        _write_picture(out / f"{figure.name}.{palette}.webp", picture, figure.pixels)


def write_palettes(out: Path) -> None:
    """Writes palettes.json: the colors that the page needs for outline, nails and lines."""
    _write_json(out / "palettes.json", {name: asdict(palette) for name, palette in PALETTES.items()})


def figure_dict(figure: Figure) -> dict[str, Any]:
    """The content of the JSON file; what a figure does not have is left out."""
    entries: Mapping[str, Any] = {
        "view": figure.name,
        "w": figure.width,
        "h": HEIGHT,
        "mm_per_unit": figure.mm_per_unit,
        "outline": figure.outline,
        "nails": figure.nails,
        "details": figure.lines,
        "fade": list(figure.fade),
        "contact": list(figure.contact),
        "regions": {
            name: {"d": r.path, "anchor": list(r.anchor), "touch": r.touch} for name, r in figure.regions.items()
        },
        "strokes": dict(figure.strokes),
    }
    return {key: value for key, value in entries.items() if value}


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


def _write_picture(path: Path, picture: Floats, height: int) -> None:
    width = round(picture.shape[1] * height / picture.shape[0])
    image = Image.fromarray((np.clip(picture, 0, 1) * 255).round().astype(np.uint8))
    image.resize((width, height), Image.Resampling.LANCZOS).save(path, quality=QUALITY, method=METHOD)
