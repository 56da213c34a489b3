"""The paths of the figures as polygons, and what can be asked of them; nothing of the tool that wrote them."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, inf

Point = tuple[float, float]
Segment = tuple[Point, Point]
TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
STEPS = 8  # straight pieces of a curve


@dataclass(frozen=True)
class Shape:
    """The rings or lines of a path."""

    lines: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> list[Point]:
        """All corners."""
        return [point for line in self.lines for point in line]

    @property
    def sides(self) -> list[Segment]:
        """The straight sides, rings closed."""
        return [(a, b) for ring in self.lines for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)]

    def crossings(self, y: float) -> list[float]:
        """Where a level line crosses the sides, in order."""
        across = [(a, b) for a, b in self.sides if (a[1] > y) != (b[1] > y)]
        return sorted(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in across)

    def holds(self, point: Point) -> bool:
        """Whether a place is inside."""
        return inside(self.crossings(point[1]), point[0])

    def off(self, point: Point) -> float:
        """How far a place is from the nearest side."""
        return min((_off(point, side) for side in self.sides), default=inf)

    def widest_circle(self, step: float = 12.0) -> float:
        """The diameter of about the largest circle that fits in, never more than the true one."""
        xs, ys = ([point[i] for point in self.points] for i in (0, 1))
        places = [(x, y) for y in _range(min(ys), max(ys), step) for x in _range(min(xs), max(xs), step)]
        best = max((place for place in places if self.holds(place)), key=self.off)
        while step > 1:
            step /= 2
            near = [(best[0] + i * step, best[1] + k * step) for i in (-1, 0, 1) for k in (-1, 0, 1)]
            best = max((place for place in near if self.holds(place)), key=self.off)
        return 2 * self.off(best)


def inside(crossings: list[float], x: float) -> bool:
    """Whether a place on a level line is inside, by the crossings of that line."""
    return bisect(crossings, x) % 2 == 1


def shape(path: str) -> Shape:
    """A path of M, relative c and l, and z; anything else is refused."""
    lines: list[list[Point]] = []
    for command, numbers in _commands(path):
        if command == "M":
            lines.append([(numbers[0], numbers[1])])
        elif command == "l":
            lines[-1].append(_plus(lines[-1][-1], (numbers[0], numbers[1])))
        elif command == "c":
            lines[-1].extend(_curve(lines[-1][-1], numbers))
        elif command != "z":
            raise ValueError(f"{command} is not written by the tool")
    return Shape(tuple(tuple(line) for line in lines))


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    command, numbers = "", list[float]()
    for token in TOKEN.findall(path):
        if token.isalpha():
            if command:
                yield command, numbers
            command, numbers = token, []
        else:
            numbers.append(float(token))
    yield command, numbers


def _curve(start: Point, numbers: list[float]) -> Iterator[Point]:
    b, c, d = (_plus(start, (numbers[i], numbers[i + 1])) for i in (0, 2, 4))
    for step in range(1, STEPS + 1):
        t = step / STEPS
        shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(share * point[i] for share, point in zip(shares, (start, b, c, d), strict=True)) for i in (0, 1))
        yield x, y


def _plus(a: Point, b: Point) -> Point:
    return a[0] + b[0], a[1] + b[1]


def _off(point: Point, side: Segment) -> float:
    (ax, ay), (bx, by) = side
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((point[0] - ax) * dx + (point[1] - ay) * dy) / length)) if length else 0.0
    return hypot(point[0] - ax - t * dx, point[1] - ay - t * dy)


def _range(low: float, high: float, step: float) -> list[float]:
    return [low + (i + 0.5) * step for i in range(int((high - low) / step) + 1)]


@dataclass(frozen=True)
class Cover:
    """How tiles lie on a shape, counted on a grid of samples."""

    samples: int  # in the shape
    bare: tuple[Point, ...]  # samples in the shape that no tile holds
    doubled: tuple[Point, ...]  # samples anywhere that two tiles hold


def cover(whole: Shape, tiles: list[Shape], step: float = 5.0) -> Cover:
    """Samples the shape and its surroundings."""
    samples, bare, doubled = 0, list[Point](), list[Point]()
    xs = [x for x, _ in whole.points]
    ys = [y for _, y in whole.points]
    for y in _range(min(ys) - 60, max(ys) + 60, step):
        outer = whole.crossings(y)
        lines = [tile.crossings(y) for tile in tiles]
        for x in _range(min(xs) - 60, max(xs) + 60, step):
            held = sum(inside(line, x) for line in lines)
            samples += inside(outer, x)
            if held == 0 and inside(outer, x):
                bare.append((x, y))
            elif held > 1:
                doubled.append((x, y))
    return Cover(samples, tuple(bare), tuple(doubled))
