"""The skin as triangles with what is known of each place on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.figures.arrays import Floats, Ints, Mask, units
from tools.figures.mesh import Body
from tools.figures.pose import Posed
from tools.figures.subdivide import subdivided

TIMES = 3  # with fewer the corners of the quads show in the outline
DIGITS = ("toe1", "toe2", "toe3", "toe4", "toe5", "finger1", "finger2", "finger3", "finger4", "finger5")
# Columns of traits: shares of the digits, place at rest, place on the nail map, nearness to the cut, material (0 skin).
DIGIT, REST, UV, KEPT, MATERIAL = slice(0, 10), slice(10, 13), slice(13, 15), 15, 16
COLUMNS = 17
UNSEEN = 3.0  # a material that only hides what is behind it


@dataclass(frozen=True)
class Surface:
    """Vertices (n, 3), triangles (t, 3) and traits (n, COLUMNS)."""

    vertices: Floats
    triangles: Ints
    traits: Floats

    def normals(self) -> Floats:
        """Directions out of the skin at the vertices, (n, 3)."""
        a, b, c = (self.vertices[self.triangles[:, i]] for i in range(3))
        face = np.cross(b - a, c - a)
        index = self.triangles.T.ravel()
        columns = [np.bincount(index, np.tile(column, 3), len(self.vertices)) for column in face.T]
        return units(np.stack(columns, axis=1))


@dataclass(frozen=True)
class Cut:
    """Where a limb ends: full up to `start`, gone at `end`, both heights along an axis from a point."""

    axis: Floats
    origin: Floats
    start: float
    end: float

    def kept(self, place: Floats) -> Floats:
        """1 and more where all is shown, 0 and less where nothing is."""
        return np.asarray((self.end - (place - self.origin) @ self.axis) / (self.end - self.start))


def skin(pose: Posed, keep: Mask, cut: Cut | None, shape: Callable[[Posed], Floats] | None = None) -> Surface:
    """The part of the bent body whose vertices (n,) are kept, made fine; `shape` may move the vertices first."""
    body = pose.body
    vertices = shape(pose) if shape else pose.vertices
    kept = cut.kept(pose.vertices) if cut else np.ones(len(vertices))
    known = np.hstack([vertices, _digit_shares(body), body.vertices, body.uv, kept[:, None], np.zeros((len(kept), 1))])
    quads = body.faces[keep[body.faces].all(axis=1)]
    used, quads = np.unique(quads, return_inverse=True)
    values, quads = subdivided(known[used], quads.reshape(-1, 4), TIMES)
    return Surface(values[:, :3], triangles(quads), values[:, 3:])


def triangles(quads: Ints) -> Ints:
    """Two triangles for each quad."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def joined(surfaces: list[Surface]) -> Surface:
    """Several surfaces as one."""
    starts = np.cumsum([0, *(len(surface.vertices) for surface in surfaces[:-1])])
    return Surface(
        np.vstack([surface.vertices for surface in surfaces]),
        np.vstack([surface.triangles + start for surface, start in zip(surfaces, starts, strict=True)]),
        np.vstack([surface.traits for surface in surfaces]),
    )


def placed(surface: Surface, axes: Floats, origin: Floats, to: Floats) -> Surface:
    """The surface turned (or mirrored) by a matrix (3, 3) about `origin`, which is then at `to`."""
    vertices = (surface.vertices - origin) @ axes.T + to
    flipped = surface.triangles[:, ::-1] if np.linalg.det(axes) < 0 else surface.triangles
    return Surface(vertices, np.ascontiguousarray(flipped), surface.traits)


def _digit_shares(body: Body) -> Floats:
    return np.stack([body.share(f"{digit}-") for digit in DIGITS], axis=1)
