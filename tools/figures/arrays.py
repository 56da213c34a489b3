"""Names for the kinds of arrays that the stages hand to each other, and vectors of three."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def vector(values: Sequence[float] | Floats) -> Floats:
    """The values as an array of floats."""
    return np.asarray(values, dtype=np.float64)


def unit(values: Sequence[float] | Floats) -> Floats:
    """The direction of a vector that is not zero, (3,)."""
    array = vector(values)
    return np.asarray(array / np.linalg.norm(array))


def units(rows: Floats) -> Floats:
    """Every row (last axis) at length one; a row of zeros stays zero."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9))


def turn(axis: Sequence[float] | Floats, degrees: float) -> Floats:
    """The matrix (3, 3) that turns about an axis, counterclockwise when the axis points at the viewer."""
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def turn_between(start: Floats, goal: Floats) -> Floats:
    """The smallest turn (3, 3) that brings one direction to the other."""
    a, b = unit(start), unit(goal)
    axis = np.cross(a, b)
    sine = float(np.linalg.norm(axis))
    return np.eye(3) if sine < 1e-9 else turn(axis, float(np.degrees(np.arctan2(sine, a @ b))))


def smoothstep(low: float, high: float, values: Floats) -> Floats:
    """From 0 at `low` to 1 at `high`, level at both ends; `high` may be the smaller one."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)
