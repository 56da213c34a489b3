"""The MP3 whose every byte has its time before it is made."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.outputs.sound.evening import decoded
from velneuro.outputs.sound import mp3
from velneuro.outputs.sound.samples import RATE, Samples

CUTS = st.lists(st.integers(1, 900), min_size=1, max_size=6)


def tone(ms: int, channels: int = 1, level: float = 0.5) -> Samples:
    time = np.arange(ms * RATE // 1000) / RATE
    return np.tile((level * np.sin(2 * np.pi * 440 * time)).astype(np.float32), (channels, 1))


def track(sound: Samples, duration_ms: int, cuts: list[int]) -> bytes:
    """The track of a sound that comes in pieces that end at these milliseconds."""
    places = sorted({min(cut * RATE // 1000, sound.shape[1]) for cut in cuts})
    pieces = [piece for piece in np.split(sound, places, axis=1) if piece.size]
    return b"".join(mp3.encode(pieces, duration_ms, sound.shape[0]))


@pytest.mark.parametrize(("channels", "kbit"), [(1, 64), (2, 128)])
def test_a_frame_has_the_bytes_of_its_bit_rate(channels: int, kbit: int) -> None:
    """A frame of layer III: 144 times the bit rate over the sampling rate (ISO 11172-3, 2.4.3.1)."""
    assert mp3.frame_bytes(channels) == 144 * kbit * 1000 / 48_000


def test_a_frame_lasts_24_ms() -> None:
    assert mp3.FRAME_MS == 1152 / 48_000 * 1000


@settings(max_examples=25, deadline=None)
@given(duration_ms=st.integers(1, 900), longer_ms=st.integers(-200, 200), cuts=CUTS, channels=st.sampled_from([1, 2]))
def test_its_size_is_known_whatever_comes(duration_ms: int, longer_ms: int, cuts: list[int], channels: int) -> None:
    sound = tone(max(duration_ms + longer_ms, 1), channels)
    assert len(track(sound, duration_ms, cuts)) == mp3.size(duration_ms, channels)


@settings(max_examples=10, deadline=None)
@given(cuts=CUTS)
def test_the_same_sound_gives_the_same_bytes_however_it_comes(cuts: list[int]) -> None:
    sound = tone(1_000)
    assert track(sound, 1_000, cuts) == track(sound, 1_000, [1_000])


def test_it_is_as_loud_and_not_cut_off_at_its_loudest() -> None:
    heard = decoded(track(tone(1_000, level=0.94), 1_000, [500]))[RATE // 4 : RATE // 2]
    assert np.abs(heard).max() == pytest.approx(0.94, rel=0.02)
    assert np.sqrt(2 * np.mean(np.square(heard, dtype=np.float64))) == pytest.approx(0.94, rel=0.01)


def test_the_end_is_heard_to_its_last_moment() -> None:
    heard = decoded(track(tone(1_000)[:, mp3.DELAY :], 1_000, [500]))
    last = heard[960 * RATE // 1000 : 995 * RATE // 1000]
    assert np.sqrt(2 * np.mean(np.square(last, dtype=np.float64))) == pytest.approx(0.5, rel=0.05)
    assert np.abs(heard[1_030 * RATE // 1000 :]).max() < 0.02
