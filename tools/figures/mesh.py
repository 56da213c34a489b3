"""The base mesh, morphed to an average adult, with its bones. One unit is 10 cm; +x is the left of the body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.figures.arrays import Floats, Ints, Mask
from tools.figures.wheel import Assets

# At full strength the morphs smooth away the tendons of the base mesh.
STRENGTH = 0.55
MALE = 0.45
OLD = 0.2
PEOPLES = ("african", "asian", "caucasian")
RIG = "rigs/standard/rig.default.json"
WEIGHTS = "rigs/standard/weights.default.json"
NAILS = ("textures/mpfb_toenails.jpg", "textures/mpfb_fingernails.jpg")


@dataclass(frozen=True)
class Bone:
    """A bone at rest: where it begins and ends, (3,) each."""

    name: str
    parent: str | None
    head: Floats
    tail: Floats


@dataclass(frozen=True)
class Body:
    """The skin at rest: n vertices, quads by vertex number, texture place of each vertex, and what moves it."""

    vertices: Floats  # (n, 3)
    faces: Ints  # (q, 4)
    uv: Floats  # (n, 2)
    bones: Mapping[str, Bone]
    weighted: tuple[str, ...]  # the bones of the columns of weights
    weights: Floats  # (n, len(weighted)), rows add up to 1
    nail_map: Floats  # (height, width), 1 where a nail is, by uv

    def head(self, bone: str) -> Floats:
        """Where a bone begins, at rest."""
        return self.bones[bone].head

    def tail(self, bone: str) -> Floats:
        """Where a bone ends, at rest."""
        return self.bones[bone].tail

    def share(self, prefix: str) -> Floats:
        """How much of each vertex (n,) moves with the right limb's bones of this name, 0 to 1."""
        mine = [i for i, name in enumerate(self.weighted) if name.startswith(prefix) and name.endswith(".R")]
        return np.asarray(self.weights[:, mine].sum(axis=1))


@dataclass(frozen=True)
class Drawing:
    """What an OBJ file says: places, quads of every group, and the texture places of their corners."""

    vertices: Floats
    quads: Mapping[str, Ints]
    uv: Floats
    uv_quads: Mapping[str, Ints]


def read_body(assets: Assets) -> Body:
    """The average adult at rest."""
    drawing = parse_obj(assets.text("3dobjs/base.obj"))
    vertices = morphed(drawing.vertices, assets, average_adult())
    weighted, weights = _weights(assets.tree(WEIGHTS)["weights"], len(vertices))
    return Body(
        vertices=vertices,
        faces=drawing.quads["body"],
        uv=_vertex_uv(drawing),
        bones=dict(_bones(assets.tree(RIG), drawing, vertices)),
        weighted=weighted,
        weights=weights,
        nail_map=np.maximum(*(assets.gray(path) for path in NAILS)),
    )


def parse_obj(text: str) -> Drawing:
    """Vertices, texture places and quads by group; every face of the base mesh has four corners."""
    places: dict[str, list[list[float]]] = {"v": [], "vt": []}
    corners: dict[str, list[list[list[int]]]] = {}
    group = ""
    for line in text.splitlines():
        kind, *words = line.split() or [""]
        if kind in places:
            places[kind].append([float(word) for word in words])
        elif kind == "g":
            group = words[0]
        elif kind == "f":
            corners.setdefault(group, []).append([[int(part) - 1 for part in word.split("/")] for word in words])
    cubes = {name: np.array(faces, dtype=np.int64) for name, faces in corners.items()}
    return Drawing(
        vertices=np.array(places["v"]),
        quads={name: cube[..., 0] for name, cube in cubes.items()},
        uv=np.array(places["vt"]),
        uv_quads={name: cube[..., 1] for name, cube in cubes.items()},
    )


def average_adult() -> Iterator[tuple[str, float]]:
    """The morph targets of the mixed body and their shares."""
    for gender, half in (("male", MALE), ("female", 1 - MALE)):
        for age, part in (("young", 1 - OLD), ("old", OLD)):
            yield f"universal-{gender}-{age}-averagemuscle-averageweight", half * part
            for people in PEOPLES:
                yield f"{people}-{gender}-{age}", half * part / len(PEOPLES)


def morphed(vertices: Floats, assets: Assets, shares: Iterator[tuple[str, float]]) -> Floats:
    """The vertices moved by the targets."""
    result = vertices.copy()
    for name, share in shares:
        lines = assets.unpacked(f"targets/macrodetails/{name}.target.gz").splitlines()
        rows = np.array([line.split()[:4] for line in lines if line and line[0] != "#"], dtype=np.float64)
        if len(rows):
            np.add.at(result, rows[:, 0].astype(np.int64), STRENGTH * share * rows[:, 1:])
    return result


def _vertex_uv(drawing: Drawing) -> Floats:
    """A vertex on a seam gets the middle of its places, which is wrong there; no nail is near a seam."""
    total, count = np.zeros((len(drawing.vertices), 2)), np.zeros((len(drawing.vertices), 1))
    corners = drawing.quads["body"].ravel()
    np.add.at(total, corners, drawing.uv[drawing.uv_quads["body"].ravel()][:, :2])
    np.add.at(count, corners, 1)
    return np.asarray(total / np.maximum(count, 1))


def _weights(table: Mapping[str, list[list[float]]], count: int) -> tuple[tuple[str, ...], Floats]:
    weights = np.zeros((count, len(table)))
    for column, pairs in enumerate(table.values()):
        for vertex, weight in pairs:
            weights[int(vertex), column] = weight
    total = weights.sum(axis=1, keepdims=True)
    return tuple(table), weights / np.where(total == 0, 1, total)


def _bones(rig: Mapping[str, Any], drawing: Drawing, vertices: Floats) -> Iterator[tuple[str, Bone]]:
    for name, bone in rig.items():
        ends = (_joint(bone[end], drawing, vertices) for end in ("head", "tail"))
        yield name, Bone(name, bone["parent"] or None, *ends)


def _joint(rule: Mapping[str, Any], drawing: Drawing, vertices: Floats) -> Floats:
    if rule["strategy"] == "CUBE":
        return np.asarray(vertices[np.unique(drawing.quads[rule["cube_name"]])].mean(axis=0))
    if rule["strategy"] == "MEAN":
        return np.asarray(vertices[rule["vertex_indices"]].mean(axis=0))
    return np.asarray(vertices[rule["vertex_index"]])


def right_leg(body: Body) -> Mask:
    """The vertices (n,) of the right half below the hip."""
    return np.asarray(body.vertices[:, 0] < -0.05)
