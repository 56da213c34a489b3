"""Levels that change slowly: through their points, between them, and never with a step."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from velneuro.outputs.sound.envelope import envelope, follow
from velneuro.outputs.sound.samples import PER_MS

Points = list[tuple[float, float]]
POINTS = st.dictionaries(st.integers(0, 5_000), st.floats(0, 1), min_size=2, max_size=8).map(
    lambda levels: [(float(ms), level) for ms, level in sorted(levels.items())]
)


def at(points: Points, *ms: float) -> NDArray[np.float64]:
    return envelope(points).at(np.array(ms, dtype=float))


@given(points=POINTS)
def test_it_goes_through_its_points(points: Points) -> None:
    times, levels = zip(*points, strict=True)
    assert at(points, *times) == pytest.approx(np.array(levels), abs=1e-9)


@given(points=POINTS, place=st.floats(0, 1))
def test_between_two_points_it_stays_between_them(points: Points, place: float) -> None:
    for (start, low), (end, high) in pairwise(points):
        (level,) = at(points, start + place * (end - start))
        assert min(low, high) - 1e-9 <= level <= max(low, high) + 1e-9


@given(points=POINTS)
def test_before_and_after_it_stays(points: Points) -> None:
    assert list(at(points, -1e6, 1e6)) == pytest.approx([points[0][1], points[-1][1]])


def test_an_edge_is_half_a_cosine() -> None:
    levels = at([(0, 0), (100, 1)], 0, 25, 50, 75, 100)
    assert levels == pytest.approx([0, (1 - np.sqrt(0.5)) / 2, 0.5, (1 + np.sqrt(0.5)) / 2, 1])


def test_it_leaves_and_reaches_a_level_without_a_corner() -> None:
    levels = at([(0, 0), (1_000, 1)], *range(1_001))
    assert np.abs(np.diff(levels, 2)).max() < np.pi**2 / 2 / 1_000**2 * 1.01


def test_sound_follows_it_straight_between_milliseconds() -> None:
    edges = np.array([0.0, 1.0, 0.5])
    followed = follow(np.ones((2, 2 * PER_MS), dtype=np.float32), edges)
    wanted = np.interp(np.arange(2 * PER_MS), [0, PER_MS, 2 * PER_MS], edges)
    assert followed == pytest.approx(np.stack([wanted, wanted]), abs=1e-6)
    assert followed.dtype == np.float32


def test_a_stretch_without_an_edge_has_one_level() -> None:
    points: Points = [(0, 0), (10, 1), (90, 1), (100, 0)]
    assert list(at(points, 10, 50, 90)) == [1, 1, 1]
    assert list(at(points, -9, -1)) == [0, 0]
    assert list(at(points, 50, 100, 110)) == [1, 0, 0]
