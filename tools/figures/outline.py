"""Where a limb ends in the picture: the faded cut, and the sole, whose cut at the ankle must not be seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tools.figures.arrays import smoothstep
from tools.figures.raster import blurred, nearest, shrunk
from tools.figures.raycast import Field

TOES_END, HEEL_BEGINS = 0.36, 0.42  # shares of the picture's height


def with_round_heel(field: Field) -> Field:
    """The sole without the corners that the cut at the ankle leaves; the toes keep their sharp outline."""
    mask = field.mask
    height = field.height
    lower = smoothstep(TOES_END, HEEL_BEGINS, np.arange(height)[:, None] / height)
    sharp, soft = (blurred(mask.astype(np.float64), sigma) for sigma in (1, 0.016 * height))
    mixed = sharp * (1 - lower) + soft * lower > 0.5
    again = blurred(mixed.astype(np.float64), 0.010 * height) > 0.5
    where = nearest(mask)
    names = ("depth", "normal", "sky", "traits")
    filled = {name: getattr(field, name)[where] for name in names}
    return replace(field, mask=np.where(lower > 0.5, again, mixed), fade=np.ones_like(field.fade), **filled)


def fade_line(field: Field, scale: float) -> tuple[int, ...]:
    """The straight gradient that fits the fading best; () when nothing fades."""
    mask, fade = field.mask, field.fade
    if fade[mask].min() >= 0.9:
        return ()
    rows, columns = np.nonzero(mask & (fade > 0.02) & (fade < 0.98))
    places = np.stack([columns, rows, np.ones_like(rows)], axis=1).astype(np.float64)
    slope, *_ = np.linalg.lstsq(places, fade[rows, columns], rcond=None)
    length = float(np.linalg.norm(slope[:2]))
    along = slope[:2] / length
    center = places.mean(axis=0)
    gone = center[:2] - along * (slope @ center) / length
    full = center[:2] + along * (1 - slope @ center) / length
    # Were the gradient above zero at the cut, a hairline would be left there.
    edge = np.argwhere(mask & ~shrunk(mask, 3) & (fade < 0.06))[:, ::-1]
    if len(edge):
        gone = gone + along * max(0.0, float(((edge - gone) @ along).max()) + 0.004 * field.height)
    return tuple(round(float(value) * scale) for value in (*gone, *full))
