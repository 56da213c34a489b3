"""Ray casting and what is read from its pictures, on the ball."""

import numpy as np
import pytest

from tools.figures.arrays import Floats, smoothstep
from tools.figures.camera import looking_from
from tools.figures.labels import Painter
from tools.figures.outline import fade_line
from tools.figures.palettes import PALETTES, toned
from tools.figures.props import BALL_RADIUS, ball, limb_in_hand
from tools.figures.raster import biggest_piece, blurred_inside, depth_inside, opened
from tools.figures.raycast import Field, cast
from tools.figures.surface import joined
from tools.figures.trace import Tracer, through

FRONT = looking_from((0, 0, 1), (0, 1, 0))


@pytest.fixture(scope="module")
def seen() -> Field:
    return cast(ball(), FRONT, 200)


def test_ball_is_as_large_as_it_is(seen: Field) -> None:
    assert np.sqrt(seen.mask.sum() / np.pi) / seen.scale == pytest.approx(BALL_RADIUS, rel=0.01)


def test_middle_is_nearest_and_faces_the_viewer(seen: Field) -> None:
    x, y = seen.pixel(np.zeros(3)).astype(int)
    assert seen.depth[y, x] == pytest.approx(np.nanmin(seen.depth), abs=1e-3)
    assert seen.normal[y, x] == pytest.approx([0, 0, 1], abs=0.05)


def test_a_ball_alone_is_open_to_the_sky(seen: Field) -> None:
    assert seen.sky[seen.mask].min() > 0.99


def test_the_same_again(seen: Field) -> None:
    again = cast(ball(), FRONT, 200)
    assert all(
        np.array_equal(getattr(seen, name)[seen.mask], getattr(again, name)[seen.mask]) for name in ("depth", "sky")
    )


def test_room_below_moves_nothing(seen: Field) -> None:
    roomy = cast(ball(), FRONT, 200, below=0.5)
    assert roomy.height == seen.height + round(0.5 * seen.scale)
    assert np.array_equal(roomy.mask[: seen.height], seen.mask)


def test_an_unseen_limb_hides_what_is_behind_it() -> None:
    radius = 2 * BALL_RADIUS
    field = cast(joined([ball(), limb_in_hand(FRONT, FRONT.out + radius * FRONT.right, radius)]), FRONT, 400)
    assert field.mask.sum() / field.scale**2 == pytest.approx(np.pi * BALL_RADIUS**2 / 2, rel=0.03)


def test_nothing_fades_without_a_cut(seen: Field) -> None:
    assert fade_line(seen, 1.0) == ()


def test_later_paint_lies_on_top() -> None:
    painter = Painter(np.ones((2, 2), dtype=bool))
    painter.paint("all")
    painter.paint("corner", np.array([[True, False], [False, False]]))
    assert painter.numbers.tolist() == [[2, 1], [1, 1]]


def test_tracer_finds_the_nearest_pixel() -> None:
    y, x = np.mgrid[0:10, 0:10].astype(np.float64)
    tracer = Tracer.over(np.ones((10, 10), dtype=bool), x, y)
    assert tracer.pixels_at([(3.2, 7.9)]).tolist() == [[3.5, 8.5]]


def test_a_circle_is_round_and_ends_where_it_began() -> None:
    y, x = np.mgrid[0:50, 0:50].astype(np.float64)
    way = Tracer.over(np.ones((50, 50), dtype=bool), x, y).circle((20, 30), 9, 11)
    assert np.linalg.norm(way - [20.5, 30.5], axis=1) == pytest.approx(10)
    assert way[0] == pytest.approx(way[-1])


def test_line_goes_through_its_points() -> None:
    line = through([(0, 0), (5, 5), (10, 0)], 41)
    assert (line[0], line[-1]) == (pytest.approx([0, 0]), pytest.approx([10, 0]))
    assert np.linalg.norm(line - [5, 5], axis=1).min() < 0.2


def test_blur_inside_does_not_darken_the_border() -> None:
    mask = np.zeros((30, 30), dtype=bool)
    mask[:, 15:] = True
    values: Floats = np.where(mask, 7.0, 0.0)
    assert blurred_inside(values, mask, 3)[mask] == pytest.approx(7)


def test_opening_removes_a_thin_part() -> None:
    mask = np.zeros((60, 60), dtype=bool)
    mask[10:40, 10:40] = True
    mask[10:40, 40:55] = False
    mask[20:22, 40:55] = True
    kept = opened(mask, 5)
    assert kept[25, 25]
    assert not kept[20:22, 48:].any()


def test_biggest_piece_and_depth() -> None:
    mask = np.zeros((20, 20), dtype=bool)
    mask[2:4, 2:4], mask[8:17, 8:17] = True, True
    assert not biggest_piece(mask)[3, 3]
    assert depth_inside(mask).max() == 5


def test_tones_run_from_shadow_to_light() -> None:
    sand = PALETTES["sand"]
    ends = toned(np.array([[0.0, 1.0]]), sand.shadow, sand.middle, sand.light) * 255
    assert ends[0].round().astype(int).tolist() == [[0xB5, 0x79, 0x5F], [0xF9, 0xE5, 0xD6]]


def test_smoothstep_runs_both_ways() -> None:
    assert smoothstep(0, 1, np.array([-1.0, 0.5, 2.0])).tolist() == [0, 0.5, 1]
    assert smoothstep(1, 0, np.array([-1.0, 0.5, 2.0])).tolist() == [1, 0.5, 0]
