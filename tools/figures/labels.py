"""The zone that every pixel belongs to, by place on the skin at rest: anatomy, not pixels, sets the borders.

The names are the zones of the content; a group stands where its parts would be too small to tap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.figures.anatomy import TOES, Anatomy
from tools.figures.arrays import Floats, Ints, Mask, unit
from tools.figures.mesh import Body
from tools.figures.raster import biggest_piece, blurred_inside, nearest, pieces
from tools.figures.raycast import Field

KNUCKLE_LINE = (0.0,) * 5
WEB_LINE = (0.30, 0.42, 0.42, 0.42, 0.42)
SHOWN = 0.45  # a zone ends where the limb has faded this far
SPECK = 250  # pixels


@dataclass(frozen=True)
class Labels:
    """The picture of numbers (h, w), 0 outside, and the zone of each number."""

    numbers: Ints
    names: Mapping[int, str]


class Painter:
    """Gives names to masks one after the other; the later one lies on top."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask
        self.numbers: Ints = np.zeros(mask.shape, dtype=np.int64)
        self.names: dict[int, str] = {}

    def paint(self, name: str, where: Mask | None = None) -> None:
        """Everything, or a part of it, is this zone now."""
        number = next((n for n, known in self.names.items() if known == name), len(self.names) + 1)
        self.names[number] = name
        self.numbers[self.mask if where is None else self.mask & where] = number


def labels(view: str, field: Field, frame: Anatomy, body: Body) -> Labels:
    """The zones of a view, without specks and with even borders."""
    painter = Painter(field.mask)
    PAINTERS[view](painter, field, frame, body)
    shown = biggest_piece(field.mask & (field.fade > SHOWN))
    numbers = np.where(shown, painter.numbers, 0)
    numbers = _without_specks(_even(_without_specks(numbers, shown), shown), shown)
    return Labels(numbers, {n: name for n, name in painter.names.items() if (numbers == n).any()})


def _sole(painter: Painter, field: Field, frame: Anatomy, _body: Body) -> None:
    s, t = frame.foot.st(field.rest)
    painter.paint("arch-outer")
    painter.paint("arch-inner", t > -0.018)
    painter.paint("ball", frame.foot.beyond(field.rest, KNUCKLE_LINE) > -0.155)
    painter.paint("heel", s < 0.29)
    _toes(painter, field, frame)


def _top(painter: Painter, field: Field, frame: Anatomy, _body: Body) -> None:
    s, _ = frame.foot.st(field.rest)
    height = frame.leg.along(field.rest)
    painter.paint("instep")
    painter.paint("forefoot-top", frame.foot.beyond(field.rest, KNUCKLE_LINE) > -0.17)
    painter.paint("ankle-front", (s < 0.40 + 0.15 * np.clip(-height, 0, 1)) & (height > -0.17))
    _toes(painter, field, frame)


def _toes(painter: Painter, field: Field, frame: Anatomy) -> None:
    beyond = frame.foot.beyond(field.rest, WEB_LINE) > 0
    toe = field.digits[..., :5].argmax(axis=-1) + 1
    for i in TOES:
        painter.paint(f"toe{i}", beyond & (toe == i))


def _side(painter: Painter, field: Field, frame: Anatomy, side: str, toe: str) -> None:
    s, _ = frame.foot.st(field.rest)
    height = frame.leg.along(field.rest)
    ankle = frame.leg.ankle[1] - frame.foot.ground
    up = (field.rest[..., 1] - frame.foot.ground) / ankle
    painter.paint(f"arch-{side}")
    painter.paint("ball", frame.foot.beyond(field.rest, KNUCKLE_LINE) > -0.155)
    painter.paint("instep", (s > 0.30) & (up > 0.085 * frame.foot.length / ankle + 0.62 * _falling(s)))
    painter.paint("heel", (s < 0.29) & (up < 0.62))
    painter.paint(f"ankle-{side}", (up >= 0.62) & (s < 0.36) & (height < 0.14))
    middle = _leg_middle(field, frame)
    painter.paint("calf-lower", (height >= 0.14) & (field.rest[..., 2] <= middle))
    painter.paint("shin-lower", (height >= 0.14) & (field.rest[..., 2] > middle))
    painter.paint(toe, frame.foot.beyond(field.rest, WEB_LINE) > 0)


def _falling(s: Floats) -> Floats:
    """The upper border of the arch sinks toward the toes."""
    return np.clip(1 - (s - 0.30) / 0.42, 0.30, 1)


def _leg_middle(field: Field, frame: Anatomy) -> float:
    """Halfway between shin and calf, seen from the side."""
    height = frame.leg.along(field.rest)
    low, high = np.percentile(field.rest[..., 2][field.mask & (height > 0.14) & (height < 0.34)], [2, 98])
    return float(low + high) / 2


