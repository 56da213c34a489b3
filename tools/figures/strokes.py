"""The ways a hand takes over the skin, given in the coordinates of the limb."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tools.figures.anatomy import TOES, Anatomy
from tools.figures.arrays import Floats
from tools.figures.bezier import Pen, fitted, smooth_line
from tools.figures.mesh import Body
from tools.figures.props import BALL_RADIUS
from tools.figures.raycast import Field
from tools.figures.relief import leg_coordinates, side_coordinates
from tools.figures.trace import Points, Tracer, through
from tools.figures.views import View

FIT = 1.0  # pixels
# From the heel to the ball of the foot, off both: who has a sore heel may still have the arch worked on.
ARCH_INNER = ((0.325, 0.029), (0.395, 0.032), (0.465, 0.036), (0.535, 0.044))
ARCH_OUTER = ((0.325, -0.088), (0.385, -0.093), (0.445, -0.097), (0.505, -0.099))
LEG = (0.07, 0.90)  # how far the long strokes go up the leg
BESIDE = 0.07  # from its edge to the web of a hand that clasps it, in units: see the hold of hand-clasp
FADING = 0.95  # a stroke ends where less than this is seen of the limb
LEG_ACROSS = 0.25  # a step across the leg is shorter than the same number along it


@dataclass(frozen=True)
class Stroke:
    """A way in pixels (n, 2); one name with -1, -2 ... are parts of one stroke, in the order in which they are done."""

    name: str
    pixels: Floats

    def path(self, scale: float) -> str:
        """The way as an SVG path in the units of the figure."""
        return Pen(scale, decimals=1).curves(fitted(self.pixels, FIT)).text()


@dataclass(frozen=True)
class Ground:
    """What the strokes of a view run over."""

    view: View
    field: Field
    frame: Anatomy
    body: Body


def strokes(ground: Ground) -> list[Stroke]:
    """The strokes of a view, in the order of the body from heel to toes or ankle to knee."""
    drawer = DRAWERS.get(ground.view.name)
    return list(drawer(ground)) if drawer else []


def _sole(ground: Ground) -> Iterator[Stroke]:
    foot = ground.frame.foot
    tracer = Tracer.over(ground.field.mask, *foot.st(ground.field.rest))
    yield Stroke("sole-sweep", tracer.line(((0.14, -0.012), (0.35, -0.02), (0.60, -0.012), (0.73, 0.0))))
    for i in TOES:
        s, t = foot.point(foot.knuckles[i])
        yield Stroke(f"ball-circle-{i}", tracer.circle((s - 0.055, t * 0.92), 0.030, 0.030))
    yield from _arch("arch", ARCH_INNER, tracer)
    yield from _arch("arch-outer", ARCH_OUTER, tracer)
    yield Stroke("heel-circle", tracer.circle((0.15, -0.01), 0.055, 0.05))
    yield from _toe_pulls(ground, tracer)


def _arch(name: str, points: Points, tracer: Tracer) -> Iterator[Stroke]:
    yield Stroke(f"{name}-press", tracer.line((points[0], points[2], points[-1])))
    for i, (s, t) in enumerate(points, 1):
        yield Stroke(f"{name}-circle-{i}", tracer.circle((s, t), 0.028, 0.028))


def _top(ground: Ground) -> Iterator[Stroke]:
    foot = ground.frame.foot
    tracer = Tracer.over(ground.field.mask, *foot.st(ground.field.rest))
    yield from _toe_pulls(ground, tracer)
    for i in TOES[:-1]:
        s, t = (np.array(foot.point(foot.knuckles[i])) + foot.point(foot.knuckles[i + 1])) / 2
        yield Stroke(f"between-{i}", tracer.line(((s + 0.02, t), (s - 0.12, t * 0.86), (s - 0.24, t * 0.68))))
    yield Stroke("instep-sweep", tracer.line(((0.78, 0.0), (0.60, 0.0), (0.44, 0.01))))


def _toe_pulls(ground: Ground, tracer: Tracer) -> Iterator[Stroke]:
    foot = ground.frame.foot
    for i in TOES:
        start, tip = np.array(foot.point(foot.knuckles[i])), np.array(foot.point(foot.tips[i]))
        points: Points = [tuple(start + (tip - start) * share) for share in (0.15, 0.6, 0.94)]
        yield Stroke(f"toe-pull-{i}", tracer.line(points))


def _medial(ground: Ground) -> Iterator[Stroke]:
    tracer = Tracer.over(ground.field.mask, *side_coordinates(ground.field, ground.frame))
    yield Stroke("ankle-circle", tracer.circle((0.218, -0.005), 0.075, 0.078))
    yield Stroke("arch-sweep", tracer.line(((0.20, -0.235), (0.40, -0.195), (0.62, -0.245))))


def _medial_ball(ground: Ground) -> Iterator[Stroke]:
    """The way of the ball's center, from the heel to the ball of the foot, where the ball just meets the sole."""
    field = ground.field
    radius = BALL_RADIUS * field.scale
    s = np.where(field.mask, side_coordinates(field, ground.frame)[0], np.nan)
    lowest = np.where(field.mask.any(axis=0), field.height - 1 - field.mask[::-1].argmax(axis=0), -np.inf)
    columns = np.flatnonzero(np.isfinite(lowest))
    along = s[lowest[columns].astype(int), columns]
    over = columns[(along > 0.14) & (along < 0.66)]
    heel, ball = (over.max(), over.min()) if along[0] > along[-1] else (over.min(), over.max())
    centers = np.linspace(heel, ball, 25)
    way = np.stack([centers, [_resting(lowest, float(x), radius) for x in centers]], axis=1)
    yield Stroke("ball-roll", smooth_line(way, 2))


