"""The low drone: fifths on one root, each tone breathing by itself, with partials that a small speaker can play."""

from __future__ import annotations

import numpy as np

from velneuro.outputs.sound.loop import Spectrum
from velneuro.outputs.sound.music_tones import Partials, Rise, add_note, blank, pitch, shape, times

# D in one loop, A and the E above it in the other: a pitch that is in both would swell and fade for minutes.
ROOTS = ((612, (38, 50, 62)), (539, (45, 57, 64)))
SLOW = (1, 2, 3, 4)  # breaths of a tone in one round
HERTZ_WIDE = 2
BEATS = 0.09


def low_drone(channels: int) -> tuple[Spectrum, ...]:
    """Two loops, the root and its fifths."""
    rng = np.random.default_rng(20_260_103)
    return tuple(_drone(rng, channels, tenths, keys) for tenths, keys in ROOTS)


def _drone(rng: np.random.Generator, channels: int, tenths: int, keys: tuple[int, ...]) -> Spectrum:
    spectrum = blank(channels, tenths)
    for key in keys:
        for partial in _partials(key):
            # Each partial breathes at its own time, so that the color changes and the level hardly does.
            add_note(rng, spectrum, pitch(key), shape(_breathing(rng, tenths), HERTZ_WIDE), (partial,), BEATS)
    return spectrum


def _breathing(rng: np.random.Generator, tenths: int) -> Rise:
    at = times(tenths) / (tenths / 10)
    waves = [np.sin(2 * np.pi * (n * at + rng.uniform())) / np.sqrt(n) for n in SLOW]
    return 0.6 + 0.16 * np.sum(waves, axis=0)  # type: ignore[no-any-return]  # as numpy types it


def _partials(key: int) -> Partials:
    numbers = np.arange(1, 8)
    hertz = pitch(key) * numbers
    amplitudes = (hertz / 150) ** 0.7 / (numbers**0.8 * (1 + (hertz / 330) ** 3))
    return tuple(zip(numbers.tolist(), amplitudes.tolist(), strict=True))
