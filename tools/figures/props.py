"""Things in the hand's place: a ball, and a towel held by both hands. Made in the axes of the picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.interpolate import CubicSpline

from tools.figures.anatomy import Anatomy
from tools.figures.arrays import Floats, Ints, smoothstep, turn, units, vector
from tools.figures.camera import Camera
from tools.figures.pose import Posed
from tools.figures.surface import COLUMNS, KEPT, MATERIAL, UNSEEN, Surface, joined, placed, triangles

CLOTH, RUBBER = 1.0, 2.0
BALL_RADIUS = 0.32  # a massage ball or tennis ball, in units of 10 cm
# The towel's middle line from behind the calf to the right hand; the left half is its mirror image.
TOWEL = ((0.0, -0.05, 0.58), (0.34, -0.03, 0.47), (0.58, 0.06, 0.10), (0.74, 0.36, -0.14), (0.91, 0.98, -0.34))
TOWEL_HALF = (0.36, 0.36, 0.31, 0.20, 0.15)  # half its width at these places
FOLDS = 3.0  # waves across its width
FIST = (0.90, 0.92, -0.12)
LIMB_LENGTH = 2.4  # enough for a hand
LEAN = 24.0  # degrees by which the forearms spread


def ball() -> Surface:
    """A ball about the origin."""
    return _grid(_sphere, 96, 48, RUBBER)


def _sphere(u: Floats, v: Floats) -> Floats:
    around, up = 2 * np.pi * u, np.pi * (v - 0.5)
    flat = np.cos(up)
    return BALL_RADIUS * np.stack([flat * np.sin(around), np.sin(up), flat * np.cos(around)], axis=-1)


def towel_in_hands(hand: Surface, pose: Posed, frame: Anatomy) -> Surface:
    """A towel round the calf, seen from behind, in the fists of the person whose leg it is."""
    right = _fist(hand, pose, frame)
    left = placed(right, np.diag([-1.0, 1.0, 1.0]), np.zeros(3), np.zeros(3))
    return joined([_grid(_towel, 240, 48, CLOTH), right, left])


def _fist(hand: Surface, pose: Posed, frame: Anatomy) -> Surface:
    """Back of the hand toward the viewer, thumb outward: one's own right hand, palm up, seen from behind the leg."""
    axes = np.stack([-frame.hand.across, -frame.hand.along, frame.hand.back])
    middle = np.mean([pose.head(f"finger{i}-2.R") for i in (3, 4)], axis=0)
    return placed(hand, turn((0, 0, 1), -LEAN) @ axes, middle, vector(FIST))


def _towel(u: Floats, v: Floats) -> Floats:
    """u from hand to hand, v from the lower edge to the upper one."""
    half = np.array(TOWEL)
    knots = np.vstack([half[:0:-1] * [-1, 1, 1], half])
    widths = np.r_[TOWEL_HALF[:0:-1], TOWEL_HALF]
    places = np.linspace(0, 1, len(knots))
    line, width = CubicSpline(places, knots), CubicSpline(places, widths)
    middle, along = line(u), units(line(u, 1))
    ends = np.abs(2 * u - 1)[..., None]
    # Round the leg the towel lies flat on it; on the way to the hands it turns its face to the viewer.
    facing = smoothstep(0.45, 0.75, ends)
    outward = units(middle * [1, 0, 1] * (1 - facing) + facing * [0, 0, 1])
    across = units(np.cross(outward, along))
    edge = 2 * v - 1
    wave = np.cos(FOLDS * np.pi * edge + 5 * u)[..., None]
    thick = (0.003 + 0.024 * ends**2) * wave
    return np.asarray(middle + across * (width(u) * edge)[..., None] + np.cross(along, across) * thick)


def limb_in_hand(camera: Camera, middle: Floats, radius: float) -> Surface:
    """The limb that a hand goes round, upright in the picture about `middle`: it hides the fingers behind it."""

    def tube(u: Floats, v: Floats) -> Floats:
        around = 2 * np.pi * u
        return np.stack([radius * np.cos(around), LIMB_LENGTH * (v - 0.5), radius * np.sin(around)], axis=-1)

    return placed(_grid(tube, 96, 2, UNSEEN), camera.axes.T, np.zeros(3), middle)


def _grid(place: Callable[[Floats, Floats], Floats], columns: int, rows: int, material: float) -> Surface:
    """A surface from its places at u and v from 0 to 1."""
    u, v = np.meshgrid(np.linspace(0, 1, columns + 1), np.linspace(0, 1, rows + 1))
    vertices = place(u.ravel(), v.ravel())
    traits = np.zeros((len(vertices), COLUMNS))
    traits[:, KEPT], traits[:, MATERIAL] = 1.0, material
    return Surface(vertices, triangles(_cells(columns, rows)), traits)


def _cells(columns: int, rows: int) -> Ints:
    first = (np.arange(rows)[:, None] * (columns + 1) + np.arange(columns)).ravel()
    return np.stack([first, first + 1, first + columns + 2, first + columns + 1], axis=1)


def towel_contact() -> Floats:
    """Where the towel lies on the calf."""
    return vector(TOWEL[0])
