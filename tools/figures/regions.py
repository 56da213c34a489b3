"""The zones of a view as paths, and the larger areas that a finger may hit instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.figures.arrays import Ints
from tools.figures.labels import Labels
from tools.figures.planar import planar
from tools.figures.raster import depth_inside, distance_to, nearest

REACH = 0.045  # how far a touch area goes beyond the outline, as a share of the height
BORDER = 0.05
TOUCH_STEP = 3  # touch areas are drawn from every third pixel


@dataclass(frozen=True)
class Region:
    """A zone: its outline, the place in it that is farthest from any border, and its touch area."""

    path: str
    anchor: tuple[int, int]
    touch: str


def regions(labels: Labels, scale: float) -> Mapping[str, Region]:
    """The regions of a view by zone, in the units of the figure."""
    if not labels.names:
        return {}
    height = labels.numbers.shape[0]
    pad = int(BORDER * height)
    exact = planar(labels.numbers, smooth=3.5, error=0.9)
    wide = planar(_enlarged(labels.numbers, pad, REACH * height)[::TOUCH_STEP, ::TOUCH_STEP], smooth=2.0, error=0.7)
    shift = (pad / TOUCH_STEP, pad / TOUCH_STEP)
    return {
        name: Region(
            path=exact.path(number, scale),
            anchor=_anchor(labels.numbers, number, scale),
            touch=wide.path(number, scale * TOUCH_STEP, shift),
        )
        for number, name in labels.names.items()
    }


def _enlarged(numbers: Ints, pad: int, reach: float) -> Ints:
    """Every place near the limb belongs to the zone that is nearest."""
    padded = np.pad(numbers, pad)
    known = padded > 0
    return np.where(distance_to(known) <= reach, padded[nearest(known)], 0)


def _anchor(numbers: Ints, number: int, scale: float) -> tuple[int, int]:
    inside = depth_inside(numbers == number)
    row, column = np.unravel_index(int(inside.argmax()), inside.shape)
    return round(float(column) * scale), round(float(row) * scale)
