"""Strokes as points: the way of a hand over the skin, cut into pieces of one length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import dist

Point = tuple[float, float]
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
CURVE_PIECES = 24
PIECES = 40  # of a way: a circle of 25 mm is then off by less than a tenth of a millimeter
CLOSED_SHARE = 0.1  # a circle ends where it began, but for rounding


@dataclass(frozen=True)
class Way:
    """A way in the units of its figure: points at even distances, its true length in mm; a place has length 0."""

    points: tuple[Point, ...]
    mm: float
    closed: bool

    def part(self, start: float, end: float) -> Way:
        """The stretch between two shares, 0 to 1, of an open way."""
        first, last = round(start * PIECES), round(end * PIECES)
        return Way(self.points[first : last + 1], self.mm * (last - first) / PIECES, self.closed)

    @property
    def length(self) -> float:
        """Its length in the units of its figure."""
        return _passed(list(self.points))[-1]

    @property
    def middle(self) -> Point:
        """The middle of a closed way, or a place itself."""
        points = self.points[1:] or self.points
        return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))

    def moved(self, x: float, y: float) -> Way:
        """The same way elsewhere."""
        return replace(self, points=tuple((px + x, py + y) for px, py in self.points))

    def at(self, share: float) -> Point:
        """The point at a share, 0 to 1, of the way."""
        pieces = len(self.points) - 1
        n = max(0, min(int(share * pieces), pieces - 1))
        return _bezier(self.points[n : n + 2], share * pieces - n)


def place(point: Point) -> Way:
    """The way of a hand that stays."""
    return Way((point,), 0, closed=False)


def read_way(path: str, mm_per_unit: float) -> Way:
    """The way along a path made of one `M` and any number of `c` and `l`."""
    line = list(_line(path))
    length = _passed(line)[-1]
    points = tuple(_even(line, length))
    return Way(points, length * mm_per_unit, dist(points[0], points[-1]) < CLOSED_SHARE * length)


def _line(path: str) -> Iterator[Point]:
    at: Point = (0.0, 0.0)
    for command, text in re.findall(r"([Mcl])([^A-Za-z]*)", path):
        numbers = [float(number) for number in NUMBER.findall(text)]
        size = 6 if command == "c" else 2
        for first in range(0, len(numbers) - size + 1, size):
            ends = [(at[0] + x, at[1] + y) for x, y in zip(*[iter(numbers[first : first + size])] * 2, strict=True)]
            pieces = CURVE_PIECES if command == "c" else 1
            yield from (_bezier((at, *ends), n / pieces) for n in range(1, pieces + 1))
            at = ends[-1]


def _bezier(corners: tuple[Point, ...], t: float) -> Point:
    """A point of a curve with any number of corners, by de Casteljau."""
    while len(corners) > 1:
        corners = tuple((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(corners))
    return corners[0]


def _passed(line: list[Point]) -> list[float]:
    return list(accumulate((dist(a, b) for a, b in pairwise(line)), initial=0.0))


def _even(line: list[Point], length: float) -> Iterator[Point]:
    """Points at even distances; a piece of no length is passed over."""
    passed, n = _passed(line), 0
    for piece in range(PIECES + 1):
        wanted = length * piece / PIECES
        while n < len(line) - 2 and passed[n + 1] < wanted:
            n += 1
        span = passed[n + 1] - passed[n]
        yield _bezier((line[n], line[n + 1]), min(1.0, (wanted - passed[n]) / span) if span else 0.0)
