"""One ray through every pixel: what is seen there, how far away, how it is turned, how open to the sky."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene

from tools.figures.arrays import Floats, Ints, Mask, units, vector
from tools.figures.camera import Camera
from tools.figures.raster import blurred, nearest
from tools.figures.surface import DIGIT, KEPT, MATERIAL, REST, UNSEEN, UV, Surface

SKY_RAYS = 40
SKY_REACH = 0.7  # things farther away than this (7 cm) throw no shadow
SKY_STEP = 3  # the sky is soft: every third pixel is enough
MARGIN = 0.03
GONE = 0.002
NONE = -1
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True)
class Field:
    """What the rays found. All pictures are (height, width), row 0 on top."""

    mask: Mask  # something is there
    depth: Floats  # distance from the camera
    normal: Floats  # (h, w, 3) right, up, out
    sky: Floats  # 1 open, 0 enclosed
    fade: Floats  # 1 shown, 0 gone, near the cut of the limb
    traits: Floats  # (h, w, COLUMNS)
    scale: float  # pixels per unit
    corner: Floats  # the picture's left and top border, in units of the camera
    camera: Camera

    @property
    def height(self) -> int:
        """Rows of the pictures."""
        return int(self.mask.shape[0])

    @property
    def rest(self) -> Floats:
        """Where the skin is at rest, (h, w, 3)."""
        return self.traits[..., REST]

    @property
    def digits(self) -> Floats:
        """Shares of toes 1 to 5 and fingers 1 to 5, (h, w, 10)."""
        return self.traits[..., DIGIT]

    @property
    def material(self) -> Ints:
        """What is seen: 0 skin, or the number of another material."""
        return np.where(self.mask, self.traits[..., MATERIAL].round(), 0).astype(np.int64)

    def pixel(self, place: Floats) -> Floats:
        """Where a place (..., 3) of the bent body is in the picture: x, y in pixels."""
        seen = place @ self.camera.axes[:2].T
        return np.stack([seen[..., 0] - self.corner[0], self.corner[1] - seen[..., 1]], axis=-1) * self.scale

    def nail(self, nail_map: Floats) -> Floats:
        """How much of a nail every pixel is, by the map of the whole skin."""
        rows, columns = nail_map.shape
        uv = np.clip(self.traits[..., UV], 0, 1 - 1e-9)
        found = nail_map[((1 - uv[..., 1]) * rows).astype(int) % rows, (uv[..., 0] * columns).astype(int)]
        return np.asarray(np.where(self.mask & (self.material == 0), found, 0.0))


@dataclass(frozen=True)
class Hits:
    """The rays that met something: which pixel, where, how the skin is turned there."""

    pixel: Mask  # (h * w,)
    place: Floats  # (k, 3)
    normal: Floats  # (k, 3)
    traits: Floats  # (k, COLUMNS)


def cast(surface: Surface, camera: Camera, height: int, below: float = 0.0) -> Field:
    """The picture of a surface, about `height` pixels high before it is cropped to what is shown.

    `below` leaves room under it, in units.
    """
    seen = surface.vertices @ camera.axes.T
    low, high = seen.min(axis=0), seen.max(axis=0)
    scale = height / (1.04 * (high[1] - low[1]))
    border = MARGIN * float((high - low)[:2].max())
    corner = vector([low[0] - border, high[1] + border])
    size = np.round((high - low)[:2] * scale + 2 * border * scale).astype(int)
    scene = EmbreeScene()
    TriangleMesh(scene, surface.vertices.astype(np.float32), surface.triangles.astype(np.int32))
    start = high[2] + 1
    hits = _hits(scene, surface, camera, _origins(corner, size, scale, start) @ camera.axes)
    sky = _sky(scene, hits, (int(size[1]), int(size[0])))
    return _with_room(_cropped(_field(hits, camera, sky, start, scale, corner)), round(below * scale))


def _origins(corner: Floats, size: Floats, scale: float, start: float) -> Floats:
    xs = corner[0] + (np.arange(size[0]) + 0.5) / scale
    ys = corner[1] - (np.arange(size[1]) + 0.5) / scale
    x, y = np.meshgrid(xs, ys)
    return np.stack([x.ravel(), y.ravel(), np.full(x.size, start)], axis=1)


def _hits(scene: EmbreeScene, surface: Surface, camera: Camera, origins: Floats) -> Hits:
    toward = np.tile(-camera.out.astype(np.float32), (len(origins), 1))
    found = scene.run(origins.astype(np.float32), toward, output=1)
    met = np.asarray(found["primID"] != NONE)
    corner = surface.triangles[found["primID"][met]]
    u, v = (np.asarray(found[name][met], dtype=np.float64)[:, None] for name in ("u", "v"))

    def blend(values: Floats) -> Floats:
        a, b, c = corner.T
        return np.asarray((1 - u - v) * values[a] + u * values[b] + v * values[c])

    normal = units(blend(surface.normals()))
    traits = blend(surface.traits)
    # A cloth is seen from both sides; skin from the inside is the open end of the limb.
    flip = (traits[:, MATERIAL] > 0.5) & (normal @ camera.out < 0)
    return Hits(met, blend(surface.vertices), np.where(flip[:, None], -normal, normal), traits)


def _sky(scene: EmbreeScene, hits: Hits, shape: tuple[int, int]) -> Floats:
    """How many of the rays from the skin into the half space above it go free, near things counting more."""
    chance = np.random.default_rng(0)
    coarse = np.zeros(shape, dtype=bool)
    coarse[::SKY_STEP, ::SKY_STEP] = True
    chosen = coarse.ravel()[hits.pixel]
    place, normal = hits.place[chosen], hits.normal[chosen]
    origins = (place + 0.003 * normal).astype(np.float32)
    closed = np.zeros(len(place))
    for _ in range(SKY_RAYS):
        toward = units(normal + 0.98 * units(chance.normal(size=place.shape)))
        reach = np.full(len(place), SKY_REACH, dtype=np.float32)  # anew: the query writes into it
        distance = np.asarray(scene.run(origins, toward.astype(np.float32), query="DISTANCE", dists=reach))
        closed += np.where(distance < SKY_REACH * 0.999, 1 - distance / SKY_REACH, 0)
    sky = np.full(shape, np.nan)
    sky.ravel()[np.flatnonzero(hits.pixel)[chosen]] = 1 - closed / SKY_RAYS
    known = np.isfinite(sky)
    return blurred(sky[nearest(known)], 1.2 * SKY_STEP)


def _field(hits: Hits, camera: Camera, sky: Floats, start: float, scale: float, corner: Floats) -> Field:
    def spread(values: Floats, empty: float) -> Floats:
        picture = np.full((hits.pixel.size, *values.shape[1:]), empty)
        picture[hits.pixel] = values
        return picture.reshape(*sky.shape, *values.shape[1:])

    normal = spread(hits.normal @ camera.axes.T, 0.0)
    traits = spread(hits.traits, 0.0)
    mask = hits.pixel.reshape(sky.shape) & (normal[..., 2] >= -0.02) & (traits[..., MATERIAL].round() != UNSEEN)
    fade = np.where(mask, np.clip(traits[..., KEPT], 0, 1), 0.0)
    depth = spread(start - hits.place @ camera.out, np.nan)
    return Field(mask & (fade > GONE), depth, normal, sky, fade, traits, scale, corner, camera)


def _cropped(field: Field) -> Field:
    """Only what is shown, with a small border."""
    rows, columns = (np.flatnonzero(field.mask.any(axis=axis)) for axis in (1, 0))
    pad = int(0.02 * field.height)
    top, left = max(0, rows[0] - pad), max(0, columns[0] - pad)
    part = (slice(top, rows[-1] + pad), slice(left, columns[-1] + pad))
    names = ("mask", "depth", "normal", "sky", "fade", "traits")
    corner = field.corner + vector([left, -top]) / field.scale
    return replace(field, corner=corner, **{name: getattr(field, name)[part] for name in names})


def _with_room(field: Field, rows: int) -> Field:
    """The field with empty rows at the bottom."""
    return replace(
        field,
        mask=_longer(field.mask, rows, 0),
        depth=_longer(field.depth, rows, np.nan),
        normal=_longer(field.normal, rows, 0),
        sky=_longer(field.sky, rows, 1),
        fade=_longer(field.fade, rows, 0),
        traits=_longer(field.traits, rows, 0),
    )


def _longer(picture: npt.NDArray[Scalar], rows: int, empty: float) -> npt.NDArray[Scalar]:
    return np.pad(picture, [(0, rows)] + [(0, 0)] * (picture.ndim - 1), constant_values=empty)
