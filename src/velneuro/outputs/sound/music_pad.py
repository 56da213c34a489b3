"""The warm pad: eight chords that melt into one another, and single tones over them that come at other times."""

from __future__ import annotations

import numpy as np

from velneuro.outputs.sound.loop import Spectrum
from velneuro.outputs.sound.music_tones import Partials, Rise, add_note, blank, ease, pitch, shape, times

# Keys, 69 the A of 440 Hz: D, Bm, G, D, Em, G, Bm, Asus. None holds C#, so that any of the tones goes with any chord.
CHORDS = (
    *((50, 57, 62, 66), (47, 54, 59, 62), (43, 50, 59, 62), (45, 54, 57, 62)),
    *((52, 55, 59, 64), (43, 50, 55, 59), (47, 54, 62, 66), (45, 52, 57, 62)),
)
CHORD_S = (13.5, 12.0, 14.0, 12.5, 13.0, 12.0, 14.5, 12.5)
TONES = (62, 57, 64, 69, 62, 64)
TONES_TENTHS = 567
APART = 0.15  # of the two loops: the same pitch in both would swell and fade for minutes
MELT_S = 6.5  # half of it before the change, half after
HERTZ_WIDE = 6
BEATS = 0.13


def warm_pad(channels: int) -> tuple[Spectrum, ...]:
    """Two loops that share no beat: the chords, and the tones over them."""
    rng = np.random.default_rng(20_260_102)
    tones = tuple((key,) for key in TONES)
    seconds = (TONES_TENTHS / 10 / len(TONES),) * len(TONES)
    return _melted(rng, channels, CHORDS, CHORD_S, 0.0), _melted(rng, channels, tones, seconds, APART)


def _melted(
    rng: np.random.Generator,
    channels: int,
    chords: tuple[tuple[int, ...], ...],
    lengths: tuple[float, ...],
    apart: float,
) -> Spectrum:
    tenths = round(sum(lengths) * 10)
    spectrum = blank(channels, tenths)
    for chord, end, seconds in zip(chords, np.cumsum(lengths), lengths, strict=True):
        for key in chord:
            rise = _melting(times(tenths), end - seconds + rng.uniform(-0.8, 0.8), seconds)
            add_note(rng, spectrum, pitch(key) + apart, shape(rise, HERTZ_WIDE), _partials(key), BEATS)
    return spectrum


def _melting(at: Rise, start: float, seconds: float) -> Rise:
    """Up and down round the circle; together with its neighbors it is as loud as by itself."""
    since = (at - start + MELT_S / 2) % (at.size * at[1])
    up, down = ease(since / MELT_S), ease((seconds + MELT_S - since) / MELT_S)
    return np.sqrt(up * down)


def _partials(key: int) -> Partials:
    """Those of a soft string: warm below 400 Hz, and hardly anything where speech has its consonants."""
    numbers = np.arange(1, 9)
    hertz = pitch(key) * numbers
    amplitudes = 1 / (numbers**0.7 * (1 + (hertz / 380) ** 2.6))
    amplitudes /= np.sqrt(np.square(amplitudes).sum())
    return tuple(zip(numbers.tolist(), amplitudes.tolist(), strict=True))