def _resting(lowest: Floats, x: float, radius: float) -> float:
    """How low the center of a ball at x has to be for the ball to touch the sole but not enter it."""
    columns = np.arange(max(0, int(x - radius)), min(len(lowest), int(x + radius) + 1))
    return float((lowest[columns] + np.sqrt(np.maximum(radius**2 - (columns - x) ** 2, 0))).max())


def _lateral(ground: Ground) -> Iterator[Stroke]:
    tracer = Tracer.over(ground.field.mask, *side_coordinates(ground.field, ground.frame))
    yield Stroke("ankle-circle", tracer.circle((0.178, -0.035), 0.075, 0.078))
    yield Stroke("border-sweep", tracer.line(((0.20, -0.235), (0.40, -0.195), (0.62, -0.245))))


def _leg_tracer(ground: Ground) -> Tracer:
    along, across = leg_coordinates(ground.field, ground.frame)
    return Tracer.over(ground.field.mask, along, across * LEG_ACROSS)


def _on_leg(points: Points) -> Points:
    return [(along, across * LEG_ACROSS) for along, across in points]


def _legfront(ground: Ground) -> Iterator[Stroke]:
    """Beside the shin bone, where a hand on either side holds the leg."""
    along, _ = leg_coordinates(ground.field, ground.frame)
    shown = ground.field.mask
    left, right = shown.argmax(axis=1), shown.shape[1] - shown[:, ::-1].argmax(axis=1)
    middle = along[np.arange(len(left)), (left + right) // 2]
    rows = np.flatnonzero((middle > LEG[0]) & (middle < LEG[1]) & shown.any(axis=1))[::-1]
    inset = BESIDE * ground.field.scale
    for name, columns in (("outer", left[rows] + inset), ("inner", right[rows] - inset)):
        yield Stroke(f"effleurage-{name}", smooth_line(np.stack([columns, rows + 0.5], axis=1), len(rows) / 12)[::8])


def _legback(ground: Ground) -> Iterator[Stroke]:
    tracer = _leg_tracer(ground)
    yield Stroke("calf-sweep", tracer.line(_on_leg(((0.04, 0), (0.3, 0), (0.6, 0), (0.9, 0)))))
    for name, across in (("inner", -0.36), ("outer", 0.36)):
        yield Stroke(f"calf-knead-{name}", tracer.circle((0.70, across * LEG_ACROSS), 0.036, 0.066))


def _palm(ground: Ground) -> Iterator[Stroke]:
    tracer = Tracer.over(ground.field.mask, *ground.frame.hand.uv(ground.field.rest))
    yield Stroke("palm-circle", tracer.circle((0.05, 0.45), 0.145, 0.13))
    yield Stroke("thumb-mound-circle", tracer.circle((-0.38, 0.30), 0.11, 0.10))
    yield Stroke("palm-sweep", tracer.line(((0.02, 0.08), (0.02, 0.4), (0.0, 0.85))))
    yield Stroke("forearm-sweep", _along_forearm(ground))
    yield from _fingers(ground)


def _back(ground: Ground) -> Iterator[Stroke]:
    hand = ground.frame.hand
    tracer = Tracer.over(ground.field.mask, *hand.uv(ground.field.rest))
    for i in (2, 3, 4):
        u, v = hand.point((ground.body.head(f"finger{i}-1.R") + ground.body.head(f"finger{i + 1}-1.R")) / 2)
        yield Stroke(f"between-{i - 1}", tracer.line(((u, v - 0.03), (u * 0.85, v - 0.35), (u * 0.6, v - 0.62))))
    yield Stroke("forearm-sweep", _along_forearm(ground))
    yield from _fingers(ground)


def _along_forearm(ground: Ground) -> Floats:
    """Down the middle of what is drawn of the forearm, from the wrist to where it begins to fade."""
    field = ground.field
    _, v = ground.frame.hand.uv(field.rest)
    shown = field.mask & (v < -0.04) & (field.fade > FADING)
    rows = np.flatnonzero(shown.any(axis=1))
    middles = [np.flatnonzero(shown[row]).mean() + 0.5 for row in rows]
    return smooth_line(np.stack([middles, rows + 0.5], axis=1), len(rows) / 6)[::8]


def _fingers(ground: Ground) -> Iterator[Stroke]:
    """From joint to joint, straight in the picture, until thumb and finger hold the tip."""
    pose = ground.view.pose
    for i in (1, 2, 3, 4, 5):
        bones = [f"finger{i}-{joint}.R" for joint in ((2, 3) if i == 1 else (1, 2, 3))]
        last = pose.head(bones[-1]) + 0.7 * (pose.tail(bones[-1]) - pose.head(bones[-1]))
        places = np.array([*(pose.head(bone) for bone in bones), last])
        yield Stroke(f"finger-{i}", through(ground.field.pixel(places), 30))


DRAWERS: Mapping[str, Callable[[Ground], Iterator[Stroke]]] = {
    "sole": _sole,
    "top": _top,
    "medial": _medial,
    "medial-ball": _medial_ball,
    "lateral": _lateral,
    "legfront": _legfront,
    "legback": _legback,
    "palm": _palm,
    "back": _back,
}
