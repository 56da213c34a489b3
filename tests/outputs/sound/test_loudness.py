"""Loudness against the standard's own cases and against pyloudnorm."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.outputs.sound.loudness import HOP, energies, integrated
from velneuro.outputs.sound.samples import RATE, Samples, gain


def sine(hertz: float, seconds: float, dbfs: float = 0.0) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(gain(dbfs) * np.sin(2 * np.pi * hertz * time), dtype=np.float32)


def lufs(sound: Samples) -> float:
    return integrated(energies(sound))


def pyloudnorm_lufs(sound: Samples) -> float:
    return float(pyloudnorm.Meter(RATE).integrated_loudness(sound.T.astype(float)))


@pytest.mark.parametrize("channel", [0, 1])
def test_a_full_sine_in_one_channel(channel: int) -> None:
    """ITU-R BS.1770-4, annex 1: 997 Hz at 0 dBFS in the left, center or right channel alone reads -3.01 LKFS."""
    sound = np.zeros((2, 20 * RATE), dtype=np.float32)
    sound[channel] = sine(997, 20)
    assert lufs(sound) == pytest.approx(-3.01, abs=0.01)
    assert lufs(sine(997, 20)) == pytest.approx(-3.01, abs=0.01)


@pytest.mark.parametrize("dbfs", [-23.0, -33.0])
def test_a_sine_in_both_channels(dbfs: float) -> None:
    """EBU Tech 3341, cases 1 and 2: 1 kHz for 20 s in both channels reads as many LUFS, within 0.1."""
    assert lufs(np.stack([sine(1_000, 20, dbfs)] * 2)) == pytest.approx(dbfs, abs=0.1)


def test_soft_parts_do_not_count() -> None:
    """EBU Tech 3341, case 3: 10 s at -36, 60 s at -23 and 10 s at -36 dBFS read -23 LUFS, within 0.1."""
    parts = [sine(1_000, 10, -36), sine(1_000, 60, -23), sine(1_000, 10, -36)]
    assert lufs(np.stack([np.concatenate(parts)] * 2)) == pytest.approx(-23, abs=0.1)


def test_silence_does_not_count() -> None:
    """EBU Tech 3341, case 4: as case 3, with 10 s at -72 dBFS before and after."""
    seconds = [(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)]
    parts = np.concatenate([sine(1_000, length, dbfs) for length, dbfs in seconds])
    assert lufs(np.stack([parts] * 2)) == pytest.approx(-23, abs=0.1)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    levels=st.lists(st.floats(-60, -1), min_size=1, max_size=5),
    channels=st.sampled_from([1, 2]),
)
def test_another_meter_agrees(seed: int, levels: list[float], channels: int) -> None:
    noise = np.random.default_rng(seed).standard_normal((channels, len(levels) * RATE)) / 4
    steps = np.repeat([gain(level) for level in levels], RATE)
    sound = np.asarray(np.cumsum(noise, axis=1) * 0.02 * steps + noise * steps, dtype=np.float32)
    assert lufs(sound) == pytest.approx(pyloudnorm_lufs(sound), abs=0.1)


def test_parts_add_up_to_the_whole() -> None:
    chance = np.random.default_rng(3)
    one, other = (np.asarray(chance.normal(0, 0.1, 5 * RATE), dtype=np.float32) for _ in range(2))
    assert integrated(energies(one) + energies(other)) == pytest.approx(lufs(one + other), abs=0.1)


def test_the_end_of_a_sentence_does_not_ring_at_its_beginning() -> None:
    sound = np.zeros(2 * RATE, dtype=np.float32)
    sound[-HOP:] = sine(100, 0.1)
    assert energies(sound)[0] < 1e-9


def test_the_end_of_a_loop_does() -> None:
    """As it is heard when it comes round: the low cut swings on after a sudden end."""
    sound = np.zeros(2 * RATE, dtype=np.float32)
    sound[-HOP:] = 0.5
    assert energies(sound, loops=True)[0] > 100 * energies(sound)[0]


def test_a_loop_is_whole_tenths_of_a_second() -> None:
    with pytest.raises(ValueError, match="whole number of tenths"):
        energies(np.zeros(HOP + 1, dtype=np.float32), loops=True)


def test_silence_has_no_loudness() -> None:
    assert lufs(np.zeros(RATE, dtype=np.float32)) == float("-inf")
    assert integrated(np.zeros(0)) == float("-inf")


def test_a_sound_shorter_than_a_measured_block_has_its_mean() -> None:
    assert lufs(sine(997, 0.3)) == pytest.approx(-3.01, abs=0.3)
