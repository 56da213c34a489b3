"""Curves from points, paths from curves, and tiles that share their borders."""

from itertools import pairwise

import numpy as np
import pytest

from tools.figures.bezier import Pen, backward, fitted, fitted_ring, number_text
from tools.figures.contour import border_path, taper_path
from tools.figures.planar import planar

ANGLES = np.linspace(0, 2 * np.pi, 200, endpoint=False)
RING = 100 + 50 * np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)


def test_a_circle_takes_few_curves_and_stays_near() -> None:
    curves = fitted_ring(RING, 0.2)
    t = np.linspace(0, 1, 20)[:, None]
    drawn = np.vstack(
        [(1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d for a, b, c, d in curves]
    )
    assert len(curves) <= 8
    assert np.abs(np.linalg.norm(drawn - 100, axis=1) - 50).max() < 0.3


def test_curves_meet() -> None:
    curves = fitted(RING[:150], 0.05)
    assert all(np.array_equal(a[3], b[0]) for a, b in pairwise(curves))


def test_backward_ends_where_it_began() -> None:
    curves = fitted(RING[:50], 0.1)
    assert backward(curves)[-1][3] == pytest.approx(RING[0])


@pytest.mark.parametrize(("value", "text"), [(0.5, ".5"), (-0.5, "-.5"), (10.0, "10"), (-0.01, "0"), (3.25, "3.2")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert number_text(value, 1) == text


def test_rounding_does_not_add_up() -> None:
    pen = Pen()
    pen.move(np.zeros(2))
    for i in range(1, 11):
        pen.line(np.array([0.4 * i, 0]))
    assert sum(float(part[1:].split()[0]) for part in pen.parts[1:]) == 4


def test_border_of_a_disc_is_one_ring() -> None:
    y, x = np.mgrid[0:100, 0:100]
    path = border_path(40.0 - np.hypot(x - 50, y - 50), 0.0, 1.0, error=0.2, smooth=2.0)
    assert path.count("M") == path.count("z") == 1


def test_a_dot_is_no_line() -> None:
    assert taper_path(np.array([[0, 0], [1, 1]], dtype=np.float64), 3, 1.0) == ""


def test_neighbors_share_their_border() -> None:
    labels = np.zeros((60, 60), dtype=np.int64)
    labels[10:50, 10:30], labels[10:50, 30:50] = 1, 2
    found = planar(labels, smooth=2.0, error=0.5)
    assert sorted(arc.pair for arc in found.arcs) == [(0, 1), (0, 2), (1, 2)]


def test_an_island_is_a_ring_of_both() -> None:
    labels = np.ones((60, 60), dtype=np.int64)
    labels[20:40, 20:40] = 2
    found = planar(labels, smooth=2.0, error=0.5)
    assert found.path(1, 1.0).count("M") == 2
    assert found.path(2, 1.0).count("M") == 1
