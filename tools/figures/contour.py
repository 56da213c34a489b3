"""Borders of masks as closed curves, and lines drawn as thin filled shapes."""

from __future__ import annotations

import numpy as np
from skimage import measure

from tools.figures.arrays import Floats
from tools.figures.bezier import Pen, fitted, fitted_ring, smooth_line, smooth_ring

PAD = 2


def border_path(values: Floats, level: float, scale: float, error: float, smooth: float, shortest: int = 30) -> str:
    """The rings where the values cross the level, as a path; `shortest` points make a ring worth drawing."""
    padded = np.pad(values, PAD, constant_values=min(float(values.min()), level - 1))
    pen = Pen(scale)
    for ring in measure.find_contours(padded, level):
        if len(ring) >= shortest:
            points = smooth_ring(ring[:-1, ::-1] - PAD + 0.5, smooth)
            pen.curves(fitted_ring(points, error)).close()
    return pen.text()


def taper_path(line: Floats, width: float, scale: float) -> str:
    """A line (n, 2) in pixels as a filled shape, `width` pixels at its middle, thin at both ends; "" when too short."""
    lengths = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    if lengths[-1] < 4:
        return ""
    t = np.linspace(0, 1, max(int(lengths[-1] / 2), 8))
    spine = np.stack([np.interp(t * lengths[-1], lengths, line[:, i]) for i in (0, 1)], axis=1)
    spine = smooth_line(spine, 2)
    along = np.gradient(spine, axis=0)
    along = along / np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    half = (width / 2 * np.sin(np.pi * t) ** 0.7)[:, None] * np.stack([-along[:, 1], along[:, 0]], axis=1)
    pen = Pen(scale, decimals=1)
    pen.curves(fitted(spine + half, 0.5))
    pen.curves(fitted((spine - half)[::-1], 0.5), move=False)
    return pen.close().text()
