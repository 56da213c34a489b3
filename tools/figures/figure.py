"""One view drawn: the parts of its JSON file and its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.figures.anatomy import Anatomy
from tools.figures.arrays import Floats, Ints
from tools.figures.contour import border_path, taper_path
from tools.figures.creases import Scene, creases
from tools.figures.labels import PAINTERS, Labels, labels
from tools.figures.mesh import Body
from tools.figures.outline import fade_line, with_round_heel
from tools.figures.overlaps import overlap_lines
from tools.figures.palettes import PALETTES
from tools.figures.raster import blurred, opened
from tools.figures.raycast import Field, cast
from tools.figures.regions import Region, regions
from tools.figures.relief import relief
from tools.figures.shade import colored, tone, warmth
from tools.figures.strokes import Ground, strokes
from tools.figures.views import View

HEIGHT = 1000  # of every figure, in its own units
MM = 100  # in a unit of the mesh
LINE_WIDTH = 0.0036  # of the height
NAIL_LEAST = 0.006  # half the width of the smallest nail, of the height
WITHOUT_OVERLAPS = ("sole", "top")  # there the jumps lie between the toes, where the outline is already


@dataclass(frozen=True)
class Figure:
    """A drawn view. Paths and points are in units of which the figure is HEIGHT high."""

    name: str
    width: int
    mm_per_unit: float
    outline: str
    nails: str
    lines: str
    fade: tuple[int, ...]  # x1 y1 x2 y2: nothing is shown before the first point, all from the second on; () for all
    regions: Mapping[str, Region]
    strokes: Mapping[str, str]
    contact: tuple[float, ...]  # where a working hand touches; () for a view
    pixels: int
    pictures: Mapping[str, Floats]  # (h, w, 3) by palette


def drawn(view: View, body: Body, frame: Anatomy) -> Figure:
    """The whole way from the skin to the figure."""
    field = cast(view.surface(), view.camera, view.rays, view.below)
    if view.name == "sole":
        field = with_round_heel(field)
    scale = HEIGHT / field.height
    zones = labels(view.name, field, frame, body) if view.name in PAINTERS else Labels(_none(field), {})
    nail = _nails(field, body)
    ground = Ground(view, field, frame, body)
    return Figure(
        name=view.name,
        width=round(field.mask.shape[1] * scale),
        mm_per_unit=round(MM / field.scale / scale, 4),
        outline=_outline(field, scale),
        nails=border_path(
            blurred(nail * field.mask, 2.2), 0.5, scale, error=0.7, smooth=0.003 * field.height, shortest=60
        ),
        lines=_lines(Scene(view, field, zones, frame), scale),
        fade=fade_line(field, scale),
        regions=regions(zones, scale),
        strokes={stroke.name: stroke.path(scale) for stroke in strokes(ground)},
        contact=_contact(view, field, scale),
        pixels=view.pixels,
        pictures=_pictures(view, field, frame, nail),
    )


def _none(field: Field) -> Ints:
    return np.zeros(field.mask.shape, dtype=np.int64)


def _nails(field: Field, body: Body) -> Floats:
    """Folds beside a nail share its place on the map: thin parts are not nails."""
    found = opened(field.nail(body.nail_map) > 0.5, round(NAIL_LEAST * field.height))
    return found.astype(np.float64)


def _outline(field: Field, scale: float) -> str:
    height = field.height
    soft = blurred(field.mask.astype(np.float64), height * 0.0012)
    return border_path(soft, 0.5, scale, error=height * 0.0007, smooth=height * 0.0028)


def _lines(scene: Scene, scale: float) -> str:
    widest = scene.field.height * LINE_WIDTH
    overlaps = [] if scene.view.name in WITHOUT_OVERLAPS else list(overlap_lines(scene.field))
    paths = [taper_path(line, widest * 1.15, scale) for line in overlaps]
    paths += [taper_path(line.pixels, widest * (0.45 + 0.65 * line.weight), scale) for line in creases(scene)]
    return "".join(paths)


def _contact(view: View, field: Field, scale: float) -> tuple[float, ...]:
    if view.contact is None:
        return ()
    x, y = field.pixel(view.contact) * scale
    return round(float(x), 1), round(float(y), 1)


def _pictures(view: View, field: Field, frame: Anatomy, nail: Floats) -> Mapping[str, Floats]:
    added = relief(view.name, field, frame)
    light = tone(field, added)
    warm = warmth(field, added, bears_weight=view.name == "sole")
    return {name: colored(field, light, warm, nail, palette) for name, palette in PALETTES.items()}
