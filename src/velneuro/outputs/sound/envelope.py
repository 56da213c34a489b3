"""Levels that change slowly: points in time, followed along cosine edges, one value for each millisecond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.samples import PER_MS, Samples

Edges = NDArray[np.float64]  # gains at the borders of milliseconds: one more than there are milliseconds
RAMP = np.arange(PER_MS, dtype=np.float32) / np.float32(PER_MS)


@dataclass(frozen=True)
class Envelope:
    """A level by time: `ms` rises, `level` has as many values; before the first and after the last it stays."""

    ms: NDArray[np.float64]
    level: NDArray[np.float64]

    def at(self, ms: NDArray[np.float64]) -> NDArray[np.float64]:
        """The level at times in milliseconds; between two points along half a cosine, which has no corner."""
        first, last = self._after(np.array((ms.min(), ms.max())))
        over_it = self.level[first - 1 : last + 1]
        if (over_it == over_it[0]).all():  # most stretches of a session have no edge in them
            return np.full(ms.shape, over_it[0])
        after = self._after(ms)
        start, end = self.ms[after - 1], self.ms[after]
        share = np.clip((ms - start) / (end - start), 0.0, 1.0)
        low, high = self.level[after - 1], self.level[after]
        levels: NDArray[np.float64] = low + (high - low) * (0.5 - 0.5 * np.cos(np.pi * share))
        return levels

    def _after(self, ms: NDArray[np.float64]) -> NDArray[np.intp]:
        """The number of the point that comes after each time, so that there is one before it too."""
        return np.clip(np.searchsorted(self.ms, ms, side="right"), 1, self.ms.size - 1)


def envelope(points: Sequence[tuple[float, float]]) -> Envelope:
    """An envelope through two or more points (ms, level) in rising order of time."""
    ms, level = zip(*points, strict=True)
    return Envelope(np.array(ms, dtype=float), np.array(level, dtype=float))


def follow(samples: Samples, edges: Edges) -> Samples:
    """(channels, n) samples, n whole milliseconds, times gains at the n / 48 + 1 borders, straight between them."""
    low, step = edges[:-1].astype(np.float32), np.diff(edges).astype(np.float32)
    gains = step[:, None] * RAMP
    gains += low[:, None]
    return (samples.reshape(samples.shape[0], -1, PER_MS) * gains).reshape(samples.shape)
