"""A picture of numbered areas as rings of curves: neighbors share one curve, so nothing gaps and nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tools.figures.arrays import Floats, Ints
from tools.figures.bezier import Curve, Pen, backward, fitted, fitted_ring, smooth_line, smooth_ring

Corner = tuple[int, int]  # row and column of a corner between pixels
Pair = tuple[int, int]  # the numbers on both sides
Cracks = dict[Corner, list[tuple[Corner, Pair]]]


@dataclass(frozen=True)
class Arc:
    """A border between the same two areas, from one meeting of borders to the next (or round)."""

    pair: Pair
    start: Corner
    end: Corner
    curves: list[Curve]


@dataclass(frozen=True)
class PlanarMap:
    """The arcs of a picture of areas; 0 is outside."""

    arcs: list[Arc]

    def path(self, label: int, scale: float, offset: tuple[float, float] = (0, 0)) -> str:
        """The rings of one area as a path."""
        pen = Pen(scale, offset)
        for ring in _rings([arc for arc in self.arcs if label in arc.pair]):
            curves = [curve for arc in ring for curve in arc.curves]
            if curves:
                pen.curves(curves).close()
        return pen.text()


def planar(labels: Ints, smooth: float, error: float) -> PlanarMap:
    """The map of a picture of whole numbers; `smooth` and `error` in pixels."""
    cracks = _cracks(np.pad(labels, 1))
    return PlanarMap([_arc(corners, pair, smooth, error) for corners, pair in _walks(cracks)])


def _cracks(labels: Ints) -> Cracks:
    """The borders between pixels as a graph of corners."""
    graph: Cracks = {}

    def add(a: Corner, b: Corner, pair: Pair) -> None:
        graph.setdefault(a, []).append((b, pair))
        graph.setdefault(b, []).append((a, pair))

    for row, column in np.argwhere(labels[:, 1:] != labels[:, :-1]).tolist():
        add((row, column + 1), (row + 1, column + 1), _pair(labels[row, column], labels[row, column + 1]))
    for row, column in np.argwhere(labels[1:] != labels[:-1]).tolist():
        add((row + 1, column), (row + 1, column + 1), _pair(labels[row, column], labels[row + 1, column]))
    return graph


def _pair(a: np.int64, b: np.int64) -> Pair:
    return (int(min(a, b)), int(max(a, b)))


def _walks(cracks: Cracks) -> Iterator[tuple[list[Corner], Pair]]:
    """Every border once: first those between meetings, then the rings that meet none."""
    meetings = {corner for corner in cracks if _is_meeting(cracks, corner)}
    used: set[tuple[Corner, Corner]] = set()
    for corner in [*(c for c in cracks if c in meetings), *cracks]:
        for neighbor, pair in cracks[corner]:
            if (corner, neighbor) not in used:
                yield _walk(cracks, meetings, used, corner, neighbor), pair


def _is_meeting(cracks: Cracks, corner: Corner) -> bool:
    around = cracks[corner]
    return len(around) != 2 or around[0][1] != around[1][1]


def _walk(
    cracks: Cracks, meetings: set[Corner], used: set[tuple[Corner, Corner]], start: Corner, here: Corner
) -> list[Corner]:
    path = [start, here]
    used |= {(start, here), (here, start)}
    while here not in meetings and here != start:
        step = next(corner for corner, _ in cracks[here] if corner != path[-2])
        used |= {(here, step), (step, here)}
        path.append(step)
        here = step
    return path


def _arc(corners: list[Corner], pair: Pair, smooth: float, error: float) -> Arc:
    points = np.array(corners, dtype=np.float64)[:, ::-1] - 1
    if corners[0] == corners[-1]:
        ring = smooth_ring(points[:-1], smooth)
        curves = fitted_ring(ring, error) if len(ring) > 8 else []
    else:
        curves = _open_curves(points, smooth, error)
    return Arc(pair, corners[0], corners[-1], curves)


def _open_curves(points: Floats, smooth: float, error: float) -> list[Curve]:
    sigma = smooth if len(points) > 4 * smooth else max(0.8, len(points) / 6)
    line = smooth_line(points, sigma)
    return fitted(line, error, reach=max(2, min(6, len(line) // 4)))


def _rings(arcs: list[Arc]) -> Iterator[list[Arc]]:
    left = list(arcs)
    while left:
        ring = [left.pop(0)]
        while ring[-1].end != ring[0].start and (follower := _follower(left, ring[-1].end)):
            ring.append(follower)
        yield ring


def _follower(left: list[Arc], corner: Corner) -> Arc | None:
    for place, arc in enumerate(left):
        if corner in (arc.start, arc.end):
            del left[place]
            return arc if arc.start == corner else _turned(arc)
    return None


def _turned(arc: Arc) -> Arc:
    return Arc(arc.pair, arc.end, arc.start, backward(arc.curves))
