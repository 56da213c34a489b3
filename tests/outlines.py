"""SVG paths as polygons, and the largest circle inside one: what a fingertip finds to land on."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterator
from itertools import pairwise

Point = tuple[float, float]
Box = tuple[float, float, float, float]
TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
BENDS = 8  # straight pieces for one curve


def polygons(path: str) -> list[list[Point]]:
    """The closed shapes of a path made of M L H V C Z, in capitals or not. Raises KeyError for any other command."""
    shapes: list[list[Point]] = []
    for command, numbers in _commands(path):
        if command in "Mm":
            at = shapes[-1][0] if shapes and command == "m" else (0.0, 0.0)
            shapes.append([(at[0] + numbers[0], at[1] + numbers[1])])
        elif command not in "Zz":
            shapes[-1].extend(_drawn(command, numbers, shapes[-1][-1]))
    return shapes


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    command, numbers = "", list[float]()
    for token in TOKEN.findall(path):
        if token.isalpha():
            command = token
            if not ARGUMENTS[command.upper()]:
                yield command, []
            continue
        numbers.append(float(token))
        if len(numbers) == ARGUMENTS[command.upper()]:
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


def _drawn(command: str, numbers: list[float], at: Point) -> list[Point]:
    x, y = at if command.islower() else (0.0, 0.0)
    if command in "Hh":
        return [(x + numbers[0], at[1])]
    if command in "Vv":
        return [(at[0], y + numbers[0])]
    points = [(x + numbers[n], y + numbers[n + 1]) for n in range(0, len(numbers), 2)]
    return points if command in "Ll" else [_on_curve((at, *points), n / BENDS) for n in range(1, BENDS + 1)]


def _on_curve(points: tuple[Point, ...], t: float) -> Point:
    while len(points) > 1:
        points = tuple((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points))
    return points[0]


def widest_circle(shape: list[Point], box: Box) -> float:
    """The diameter of the largest circle inside both the shape and the box (x, y, width, height), to half a unit."""
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    size = min(max(xs) - min(xs), max(ys) - min(ys)) / 2
    cells = [
        _cell((min(xs) + size * (i + 0.5), min(ys) + size * (j + 0.5)), size / 2, shape, box)
        for i in range(math.ceil((max(xs) - min(xs)) / size))
        for j in range(math.ceil((max(ys) - min(ys)) / size))
    ]
    heapq.heapify(cells)
    best = 0.0
    while cells:
        bound, radius, middle, half = heapq.heappop(cells)
        best = max(best, radius)
        if -bound - best <= 0.25:
            break
        for dx in (-half / 2, half / 2):
            for dy in (-half / 2, half / 2):
                heapq.heappush(cells, _cell((middle[0] + dx, middle[1] + dy), half / 2, shape, box))
    return 2 * best


def _cell(middle: Point, half: float, shape: list[Point], box: Box) -> tuple[float, float, Point, float]:
    """The best radius that any point of this square could have comes first, negated for the heap."""
    radius = _radius(middle, shape, box)
    return -(radius + half * math.sqrt(2)), radius, middle, half


def _radius(point: Point, shape: list[Point], box: Box) -> float:
    """How far a point is inside; negative outside."""
    x, y = point
    inside, nearest = False, math.inf
    for (ax, ay), (bx, by) in pairwise([*shape, shape[0]]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        nearest = min(nearest, _distance(point, (ax, ay), (bx, by)))
    edges = (x - box[0], box[0] + box[2] - x, y - box[1], box[1] + box[3] - y)
    return min(nearest if inside else -nearest, *edges)


def _distance(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length)) if length else 0.0
    return math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy)
