"""Forms that the base mesh lacks, as height over the skin: they only turn the light, the outline stays.

Heights are in foot lengths, places in the coordinates of the limb. This is the one part modeled by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.figures.anatomy import TOES, Anatomy, FootFrame
from tools.figures.arrays import Floats
from tools.figures.raster import blurred_inside
from tools.figures.raycast import Field

NOTHING = 0.0
SOLE_STRENGTH = 1.15
FACING = 0.9  # how far the pads of the toes are turned to the viewer: the mesh turns them away


@dataclass(frozen=True)
class Relief:
    """What is added to the normals (h, w, 3), and how much each place is a weight-bearing pad, -0.6 to 1 (h, w)."""

    slope: Floats
    pad: Floats


@dataclass(frozen=True)
class Bump:
    """A round hill (or hollow) at a place, with two radii, turned by degrees; a higher `power` is flatter on top."""

    a: float
    b: float
    long: float
    wide: float
    height: float
    degrees: float = 0.0
    power: float = 2.2

    def over(self, a: Floats, b: Floats) -> Floats:
        """Its height at places."""
        c, s = np.cos(np.radians(self.degrees)), np.sin(np.radians(self.degrees))
        along, aside = a - self.a, b - self.b
        x, y = (c * along + s * aside) / self.long, (-s * along + c * aside) / self.wide
        return np.asarray(self.height * np.exp(-((x * x + y * y) ** (self.power / 2))))


MEDIAL = (
    Bump(0.222, -0.004, 0.044, 0.050, 0.030),
    Bump(0.145, -0.03, 0.030, 0.09, -0.010),
    Bump(0.095, 0.12, 0.020, 0.14, -0.006),
    Bump(0.47, -0.13, 0.05, 0.05, 0.007),
)
LATERAL = (
    Bump(0.178, -0.035, 0.040, 0.052, 0.024),
    Bump(0.118, -0.02, 0.028, 0.09, -0.012),
    Bump(0.235, -0.05, 0.03, 0.06, -0.008),
    Bump(0.40, -0.225, 0.05, 0.04, 0.006),
)
FRONT = (
    Bump(1.0, 0, 0.052, 0.42, 0.022),
    Bump(0.935, 0, 0.022, 0.18, 0.006),
    Bump(0.0, -0.52, 0.030, 0.16, 0.010),
    Bump(-0.015, 0.50, 0.030, 0.16, 0.010),
)
BACK = (
    Bump(0.995, 0, 0.03, 0.5, -0.010),
    Bump(0.72, -0.33, 0.13, 0.30, 0.014),
    Bump(0.74, 0.34, 0.12, 0.28, 0.013),
    Bump(0.12, 0, 0.16, 0.10, 0.011),
    Bump(0.10, -0.27, 0.10, 0.10, -0.007),
    Bump(0.10, 0.27, 0.10, 0.10, -0.007),
)
SIDES = {"medial": MEDIAL, "medial-ball": MEDIAL, "lateral": LATERAL}
LEGS = {"legfront": FRONT, "legback": BACK}


def relief(name: str, field: Field, frame: Anatomy) -> Relief | None:
    """The relief of a view; None where the mesh is good as it is."""
    if name == "sole":
        return _sole(field, frame)
    if name in SIDES:
        return _of_height(_sum(SIDES[name], *side_coordinates(field, frame)), field, frame, 4)
    if name in LEGS:
        return _of_height(_sum(LEGS[name], *leg_coordinates(field, frame)), field, frame, 4)
    return None


def side_coordinates(field: Field, frame: Anatomy) -> tuple[Floats, Floats]:
    """s of the foot, and the height over the ankle joint in foot lengths."""
    return frame.foot.st(field.rest)[0], (field.rest[..., 1] - frame.leg.ankle[1]) / frame.foot.length


def leg_coordinates(field: Field, frame: Anatomy) -> tuple[Floats, Floats]:
    """Height on the leg, and across it from -1 at the inner border of the knee to 1 at the outer one."""
    along, outward = frame.leg.along(field.rest), frame.leg.outward(field.rest)
    low, high = np.percentile(outward[field.mask & (along > 0.97) & (along < 1.03)], [3, 97])
    return along, (outward - (low + high) / 2) / ((high - low) / 2)


def _sole(field: Field, frame: Anatomy) -> Relief:
    s, t = frame.foot.st(field.rest)
    broad = _sum(_sole_bumps(frame.foot), s, t) * SOLE_STRENGTH
    toes = _toe_pads(field, frame.foot, s, t)
    found = _of_height(broad + toes, field, frame, field.height * 0.004)
    facing = found.slope + FACING * np.clip(toes / 0.016, 0, 1)[..., None] * [0, 0, 1]
    return Relief(facing, np.clip((broad + 1.2 * toes) / (0.030 * SOLE_STRENGTH), -0.6, 1))


def _sole_bumps(foot: FootFrame) -> list[Bump]:
    knuckles = {i: foot.point(foot.knuckles[i]) for i in TOES}
    heights = {2: 0.013, 3: 0.013, 4: 0.014, 5: 0.018}
    first = knuckles[1]
    return [
        Bump(0.135, -0.010, 0.135, 0.092, 0.028, power=2.6),
        Bump(first[0] - 0.050, first[1], 0.085, 0.062, 0.024, power=2),
        *(Bump(knuckles[i][0] - 0.052, knuckles[i][1], 0.080, 0.045, height, power=2) for i, height in heights.items()),
        Bump(0.40, -0.105, 0.24, 0.048, 0.016, -3, 2.4),
        Bump(0.43, 0.090, 0.20, 0.095, -0.032, power=2),
    ]


def _toe_pads(field: Field, foot: FootFrame, s: Floats, t: Floats) -> Floats:
    """A round pad under the end of each toe, a hollow before it; a toe's bumps stay on that toe."""
    height = np.zeros(field.mask.shape)
    for i in TOES:
        tip, middle = foot.point(foot.tips[i]), foot.point(foot.middles[i])
        big = i == 1
        share = np.clip(field.digits[..., i - 1] * 1.6 - 0.3, 0, 1)
        pad = Bump(
            tip[0] - (0.060 if big else 0.034), tip[1] * 0.98, 0.060 if big else 0.036, 0.046 if big else 0.026, 0.016
        )
        neck = Bump(
            middle[0] + (0.008 if big else 0.010), (middle[1] + tip[1]) / 2, 0.020, 0.060 if big else 0.034, -0.006
        )
        height += share * (pad.over(s, t) + neck.over(s, t))
    return height


def _sum(bumps: Sequence[Bump], a: Floats, b: Floats) -> Floats:
    return np.asarray(sum((bump.over(a, b) for bump in bumps), start=np.zeros(a.shape)))


def _of_height(height: Floats, field: Field, frame: Anatomy, soft: float) -> Relief:
    """Slopes of a height in foot lengths, blurred by `soft` pixels so that no step shows."""
    pixels = blurred_inside(height * frame.foot.length * field.scale, field.mask, soft)
    rows, columns = np.gradient(pixels)
    slope = np.stack([-columns, rows, np.zeros_like(rows)], axis=-1)
    return Relief(np.where(field.mask[..., None], slope, 0.0), np.full(height.shape, NOTHING))
