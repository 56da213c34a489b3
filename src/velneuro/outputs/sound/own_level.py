"""The level of a person's own music: as loud as the pieces, its range narrowed slowly, no jump that startles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.loop import BED_LUFS
from velneuro.outputs.sound.loudness import OFFSET, Energies, integrated
from velneuro.outputs.sound.samples import Samples, gain

Decibels = NDArray[np.float64]  # of each tenth of a second

WINDOW = 30  # tenths
# What a level, in dB from that of the whole, becomes. Into silence the music fades, and out of it.
HEARD, WANTED = (-60.0, -45.0, -12.0, 0.0, 24.0), (-30.0, -9.0, -5.0, 0.0, 5.0)
SILENCE = (-60.0, -50.0)  # below it nothing is raised, or the noise of an old tape would be
STEEPEST = 0.11  # dB a tenth: 3.3 dB from one three-second window to the next
ROUNDS = 8  # a change of gain moves the windows it was taken from, so they are looked at again
KNEE, CEILING = 0.35, 0.7  # of full scale: below the knee nothing is changed, nothing is above the ceiling


def gains(energies: Energies) -> NDArray[np.float64]:
    """The factor of each tenth of a second of a loop that is not silent, to bring it to BED_LUFS without jumps."""
    whole = integrated(energies)
    level = _levels(energies, whole)
    raised = np.interp(level, SILENCE, (0.0, 1.0))
    change = raised * (_gentle(np.interp(level, HEARD, WANTED)) - level)
    for _ in range(ROUNDS):
        level = np.maximum(_levels(energies * 10 ** (change / 10), whole), WANTED[0])
        change += _gentle(level) - level
    even = 10 ** (change / 20)
    return even * gain(BED_LUFS - integrated(energies * even**2))


def _levels(energies: Energies, whole: float) -> Decibels:
    """The level around each tenth, in dB from that of the whole, not below silence."""
    weights = np.hanning(WINDOW + 2)[1:-1]
    weights /= weights.sum()
    around = np.convolve(np.pad(energies, WINDOW, mode="wrap"), weights, "same")[WINDOW:-WINDOW]
    return np.maximum(OFFSET + 10 * np.log10(np.maximum(around, 1e-20)) - whole, SILENCE[0])


def _gentle(levels: Decibels) -> Decibels:
    """The highest curve below this one that is nowhere steeper than allowed, round the loop."""
    turns = np.tile(levels, 3)
    slope = STEEPEST * np.arange(turns.size)
    rising = np.minimum.accumulate(turns - slope) + slope
    falling = np.minimum.accumulate(turns[::-1] - slope)[::-1] + slope[::-1]
    return np.minimum(rising, falling)[levels.size : -levels.size]  # type: ignore[no-any-return]  # as numpy types it


def limited(samples: Samples) -> Samples:
    """The samples with their peaks bent down below the ceiling, so softly that it is not heard."""
    size = np.abs(samples)
    room = np.float32(CEILING - KNEE)
    over = np.maximum(size - np.float32(KNEE), 0)
    return np.copysign(np.minimum(size, np.float32(KNEE)) + room * np.tanh(over / room), samples)
