"""Where a picture is taken from: parallel light rays, no perspective, so that one scale holds everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.figures.anatomy import HandFrame
from tools.figures.arrays import Floats, turn, unit, vector


@dataclass(frozen=True)
class Camera:
    """The directions (3,) to the right and up in the picture, and out of it toward the viewer."""

    right: Floats
    up: Floats
    out: Floats

    @property
    def axes(self) -> Floats:
        """Rows right, up, out: turns places of the body into places of the picture."""
        return np.stack([self.right, self.up, self.out])


def looking_from(out: Sequence[float] | Floats, up: Sequence[float] | Floats) -> Camera:
    """The camera that looks against `out`, with `up` (made square to it) upward."""
    front = unit(out)
    top = unit(vector(up) - front * (vector(up) @ front))
    return Camera(np.cross(top, front), top, front)


def hand_camera(hand: HandFrame, azimuth: float, tilt: float = 0.0, roll: float = 0.0) -> Camera:
    """Degrees from the back of the hand: round its length (- is toward the thumb), over the fingers, in the picture."""
    out = turn(hand.along, azimuth) @ hand.back
    out = turn(np.cross(hand.along, out), -tilt) @ out
    up = turn(out, roll) @ unit(hand.along - out * (hand.along @ out))
    return looking_from(out, up)
