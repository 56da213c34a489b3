"""Paths of the figures as points: where a stroke starts, where it ends, and what is in its way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, dist, hypot, sin

Point = tuple[float, float]
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
PIECES = 12  # into which a curve is cut
CLOSED_SHARE = 0.1  # a circle ends where it began, but for rounding


@dataclass(frozen=True)
class Stroke:
    """A stroke as a line of points, in the units of its figure."""

    points: tuple[Point, ...]

    @property
    def closed(self) -> bool:
        return dist(self.points[0], self.points[-1]) < CLOSED_SHARE * self.length

    @property
    def length(self) -> float:
        return sum(dist(a, b) for a, b in zip(self.points, self.points[1:], strict=False))

    @property
    def center(self) -> Point:
        return (sum(x for x, _ in self.points) / len(self.points), sum(y for _, y in self.points) / len(self.points))

    @property
    def radius(self) -> float:
        return max(dist(self.center, point) for point in self.points)

    def around(self, middle: Point) -> Stroke:
        """The same stroke with another center."""
        x, y = middle[0] - self.center[0], middle[1] - self.center[1]
        return Stroke(tuple((px + x, py + y) for px, py in self.points))

    def at(self, share: float) -> Point:
        """The point at a share, 0 to 1, of the way."""
        left = share * self.length
        for a, b in zip(self.points, self.points[1:], strict=False):
            step = dist(a, b)
            if step and left <= step:
                return (a[0] + (b[0] - a[0]) * left / step, a[1] + (b[1] - a[1]) * left / step)
            left -= step
        return self.points[-1]


def read_stroke(path: str) -> Stroke:
    """The line of a path made of one `M` and any number of `c` and `l`, as tools/figures writes strokes."""
    points: list[Point] = []
    for command, text in re.findall(r"([Mcl])([^A-Za-z]*)", path):
        numbers = [float(number) for number in NUMBER.findall(text)]
        points += _run(command, numbers, points[-1] if points else (0.0, 0.0))
    return Stroke(tuple(points))


def _run(command: str, numbers: list[float], at: Point) -> Iterator[Point]:
    size = 6 if command == "c" else 2
    for first in range(0, len(numbers) - size + 1, size):
        offsets = numbers[first : first + size]
        corners = [(at[0] + x, at[1] + y) for x, y in zip(offsets[::2], offsets[1::2], strict=True)]
        if command == "c":
            yield from (_bezier((at, *corners), n / PIECES) for n in range(1, PIECES + 1))
        else:
            yield corners[0]
        at = corners[-1]


def _bezier(corners: tuple[Point, ...], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    x, y = (sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
    return x, y


def arrow(stroke: Stroke, size: float) -> tuple[tuple[Point, ...], tuple[Point, Point, Point]]:
    """The line up to its head, and the three corners of the head, whose tip is the end of the stroke."""
    size = min(size, stroke.length / 2)
    tip = stroke.points[-1]
    neck = stroke.at(1 - size / stroke.length)
    turn = atan2(tip[1] - neck[1], tip[0] - neck[0])
    # On a small circle the chord is shorter than the way along it: the head keeps its size.
    back = hypot(tip[0] - neck[0], tip[1] - neck[1])
    wings = [(neck[0] - side * sin(turn) * back * 0.55, neck[1] + side * cos(turn) * back * 0.55) for side in (1, -1)]
    kept = [point for n, point in enumerate(stroke.points) if _passed(stroke, n) < stroke.length - size]
    return (*kept, neck), (tip, wings[0], wings[1])


def _passed(stroke: Stroke, n: int) -> float:
    return Stroke(stroke.points[: n + 1]).length
