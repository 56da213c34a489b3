"""The four colorings. Light and dark rims belong to the page: the picture has no edge of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.figures.arrays import Floats


@dataclass(frozen=True)
class Palette:
    """Colors as #rrggbb: three tones of the skin, lines, nails, the warmth of pads, outlines on light and dark."""

    shadow: str
    middle: str
    light: str
    line: str
    nail: str
    blush: str
    rim_on_light: str
    rim_on_dark: str


PALETTES: Mapping[str, Palette] = {
    "sand": Palette("#b5795f", "#e6b99e", "#f9e5d6", "#83493a", "#fcefe7", "#e59a83", "#83493a", "#5e3226"),
    "tan": Palette("#8a4f35", "#c48f6c", "#e6bd9b", "#5a2f20", "#ecd0b8", "#c9765c", "#5a2f20", "#4a2518"),
    "umber": Palette("#563428", "#8f5d46", "#c08e6f", "#2e1812", "#d6aa95", "#9a5344", "#2e1812", "#c99a7e"),
    "slate": Palette("#7d97a8", "#b9ced9", "#e4eef3", "#3f5a6b", "#f3f8fa", "#9fbccb", "#3f5a6b", "#3f5a6b"),
}
# Shadow, middle and light of what is not skin, by its number: cloth, rubber.
MATERIALS: Mapping[int, tuple[str, str, str]] = {
    1: ("#9fabb0", "#d9dedd", "#f8f7f2"),
    2: ("#2f6672", "#63a3a8", "#b9dcd8"),
}


def color(text: str) -> Floats:
    """#rrggbb as (3,) of 0 to 1."""
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def toned(tone: Floats, shadow: str, middle: str, light: str) -> Floats:
    """A tone of 0 to 1 (h, w) in colors (h, w, 3)."""
    t = tone[..., None]
    low, half, high = color(shadow), color(middle), color(light)
    return np.where(t < 0.5, low + (half - low) * 2 * t, half + (high - half) * (2 * t - 1))
