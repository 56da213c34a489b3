"""The few lines that a hand would draw: creases, tendons, the edge of the kneecap. Strong ones look like a cartoon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tools.figures.anatomy import TOES, Anatomy
from tools.figures.arrays import Floats, Mask
from tools.figures.labels import Labels
from tools.figures.raster import shrunk
from tools.figures.raycast import Field
from tools.figures.relief import leg_coordinates, side_coordinates
from tools.figures.trace import Points, Tracer
from tools.figures.views import View


@dataclass(frozen=True)
class Line:
    """A line (n, 2) in pixels and how strong it is, 0 to 1."""

    pixels: Floats
    weight: float


@dataclass(frozen=True)
class Scene:
    """What the lines of a view are drawn on."""

    view: View
    field: Field
    labels: Labels
    frame: Anatomy

    def zone(self, name: str) -> Mask:
        """The pixels of a zone."""
        numbers = [number for number, known in self.labels.names.items() if known == name]
        return np.asarray(np.isin(self.labels.numbers, numbers))


def creases(scene: Scene) -> list[Line]:
    """The lines of a view; none for working hands."""
    drawer = DRAWERS.get(scene.view.name)
    return [line for line in drawer(scene) if len(line.pixels) >= 8] if drawer else []


PALM: tuple[tuple[Points, float], ...] = (
    (((0.53, 0.66), (0.40, 0.655), (0.22, 0.675), (0.04, 0.725), (-0.10, 0.80), (-0.17, 0.89), (-0.19, 0.94)), 0.85),
    (((-0.60, 0.70), (-0.46, 0.68), (-0.26, 0.635), (-0.04, 0.565), (0.16, 0.47), (0.28, 0.38)), 0.85),
    (((-0.60, 0.69), (-0.45, 0.645), (-0.29, 0.56), (-0.17, 0.44), (-0.10, 0.30), (-0.08, 0.17), (-0.09, 0.06)), 0.9),
    (((-0.36, 0.015), (-0.1, -0.02), (0.16, -0.02), (0.40, 0.02)), 0.7),
    (((-0.26, -0.05), (0, -0.075), (0.26, -0.05)), 0.4),
)
BACK: tuple[tuple[Points, float], ...] = ((((-0.30, 0.03), (0, 0.0), (0.34, 0.03)), 0.4),)
MEDIAL: tuple[tuple[Points, float], ...] = ((((0.075, 0.20), (0.078, 0.10), (0.098, 0.02), (0.105, -0.03)), 0.45),)
LATERAL: tuple[tuple[Points, float], ...] = ((((0.070, 0.18), (0.075, 0.09), (0.092, 0.01)), 0.4),)
LEGFRONT: tuple[tuple[Points, float], ...] = (
    (((1.03, -0.50), (0.985, -0.44), (0.955, -0.26), (0.945, -0.05)), 0.55),
    (((1.03, 0.50), (0.985, 0.44), (0.955, 0.26), (0.945, 0.08)), 0.55),
)
LEGBACK: tuple[tuple[Points, float], ...] = (
    (((1.0, -0.62), (0.985, -0.3), (0.982, 0.1), (1.0, 0.6)), 0.6),
    (((0.22, -0.175), (0.12, -0.14), (0.03, -0.18)), 0.4),
    (((0.22, 0.175), (0.12, 0.14), (0.03, 0.18)), 0.4),
)
# Along the foot and across it: behind the ball on both sides, and a short one in the arch.
SOLE: tuple[tuple[Points, float], ...] = (
    (((0.62, 0.135), (0.590, 0.100), (0.583, 0.060), (0.596, 0.025)), 0.25),
    (((0.590, -0.03), (0.570, -0.06), (0.562, -0.095)), 0.15),
    (((0.497, 0.075), (0.493, 0.045), (0.500, 0.020)), 0.05),
)


def _traced(lines: tuple[tuple[Points, float], ...], tracer: Tracer) -> Iterator[Line]:
    for points, weight in lines:
        yield Line(tracer.line(points, 60, 8), weight)


def _palm(scene: Scene) -> Iterator[Line]:
    yield from _traced(PALM, Tracer.over(scene.field.mask, *scene.frame.hand.uv(scene.field.rest)))
    for finger in (2, 3, 4, 5):
        inner, width = shrunk(scene.zone(f"finger{finger}"), 4), _width(scene.zone(f"finger{finger}"))
        for joint, shift in ((2, 0.02), (3, 0.03)):
            yield _across(scene, finger, joint, inner, Cross(0.58 * width, -0.10, shift, 0.08), 0.6)
        yield _across(scene, finger, 2, inner, Cross(0.58 * width, -0.10, -0.08, 0.2), 0.35)
    yield _across(scene, 1, 3, shrunk(scene.zone("thumb"), 4), Cross(60, -0.1, 0.02, 0.12), 0.55)


def _back(scene: Scene) -> Iterator[Line]:
    yield from _traced(BACK, Tracer.over(scene.field.mask, *scene.frame.hand.uv(scene.field.rest)))
    for finger in (2, 3, 4, 5):
        inner, width = shrunk(scene.zone(f"finger{finger}"), 4), _width(scene.zone(f"finger{finger}"))
        for shift, weight in ((-0.06, 0.5), (0.05, 0.6), (0.15, 0.4)):
            bow = 0.22 if shift > 0 else -0.22
            yield _across(scene, finger, 2, inner, Cross(0.47 * width, bow, shift, 0.26), weight)
        for shift, weight in ((-0.06, 0.3), (0.05, 0.4)):
            bow = 0.2 if shift > 0 else -0.2
            yield _across(scene, finger, 3, inner, Cross(0.43 * width, bow, shift, 0.28), weight)


def _top(scene: Scene) -> Iterator[Line]:
    for toe in TOES:
        zone = scene.zone(f"toe{toe}")
        for shift, weight in ((0.0, 0.45), (0.16, 0.3)):
            yield _across_toe(scene, toe, shrunk(zone, 3), Cross(0.9 * _width(zone), 0.15, shift, 0.26), weight)


def _sole(scene: Scene) -> Iterator[Line]:
    foot, field = scene.frame.foot, scene.field
    yield from _traced(SOLE, Tracer.over(field.mask, *foot.st(field.rest)))
    for toe in TOES:
        zone = scene.zone(f"toe{toe}")
        # The fold between the pad of the toe and its stem.
        shift = 0.30 if toe == 1 else 0.42
        yield _across_toe(scene, toe, shrunk(zone, 4), Cross(0.8 * _width(zone), -0.20, shift, 0.16), 0.45)
        yield _across_toe(scene, toe, shrunk(zone, 4), Cross(0.8 * _width(zone), -0.10, shift - 0.22, 0.24), 0.25)


def _medial(scene: Scene) -> Iterator[Line]:
    return _traced(MEDIAL, Tracer.over(scene.field.mask, *side_coordinates(scene.field, scene.frame)))


def _lateral(scene: Scene) -> Iterator[Line]:
    return _traced(LATERAL, Tracer.over(scene.field.mask, *side_coordinates(scene.field, scene.frame)))


def _legfront(scene: Scene) -> Iterator[Line]:
    return _traced(LEGFRONT, Tracer.over(scene.field.mask, *leg_coordinates(scene.field, scene.frame)))


def _legback(scene: Scene) -> Iterator[Line]:
    return _traced(LEGBACK, Tracer.over(scene.field.mask, *leg_coordinates(scene.field, scene.frame)))


DRAWERS: Mapping[str, Callable[[Scene], Iterator[Line]]] = {
    "palm": _palm,
    "back": _back,
    "top": _top,
    "sole": _sole,
    "medial": _medial,
    "medial-ball": _medial,
    "lateral": _lateral,
    "legfront": _legfront,
    "legback": _legback,
}


@dataclass(frozen=True)
class Cross:
    """A short arc across a finger or toe: half its length in pixels, its bow as a share of that (+ toward the tip),
    how far beyond the joint as a share of the bone, and the share of it that is left out at either end."""

    half: float
    bow: float
    shift: float
    ends: float


def _width(zone: Mask) -> float:
    """About the width of a finger or toe in pixels, from its area."""
    return 0.18 * float(np.sqrt(zone.sum())) * 1.55


def _across(scene: Scene, finger: int, joint: int, inside: Mask, cross: Cross, weight: float) -> Line:
    bone = f"finger{finger}-{joint}.R"
    pose = scene.view.pose
    return _arc(scene, pose.head(bone), pose.tail(bone), inside, cross, weight)


def _across_toe(scene: Scene, toe: int, inside: Mask, cross: Cross, weight: float) -> Line:
    pose = scene.view.pose
    return _arc(
        scene, pose.head(f"toe{toe}-2.R"), pose.tail(f"toe{toe}-{2 if toe == 1 else 3}.R"), inside, cross, weight
    )


def _arc(scene: Scene, joint: Floats, beyond: Floats, inside: Mask, cross: Cross, weight: float) -> Line:
    start, end = scene.field.pixel(joint), scene.field.pixel(beyond)
    length = float(np.linalg.norm(end - start))
    along = (end - start) / length
    t = np.linspace(-1, 1, 81)[:, None]
    aside = np.array([-along[1], along[0]])
    line = start + along * length * cross.shift + aside * t * cross.half
    line = line + along * (cross.bow * cross.half * (1 - t * t))
    run = _longest_run(line, inside)
    count = len(run)
    return Line(run[int(count * cross.ends) : max(int(count * (1 - cross.ends)), 4)], weight)


def _longest_run(line: Floats, inside: Mask) -> Floats:
    """The longest part of a line that stays in a mask."""
    columns, rows = (np.clip(line[:, i].astype(int), 0, inside.shape[1 - i] - 1) for i in (0, 1))
    borders = np.flatnonzero(np.diff(np.r_[False, inside[rows, columns], False].astype(int)))
    runs = borders.reshape(-1, 2)
    if not len(runs):
        return line[:0]
    start, end = runs[int(np.argmax(runs[:, 1] - runs[:, 0]))]
    return line[start:end]
