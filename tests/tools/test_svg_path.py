"""The checker of the figures can see what it is for."""

import pytest

from tests.tools.svg_path import cover, shape

LEFT = "M0 0l50 0l0 100l-50 0z"
RIGHT = "M50 0l50 0l0 100l-50 0z"
WHOLE = "M0 0l100 0l0 100l-100 0z"


def test_reads_short_numbers() -> None:
    assert shape("M1.5.5l-1-.5").lines == (((1.5, 0.5), (0.5, 0.0)),)


def test_curve_ends_where_it_says() -> None:
    assert shape("M10 10c5 0 10 5 10 10").points[-1] == (20, 20)


def test_refuses_other_commands() -> None:
    with pytest.raises(ValueError, match="A is not written"):
        shape("M0 0A1 2 3 4 5 6 7")


def test_tiles_that_fit() -> None:
    found = cover(shape(WHOLE), [shape(LEFT), shape(RIGHT)])
    assert (found.samples, found.bare, found.doubled) == (400, (), ())


def test_gap_is_seen() -> None:
    assert len(cover(shape(WHOLE), [shape(LEFT)]).bare) == 200


def test_overlap_is_seen() -> None:
    assert len(cover(shape(WHOLE), [shape(WHOLE), shape(RIGHT)]).doubled) == 200


def test_hole_is_not_inside() -> None:
    assert not shape(WHOLE + "M40 40l20 0l0 20l-20 0z").holds((50, 50))


def test_widest_circle() -> None:
    assert shape("M0 0l300 0l0 100l-300 0z").widest_circle() == pytest.approx(100, abs=2)


def test_distance_from_border() -> None:
    assert shape(WHOLE).off((103, 104)) == pytest.approx(5)
