"""Light and color: a soft drawing rather than a photograph, lit from so near the front that mirroring does not show."""

from __future__ import annotations

import numpy as np

from tools.figures.arrays import Floats, Mask, unit, units
from tools.figures.palettes import MATERIALS, Palette, color, toned
from tools.figures.raster import blurred, blurred_inside, blurred_rows, distance_to, nearest
from tools.figures.raycast import Field
from tools.figures.relief import Relief

SOFT = 3.0  # pixels: takes away the facets of the mesh
# Radius (share of the height) and strength of the relief that is exaggerated: tendons, pads.
DETAILS = ((0.012, 0.66), (0.035, 0.90))
KEY, FILL = unit((-0.16, 0.5, 0.85)), unit((0.5, -0.25, 0.8))
DARKEST = 0.62  # of the open sky: deeper shadows between the toes and fingers look like dirt
BLUSH = 0.30
PAD_DEPTH = 0.16  # how far behind the nearest skin a pad ends, in units
NAIL = 0.2
RUNS_OUT = (14, 30)  # pixels beyond the outline where the color begins to be plain, and over how many


def tone(field: Field, added: Relief | None) -> Floats:
    """Lightness of every place, 0 to 1, most of the range used."""
    light = _lit(field, added)
    shown = field.mask & (field.fade > 0.3)
    for number in np.unique(field.material[shown]):
        same = field.material == number
        low, high = np.percentile(light[shown & same], [2, 98])
        light = np.where(same, np.clip((light - low) / (high - low), 0, 1), light)
    return np.asarray(0.4 * light * light * (3 - 2 * light) + 0.6 * light)


def _lit(field: Field, added: Relief | None) -> Floats:
    plain = _soft_normal(field, SOFT)
    normal = plain
    for radius, strength in DETAILS:
        normal = units(normal + strength * (normal - _soft_normal(field, radius * field.height)))
    if added is not None:
        normal = units(normal + added.slope)
    lit = 0.66 * np.clip(normal @ KEY, 0, 1) + 0.14 * np.clip(normal @ FILL, 0, 1) + 0.20
    rim = np.clip(plain[..., 2], 0, 1) ** 0.55
    sky = np.clip(blurred_inside(field.sky, field.mask, SOFT), DARKEST, 1) ** 1.2
    return np.asarray(lit * (0.5 + 0.5 * rim) * sky)


def _soft_normal(field: Field, sigma: float) -> Floats:
    return units(blurred_rows(field.normal, field.mask, sigma))


def colored(field: Field, light: Floats, blush: Floats, nail: Floats, palette: Palette) -> Floats:
    """The opaque picture (h, w, 3); colors run past the outline, which the page's clip path cuts."""
    picture = toned(light, palette.shadow, palette.middle, palette.light)
    warm = (picture * color(palette.blush) / color(palette.middle)).clip(0, 1)
    picture = _mixed(picture, warm, BLUSH * blush)
    picture = _mixed(picture, color(palette.nail), NAIL * blurred(nail, 1.5))
    for number, tones in MATERIALS.items():
        picture = _mixed(picture, toned(light, *tones), (field.material == number).astype(np.float64))
    return _run_out(picture, field.mask, color(palette.middle))


def _mixed(picture: Floats, other: Floats, share: Floats) -> Floats:
    return np.asarray(picture * (1 - share[..., None]) + other * share[..., None])


def _run_out(picture: Floats, mask: Mask, plain: Floats) -> Floats:
    beyond = picture[nearest(mask)]
    beyond = np.stack([blurred(beyond[..., i], 1.0) for i in range(3)], axis=-1)
    return _mixed(beyond, plain, np.clip((distance_to(mask) - RUNS_OUT[0]) / RUNS_OUT[1], 0, 1))


def warmth(field: Field, added: Relief | None, bears_weight: bool) -> Floats:
    """Where blood shows through, 0 to 1: the pads of fingers and toes, and of the sole."""
    warm = 0.8 * np.clip(field.digits.sum(axis=-1) - 0.75, 0, 1)
    if bears_weight:
        depth = np.where(field.mask, field.depth - np.nanpercentile(field.depth[field.mask], 1), 9)
        warm = warm + 0.25 * np.exp(-((depth / PAD_DEPTH) ** 2))
    if added is not None:
        warm = warm + 0.85 * np.clip(added.pad, 0, 1)
    return blurred_inside(np.clip(warm, 0, 1), field.mask, 12)
