"""The limiter: whatever comes, in whatever pieces, nothing is above the ceiling, and what was below is left alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.outputs.sound.limiter import BEFORE_MS, limited
from velneuro.outputs.sound.samples import PER_MS, RATE, Samples

CEILING = 0.7
LENGTHS = st.lists(st.integers(BEFORE_MS, 120), min_size=1, max_size=6)
LAST_MS = st.integers(1, 60)
SEEDS = st.integers(0, 2**32 - 1)


def bursts(ms: int, seed: int, channels: int, loudest: float) -> Samples:
    """Soft noise with bursts and single samples that reach up to `loudest`."""
    chance = np.random.default_rng(seed)
    sound = chance.uniform(-0.1, 0.1, (channels, ms * PER_MS))
    for _ in range(8):
        start, length = chance.integers(sound.shape[1]), chance.choice([1, 5, 48, 2_000])
        sound[:, start : start + length] *= chance.uniform(1, 10 * loudest)
    return np.asarray(np.clip(sound, -loudest, loudest), dtype=np.float32)


def cut(sound: Samples, lengths: list[int]) -> list[Samples]:
    return np.split(sound, np.cumsum(lengths) * PER_MS, axis=1)


def through(blocks: list[Samples]) -> Samples:
    return np.concatenate(list(limited(blocks, CEILING)), axis=1)


@settings(max_examples=60, deadline=None)
@given(lengths=LENGTHS, last_ms=LAST_MS, seed=SEEDS, channels=st.sampled_from([1, 2]))
def test_nothing_is_above_the_ceiling_however_it_is_cut(
    lengths: list[int], last_ms: int, seed: int, channels: int
) -> None:
    sound = bursts(sum(lengths) + last_ms, seed, channels, loudest=4.0)
    held = through(cut(sound, lengths))
    assert held.shape == sound.shape
    assert np.abs(held).max() <= CEILING * (1 + 1e-6)
    assert held == pytest.approx(through([sound]), abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(lengths=LENGTHS, last_ms=LAST_MS, seed=SEEDS)
def test_what_stays_below_is_untouched(lengths: list[int], last_ms: int, seed: int) -> None:
    sound = bursts(sum(lengths) + last_ms, seed, 1, loudest=CEILING)
    assert np.array_equal(through(cut(sound, lengths)), sound)


def test_a_peak_turns_down_its_surroundings_alone_and_without_a_step() -> None:
    sound = np.full((1, RATE), 0.5, dtype=np.float32)
    sound[0, RATE // 2] = 1.4
    gains = through([sound])[0] / sound[0]
    assert gains[RATE // 2] == pytest.approx(0.5, rel=1e-5)
    near = (BEFORE_MS + 1) * PER_MS
    assert np.array_equal(gains[: RATE // 2 - near], np.ones(RATE // 2 - near))
    assert np.array_equal(gains[RATE // 2 + near :], np.ones(RATE // 2 - near))
    # Half of the level in no less than 3 ms, at any place.
    assert np.abs(np.diff(gains)).max() < 0.5 / (3 * PER_MS)


def test_both_channels_are_turned_down_alike() -> None:
    """Else a peak on one side would pull the sound to the other for a moment."""
    sound = np.full((2, RATE // 10), 0.5, dtype=np.float32)
    sound[0, RATE // 20] = 1.4
    held = through([sound])
    assert held[1, RATE // 20] == pytest.approx(0.25, rel=1e-5)


def test_nothing_comes_of_nothing() -> None:
    assert list(limited([], CEILING)) == []
