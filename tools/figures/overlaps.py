"""Lines where one part of the limb stands before another: found by jumps of the distance."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np
from skimage.morphology import skeletonize

from tools.figures.arrays import Floats, Mask
from tools.figures.bezier import smooth_line
from tools.figures.raster import grown, pieces, shrunk
from tools.figures.raycast import Field

JUMP = 0.02  # units: 2 mm
SHORTEST = 28  # pixels
Pixel = tuple[int, int]


def overlap_lines(field: Field) -> Iterator[Floats]:
    """Lines (n, 2) in pixels."""
    thick = grown(_jumps(field) & shrunk(field.mask, 3), 2)
    numbers, sizes = pieces(np.asarray(skeletonize(thick) > 0))
    for number, size in enumerate(sizes, start=1):
        if size >= SHORTEST:
            path = _longest_path({(int(y), int(x)) for y, x in np.argwhere(numbers == number)})
            if len(path) > SHORTEST:
                yield smooth_line(np.array(path, dtype=np.float64)[:, ::-1] + 0.5, 4)


def _jumps(field: Field) -> Mask:
    """Where the next pixel is much farther away than the slope of the skin explains; marks the nearer pixel."""
    found = np.zeros(field.mask.shape, dtype=bool)
    depth = np.where(field.mask, field.depth, np.nan)
    steep = np.maximum(field.normal[..., 2], 0.12) * field.scale
    for axis, part in ((1, 0), (0, 1)):
        here, there = _neighbors(axis)
        slope = np.abs(field.normal[..., part]) / steep
        step = depth[there] - depth[here]
        jump = np.nan_to_num(np.abs(step) - 1.5 * np.maximum(slope[here], slope[there])) > JUMP
        found[here] |= jump & (step > 0)
        found[there] |= jump & (step <= 0)
    return found


def _neighbors(axis: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    full = [slice(None), slice(None)]
    here, there = full.copy(), full.copy()
    here[axis], there[axis] = slice(None, -1), slice(1, None)
    return tuple(here), tuple(there)


def _longest_path(pixels: set[Pixel]) -> list[Pixel]:
    """The farthest pixel from any one, and the way from there to the one farthest from it."""
    end, _ = _flood(pixels, min(pixels))
    here, before = _flood(pixels, end)
    path = [here]
    while (step := before[path[-1]]) is not None:
        path.append(step)
    return path


def _flood(pixels: set[Pixel], start: Pixel) -> tuple[Pixel, dict[Pixel, Pixel | None]]:
    before: dict[Pixel, Pixel | None] = {start: None}
    waiting = deque([start])
    here = start
    while waiting:
        here = waiting.popleft()
        for step in ((here[0] + y, here[1] + x) for y in (-1, 0, 1) for x in (-1, 0, 1)):
            if step in pixels and step not in before:
                before[step] = here
                waiting.append(step)
    return here, before