def _medial(painter: Painter, field: Field, frame: Anatomy, _body: Body) -> None:
    _side(painter, field, frame, "inner", "toe1")


def _lateral(painter: Painter, field: Field, frame: Anatomy, _body: Body) -> None:
    _side(painter, field, frame, "outer", "toes")


def _legfront(painter: Painter, field: Field, frame: Anatomy, _body: Body) -> None:
    _leg(painter, field, frame, "shin", "knee", "ankle-front")
    painter.paint("foot-top", (frame.foot.st(field.rest)[0] > 0.40) & (frame.leg.along(field.rest) < 0.06))


def _legback(painter: Painter, field: Field, frame: Anatomy, _body: Body) -> None:
    _leg(painter, field, frame, "calf", "knee-hollow", "ankle-back")
    painter.paint("heel", frame.leg.along(field.rest) < -0.105)


def _leg(painter: Painter, field: Field, frame: Anatomy, part: str, knee: str, ankle: str) -> None:
    height = frame.leg.along(field.rest)
    painter.paint(ankle)
    for name, low in (("lower", 0.09), ("mid", 0.36), ("upper", 0.63)):
        painter.paint(f"{part}-{name}", height >= low)
    painter.paint(knee, height >= 0.885)


def _palm(painter: Painter, field: Field, frame: Anatomy, body: Body) -> None:
    u, v = frame.hand.uv(field.rest)
    painter.paint("palm-centre")
    painter.paint("finger-base", v > 0.71 - 0.06 * u)
    thumb_v, thumb_u = (-0.05, 0.0, 0.12, 0.3, 0.5, 0.66, 0.78), (0.0, 0.0, 0.01, -0.05, -0.19, -0.42, -0.8)
    painter.paint("thumb-mound", (u < np.interp(v, thumb_v, thumb_u)) & (v < 0.78))
    little_v, little_u = (-0.05, 0.0, 0.2, 0.45, 0.62), (0.05, 0.06, 0.13, 0.28, 0.7)
    painter.paint("little-mound", (u > np.interp(v, little_v, little_u)) & (v < 0.62))
    _fingers(painter, field, frame, body, 0.34)


def _back(painter: Painter, field: Field, frame: Anatomy, body: Body) -> None:
    u, v = frame.hand.uv(field.rest)
    painter.paint("hand-back")
    painter.paint("knuckles", v > 0.74)
    web_v, web_u = (0.0, 0.2, 0.45, 0.7, 0.8), (-0.2, -0.28, -0.42, -0.56, -0.9)
    painter.paint("thumb-web", (u < np.interp(v, web_v, web_u)) & (v < 0.8))
    _fingers(painter, field, frame, body, 0.30)


def _fingers(painter: Painter, field: Field, frame: Anatomy, body: Body, web: float) -> None:
    """Wrist and forearm, and the fingers from a share `web` of their first bone on."""
    u, v = frame.hand.uv(field.rest)
    painter.paint("wrist", v < 0.03)
    painter.paint("forearm", v < -0.38)
    heads = {i: (body.head(f"finger{i}-1.R"), body.head(f"finger{i}-2.R")) for i in (2, 3, 4, 5)}
    line = np.array([frame.hand.point(a + web * (b - a)) for a, b in heads.values()])
    share = field.digits[..., 5:]
    finger, whole = share.argmax(axis=-1) + 1, share.sum(axis=-1)
    for i in heads:
        painter.paint(f"finger{i}", (v > np.interp(u, line[:, 0], line[:, 1])) & (finger == i) & (whole > 0.3))
    start, end = body.head("finger1-2.R"), body.head("finger1-3.R")
    beyond = (field.rest - start) @ unit(end - start) > 0.02
    painter.paint("thumb", beyond & (finger == 1) & (whole > 0.35))


PAINTERS = {
    "sole": _sole,
    "top": _top,
    "medial": _medial,
    "lateral": _lateral,
    "legfront": _legfront,
    "legback": _legback,
    "palm": _palm,
    "back": _back,
}


def _without_specks(numbers: Ints, mask: Mask) -> Ints:
    """Small pieces go to whatever is nearest."""
    kept = np.zeros_like(numbers)
    for number in np.unique(numbers[mask]):
        piece, sizes = pieces(numbers == number)
        big = 1 + np.flatnonzero(sizes >= max(SPECK, 0.12 * sizes.max()))
        kept[np.isin(piece, big)] = number
    return np.where(mask, kept[nearest(kept > 0)], 0)


def _even(numbers: Ints, mask: Mask, sigma: float = 4.0) -> Ints:
    """Every pixel goes to the zone that is strongest round it."""
    found = [n for n in np.unique(numbers) if n]
    strength = np.stack([blurred_inside((numbers == n).astype(np.float64), mask, sigma) for n in found])
    return np.where(mask, np.array(found)[strength.argmax(axis=0)], 0)
