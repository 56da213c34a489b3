"""Few cubic Bezier curves for many points (Schneider, Graphics Gems, 1990), and the path text of SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage

from tools.figures.arrays import Floats, vector

Curve = Floats  # (4, 2): begin, two handles, end
TRIES = 12
FAR = 12  # a fit that is this many times too far off is split at once


def fitted(points: Floats, error: float, reach: int = 4) -> list[Curve]:
    """Curves through a line (n, 2), nowhere farther off than `error`; `reach` points tell the direction at an end."""
    points = np.asarray(points, dtype=np.float64)
    if len(points) < 2:
        return []
    ends = _direction(points, 0, reach), _direction(points, len(points) - 1, -reach)
    return _fit(points, error, ends[0], ends[1], reach)


def fitted_ring(points: Floats, error: float, reach: int = 4) -> list[Curve]:
    """Curves round a closed line whose first point is not repeated; they begin at the topmost point."""
    ring = np.roll(points, -int(np.argmin(points[:, 1])), axis=0)
    along = ring[reach % len(ring)] - ring[-reach]
    along = along / (np.linalg.norm(along) or 1)
    return _fit(np.vstack([ring, ring[:1]]), error, along, -along, reach)


def backward(curves: list[Curve]) -> list[Curve]:
    """The same curves from the other end."""
    return [curve[::-1] for curve in reversed(curves)]


def _fit(points: Floats, error: float, start: Floats, end: Floats, reach: int) -> list[Curve]:
    if len(points) == 2:
        third = np.linalg.norm(points[1] - points[0]) / 3
        return [np.array([points[0], points[0] + start * third, points[1] + end * third, points[1]])]
    curve, worst = _best(points, error, start, end)
    if curve is not None:
        return [curve]
    split = min(max(worst, 2), len(points) - 3) if len(points) > 5 else len(points) // 2
    along = points[max(split - reach, 0)] - points[min(split + reach, len(points) - 1)]
    along = along / (np.linalg.norm(along) or 1)
    before = _fit(points[: split + 1], error, start, along, reach)
    return before + _fit(points[split:], error, -along, end, reach)


def _best(points: Floats, error: float, start: Floats, end: Floats) -> tuple[Curve | None, int]:
    """One curve that is near enough, or else where the last try was farthest off."""
    t = _by_length(points)
    worst = 0
    for attempt in range(TRIES):
        curve = _least_squares(points, t, start, end)
        off = ((_at(curve, t) - points) ** 2).sum(axis=1)
        worst = int(off.argmax())
        if off[worst] < error**2:
            return curve, worst
        if off[worst] > (error * FAR) ** 2 and attempt > 1:
            break
        t = _nearer(curve, points, t)
    return None, worst


def _by_length(points: Floats) -> Floats:
    lengths = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    return np.asarray(lengths / (lengths[-1] or 1))


def _at(curve: Curve, t: Floats) -> Floats:
    t = t[:, None]
    u = 1 - t
    return np.asarray(u**3 * curve[0] + 3 * u * u * t * curve[1] + 3 * u * t * t * curve[2] + t**3 * curve[3])


def _least_squares(points: Floats, t: Floats, start: Floats, end: Floats) -> Curve:
    b0, b1, b2, b3 = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    first, second = start * b1[:, None], end * b2[:, None]
    rest = points - points[0] * (b0 + b1)[:, None] - points[-1] * (b2 + b3)[:, None]
    c00, c01, c11 = (first * first).sum(), (first * second).sum(), (second * second).sum()
    x0, x1 = (first * rest).sum(), (second * rest).sum()
    det = c00 * c11 - c01 * c01
    length = float(np.linalg.norm(points[-1] - points[0]))
    one, two = ((x0 * c11 - x1 * c01) / det, (c00 * x1 - c01 * x0) / det) if abs(det) > 1e-12 else (0.0, 0.0)
    if not (1e-3 * length <= min(one, two) and max(one, two) <= 3 * length + 1e-6):
        one = two = length / 3
    return np.array([points[0], points[0] + start * one, points[-1] + end * two, points[-1]])


def _nearer(curve: Curve, points: Floats, t: Floats) -> Floats:
    """One step of Newton toward the nearest place on the curve for every point."""
    off = _at(curve, t) - points
    first = 3 * np.diff(curve, axis=0)
    second = 2 * np.diff(first, axis=0)
    u = t[:, None]
    speed = (1 - u) ** 2 * first[0] + 2 * (1 - u) * u * first[1] + u * u * first[2]
    change = (1 - u) * second[0] + u * second[1]
    slope = (speed * speed).sum(axis=1) + (off * change).sum(axis=1)
    safe = np.where(np.abs(slope) > 1e-9, slope, np.inf)
    return np.asarray(np.clip(t - (off * speed).sum(axis=1) / safe, 0, 1))


def _direction(points: Floats, index: int, reach: int) -> Floats:
    away = points[int(np.clip(index + reach, 0, len(points) - 1))] - points[index]
    length = float(np.linalg.norm(away))
    return away / length if length else np.array([1.0, 0.0])


def smooth_ring(points: Floats, sigma: float) -> Floats:
    """A closed line (n, 2) with its steps smoothed away."""
    return np.stack([ndimage.gaussian_filter1d(points[:, i], sigma, mode="wrap") for i in (0, 1)], axis=1)


def smooth_line(points: Floats, sigma: float) -> Floats:
    """An open line (n, 2) smoothed; its ends stay where they are."""
    if len(points) < 5:
        return points
    reach = int(min(len(points) - 1, 4 * sigma + 1))
    head = 2 * points[0] - points[1 : reach + 1][::-1]
    tail = 2 * points[-1] - points[-reach - 1 : -1][::-1]
    longer = np.vstack([head, points, tail])
    smooth = np.stack([ndimage.gaussian_filter1d(longer[:, i], sigma) for i in (0, 1)], axis=1)
    smooth = smooth[reach : reach + len(points)]
    smooth[0], smooth[-1] = points[0], points[-1]
    return np.asarray(smooth)


@dataclass
class Pen:
    """Writes curves as relative SVG path text; numbers are rounded so that errors do not add up."""

    scale: float = 1.0
    offset: tuple[float, float] = (0.0, 0.0)
    decimals: int = 0
    parts: list[str] = field(default_factory=list)
    here: Floats = field(default_factory=lambda: np.zeros(2))

    def curves(self, curves: Iterable[Curve], move: bool = True) -> Pen:
        """Adds curves that begin where the last one ended, or, with `move`, at a new place."""
        for curve in curves:
            if move:
                self.move(curve[0])
            move = False
            ends = [self._round(point) for point in curve[1:]]
            self.parts.append("c" + self._numbers(np.concatenate([end - self.here for end in ends])))
            self.here = ends[-1]
        return self

    def move(self, point: Floats) -> None:
        """Lifts the pen and sets it down at a point."""
        self.here = self._round(point)
        self.parts.append("M" + self._numbers(self.here))

    def line(self, point: Floats) -> None:
        """A straight line to a point."""
        end = self._round(point)
        self.parts.append("l" + self._numbers(end - self.here))
        self.here = end

    def close(self) -> Pen:
        """Ends a ring."""
        self.parts.append("z")
        return self

    def text(self) -> str:
        """The path so far."""
        return "".join(self.parts)

    def _round(self, point: Floats) -> Floats:
        return np.round((point - vector(self.offset)) * self.scale, self.decimals)

    def _numbers(self, values: Floats) -> str:
        words = [number_text(float(value), self.decimals) for value in values]
        return "".join(word if i == 0 or word[0] == "-" else f" {word}" for i, word in enumerate(words))


def number_text(value: float, decimals: int) -> str:
    """A number as short as SVG allows: no trailing zeros, no zero before the point."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
