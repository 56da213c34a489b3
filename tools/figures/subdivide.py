"""Catmull-Clark subdivision of quads; what else is known of each vertex is carried along with the same weights."""

from __future__ import annotations

import numpy as np

from tools.figures.arrays import Floats, Ints


def subdivided(values: Floats, quads: Ints, times: int) -> tuple[Floats, Ints]:
    """The values (n, k) of vertices and quads (q, 4), made finer `times` times; open borders stay borders."""
    for _ in range(times):
        values, quads = _once(values, quads)
    return values, quads


def _once(values: Floats, quads: Ints) -> tuple[Floats, Ints]:
    edges, edge_of, faces_of = _edges(quads)
    middles = values[quads].mean(axis=1)
    halves = values[edges].mean(axis=1)
    inner = faces_of[:, 1] >= 0
    points = halves.copy()
    points[inner] = (halves[inner] + middles[faces_of[inner]].mean(axis=1)) / 2
    corners = _inner_corners(values, quads, edges, middles, halves)
    _set_border(corners, values, edges[~inner])
    fresh = np.vstack([corners, middles, points])
    return fresh, _split(quads, edge_of, len(values), len(middles))


def _edges(quads: Ints) -> tuple[Ints, Ints, Ints]:
    """Edges (e, 2), the edge of each side of each quad (q, 4), and the two faces of each edge, -1 for none."""
    sides = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    edges, edge_of = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True)
    edge_of = edge_of.reshape(-1)
    order = np.argsort(edge_of, kind="stable")
    first = np.searchsorted(edge_of[order], np.arange(len(edges)))
    count = np.bincount(edge_of, minlength=len(edges))
    faces = np.full((len(edges), 2), -1, dtype=np.int64)
    faces[:, 0] = order[first] // 4
    faces[count > 1, 1] = order[first[count > 1] + 1] // 4
    return edges, edge_of.reshape(-1, 4), faces


def _inner_corners(values: Floats, quads: Ints, edges: Ints, middles: Floats, halves: Floats) -> Floats:
    around, faces = _gathered(len(values), quads.ravel(), np.repeat(middles, 4, axis=0))
    beside, meeting = _gathered(len(values), edges.T.ravel(), np.tile(halves, (2, 1)))
    corners = values.copy()
    used = faces[:, 0] > 0
    n = faces[used]
    corners[used] = (around[used] / n + 2 * beside[used] / meeting[used] + (n - 3) * values[used]) / n
    return corners


def _gathered(count: int, index: Ints, rows: Floats) -> tuple[Floats, Floats]:
    """Sums of rows and their number, per index."""
    total = np.stack([np.bincount(index, weights=column, minlength=count) for column in rows.T], axis=1)
    return total.astype(np.float64), np.bincount(index, minlength=count)[:, None].astype(np.float64)


def _set_border(corners: Floats, values: Floats, border: Ints) -> None:
    """In place: a vertex between two border edges stays on the border's own curve."""
    index, other = border.T.ravel(), border[:, ::-1].T.ravel()
    total, count = _gathered(len(values), index, values[other])
    on = count[:, 0] == 2
    corners[on] = 0.75 * values[on] + 0.125 * total[on]
    corners[count[:, 0] > 2] = values[count[:, 0] > 2]


def _split(quads: Ints, edge_of: Ints, vertices: int, faces: int) -> Ints:
    middle = vertices + np.arange(len(quads))
    side = vertices + faces + edge_of
    parts = [np.stack([quads[:, i], side[:, i], middle, side[:, i - 1]], axis=1) for i in range(4)]
    return np.stack(parts, axis=1).reshape(-1, 4)
