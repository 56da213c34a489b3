"""From coordinates of the limb to pixels: curves given in anatomy, drawn in a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.spatial import cKDTree

from tools.figures.arrays import Floats, Mask

Points = Sequence[tuple[float, float]]


def through(points: Points | Floats, count: int) -> Floats:
    """A smooth line (count, 2) through points."""
    places = np.asarray(points, dtype=np.float64)
    lengths = np.r_[0, np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))]
    return np.asarray(CubicSpline(lengths / lengths[-1], places)(np.linspace(0, 1, count)))


@dataclass(frozen=True)
class Tracer:
    """Finds the pixels of a mask whose two coordinates (a, b) are nearest to wanted ones."""

    tree: cKDTree
    pixels: Floats  # (k, 2)

    @classmethod
    def over(cls, mask: Mask, a: Floats, b: Floats) -> Tracer:
        """The coordinates are pictures (h, w); what they say outside the mask does not count."""
        rows, columns = np.nonzero(mask)
        return cls(
            cKDTree(np.stack([a[mask], b[mask]], axis=1)), np.stack([columns, rows], axis=1).astype(np.float64) + 0.5
        )

    def pixels_at(self, points: Points | Floats) -> Floats:
        """The nearest pixels (n, 2)."""
        _, found = self.tree.query(np.asarray(points, dtype=np.float64))
        return np.asarray(self.pixels[found])

    def line(self, points: Points, count: int = 40, stops: int = 14) -> Floats:
        """A smooth line through places, followed over the skin."""
        return through(self.pixels_at(through(points, stops)), count)

    def circle(self, center: tuple[float, float], a: float, b: float) -> Floats:
        """Once round a place: as round as a hand circles, and as large as two radii are on the middle."""
        (x, y), ends = center, ((a, 0), (-a, 0), (0, b), (0, -b))
        middle, *rim = self.pixels_at([center, *((x + dx, y + dy) for dx, dy in ends)])
        t = np.linspace(0, 2 * np.pi, 49)
        radius = np.linalg.norm(np.array(rim) - middle, axis=1).mean()
        return np.asarray(middle + radius * np.stack([np.sin(t), -np.cos(t)], axis=1))
