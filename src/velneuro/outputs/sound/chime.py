"""The two chimes: a singing bowl struck with felt. One opens each step, three falling strokes close the session."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.loudness import HOPS_IN_BLOCK, OFFSET, energies
from velneuro.outputs.sound.samples import RATE, Samples, gain

LOUDEST_LUFS = -23.0  # of any 400 ms: as loud as the voice
STEP_S, LAST_S = 3.5, 4.0
STRIKE_S = 0.004  # longer, and the ear would hear it late; shorter, and it would tick
BLOOM_S = 0.08
FADE_S = 1.4
# Of a bronze bowl: pitch over the lowest, amplitude, seconds until it is 60 dB softer, beats per second of its pair.
PARTIALS = ((1.0, 1.0, 6.0, 0.7), (2.76, 0.32, 3.4, 1.1), (5.18, 0.07, 1.6, 1.9))


@dataclass(frozen=True)
class Stroke:
    """One strike on a bowl: when, how high and how strong."""

    at_s: float
    hertz: float
    decibels: float


STEP = (Stroke(0.0, 330.0, 0.0),)
LAST = (Stroke(0.0, 262.0, 0.0), Stroke(1.0, 262.0, -2.5), Stroke(2.0, 196.5, -3.5))


@cache
def chime(last: bool) -> Samples:
    """The chime that opens a step, or the `last` one: (n,), the strike at sample 0, exactly silent at the end.

    No 400 ms of it are louder than LOUDEST_LUFS. The array is shared and read-only.
    """
    sound = _struck(LAST, LAST_S) if last else _struck(STEP, STEP_S)
    samples = (sound * gain(LOUDEST_LUFS - _momentary(sound))).astype(np.float32)
    samples.flags.writeable = False
    return samples


def _struck(strokes: tuple[Stroke, ...], seconds: float) -> NDArray[np.float64]:
    sound = np.zeros(round(seconds * RATE))
    for stroke in strokes:
        first = round(stroke.at_s * RATE)
        sound[first:] += gain(stroke.decibels) * _bowl(stroke.hertz, sound.size - first)
    left = (sound.size - 1 - np.arange(sound.size)) / RATE
    return sound * _ease(left / FADE_S)


def _bowl(hertz: float, count: int) -> NDArray[np.float64]:
    seconds = np.arange(count) / RATE
    rise = 0.6 * _ease(seconds / STRIKE_S) + 0.4 * _ease(seconds / BLOOM_S)
    rings = np.zeros(count)
    for ratio, amplitude, dying_s, beats in PARTIALS:
        pitch = 2 * np.pi * hertz * ratio
        pair = np.sin(pitch * seconds) + 0.4 * np.sin((pitch + 2 * np.pi * beats) * seconds)
        rings += amplitude * np.exp(-6.9 * seconds / dying_s) * pair
    return rise * rings


def _ease(share: NDArray[np.float64]) -> NDArray[np.float64]:
    eased = np.ones_like(share)
    rising = share < 1  # of a few milliseconds, mostly
    eased[rising] = 0.5 - 0.5 * np.cos(np.pi * np.maximum(share[rising], 0))
    return eased


def _momentary(sound: NDArray[np.float64]) -> float:
    """The loudness of its loudest 400 ms, in LUFS."""
    blocks = np.convolve(energies(sound.astype(np.float32)), np.full(HOPS_IN_BLOCK, 1 / HOPS_IN_BLOCK), "valid")
    return float(OFFSET + 10 * np.log10(blocks.max()))
