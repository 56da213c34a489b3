"""The chimes: at once there, soft, as loud as the voice, and gone in time."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from velneuro.outputs.sound.chime import chime
from velneuro.outputs.sound.loudness import HOP
from velneuro.outputs.sound.samples import RATE


@pytest.mark.parametrize(("last", "longest_s"), [(False, 3.5), (True, 4.0)])
def test_dies_away_in_time(last: bool, longest_s: float) -> None:
    sound = chime(last)
    assert sound.size <= longest_s * RATE
    assert sound[-1] == 0
    assert np.abs(sound[-RATE // 20 :]).max() < np.abs(sound).max() / 300


@pytest.mark.parametrize("last", [False, True])
def test_begins_at_once_and_without_a_tick(last: bool) -> None:
    sound = np.abs(chime(last))
    assert sound[0] == 0
    assert np.argmax(sound > sound.max() / 4) < RATE * 0.005
    assert np.diff(chime(last)).max() < sound.max() * 0.08


@pytest.mark.parametrize("last", [False, True])
def test_loudest_400_ms_are_as_loud_as_the_voice(last: bool) -> None:
    """pyloudnorm is the outside meter: each 400 ms alone, with silence before."""
    sound = np.concatenate((np.zeros(RATE), chime(last).astype(np.float64)))
    meter = pyloudnorm.Meter(RATE)
    starts = range(RATE - 3 * HOP, sound.size - 4 * HOP, HOP)
    assert max(meter.integrated_loudness(sound[n : n + 4 * HOP]) for n in starts) == pytest.approx(-23, abs=0.1)
    assert np.abs(sound).max() < 0.5


def test_the_last_strikes_three_times_ever_softer() -> None:
    sound = np.abs(chime(last=True))
    strikes = [sound[n * RATE : n * RATE + RATE // 2].max() for n in range(3)]
    before = [sound[n * RATE - RATE // 5 : n * RATE].max() for n in (1, 2)]
    assert strikes[0] > strikes[1] > strikes[2]
    assert all(strike > 1.1 * dying for strike, dying in zip(strikes[1:], before, strict=True))


def test_two_sounds() -> None:
    one, other = chime(last=False)[:RATE], chime(last=True)[:RATE]
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.3


def test_nobody_can_spoil_it_for_the_others() -> None:
    with pytest.raises(ValueError, match="read-only"):
        chime(last=False)[0] = 1
