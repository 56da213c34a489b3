"""Tones that swell and die away, set into the spectrum of a whole loop: what runs over its end is at its start."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.loop import DRAFT_HOP, Spectrum, draft_size

Rise = NDArray[np.float64]  # how loud a tone is, CURVE_RATE values a second, once round the loop
Shape = NDArray[np.complex64]  # the spectrum of that, its middle the mean

CURVE_RATE = 200
PER_TENTH = CURVE_RATE // 10
Partials = tuple[tuple[float, float], ...]  # (pitch over the lowest, amplitude)


def blank(channels: int, tenths: int) -> Spectrum:
    """A silent loop."""
    return np.zeros((channels, draft_size(tenths) // 2 + 1), np.complex64)


def tenths_of(spectrum: Spectrum) -> int:
    """How many tenths of a second this loop is long."""
    return 2 * (spectrum.shape[1] - 1) // DRAFT_HOP  # type: ignore[no-any-return]  # as numpy types it


def times(tenths: int) -> Rise:
    """The seconds at which a rise has its values."""
    return np.arange(tenths * PER_TENTH) / CURVE_RATE


def shape(rise: Rise, hertz_wide: float) -> Shape:
    """What a rise does to a tone: so many hertz to either side of it; what changes faster than that is left out."""
    reach = round(hertz_wide * rise.size / CURVE_RATE)
    whole = np.fft.fft(rise) / rise.size
    return np.concatenate((whole[-reach:], whole[: reach + 1])).astype(np.complex64)


def add_tone(row: NDArray[np.complex64], hertz: float, risen: Shape, amplitude: float, phase: float) -> None:
    """Add a tone to one channel of a spectrum; its pitch is moved to the next that fits a whole number of times."""
    size = 2 * (row.size - 1)
    middle, reach = round(hertz * tenths_of(row[None]) / 10), risen.size // 2
    row[middle - reach : middle + reach + 1] += risen * np.complex64(amplitude * size / 2 * np.exp(1j * phase))


def add_note(
    rng: np.random.Generator,
    spectrum: Spectrum,
    hertz: float,
    risen: Shape,
    partials: Partials,
    beats: float,
) -> None:
    """Add a note to every channel: each partial has two weak companions that make it live, `beats` a second."""
    for ratio, amplitude in partials:
        phase = rng.uniform(0, 2 * np.pi)
        apart = rng.uniform(0.6, 1.4, 2) * beats
        for channel, row in enumerate(spectrum):
            add_tone(row, hertz * ratio, risen, amplitude, phase)
            for away in (apart[0], -apart[1]):
                # Turned against each other in the two channels, the companions make the note wide.
                turned = phase + channel * np.pi / 2
                add_tone(row, hertz * ratio + away, risen, amplitude * 0.22, turned)


def pitch(midi: float) -> float:
    """The pitch in hertz of a key: 69 is the A of 440 Hz, 12 to the octave."""
    return float(440 * 2 ** ((midi - 69) / 12))


def ease(share: Rise) -> Rise:
    """From 0 at 0 to 1 at 1, without a corner at either end."""
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0, 1))
