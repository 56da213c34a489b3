"""Singing bowls, stroked more than struck, over a whisper of noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from velneuro.outputs.sound.loop import Spectrum
from velneuro.outputs.sound.music_noise import Levels, noise
from velneuro.outputs.sound.music_tones import Partials, Rise, add_note, blank, ease, pitch, shape, times

# D, E, F#, A, B: whichever ring together go together. Tenths of a second, the bowls of each loop, strokes.
LOOPS = ((640, (50, 57, 54, 62), 10), (567, (45, 59, 52, 66), 9))
PARTIALS: Partials = ((1.0, 1.0), (2.76, 0.2), (5.18, 0.035))
DYING_S = (25.0, 18.0, 15.0)  # until a partial is 60 dB softer
MALLET_S, BLOOM_S = 0.3, 2.6
HERTZ_WIDE = 30
BEATS = 0.5
WHISPER: Levels = ((70, -50), (140, -4), (260, 0), (600, -10), (1200, -24), (3000, -45), (7900, -80))
WHISPER_LEVEL = 0.24


@dataclass(frozen=True)
class Stroke:
    """A bowl that is stroked: its key, and when."""

    key: int
    at_s: float


def bowls(channels: int) -> tuple[Spectrum, ...]:
    """Two loops of strokes at uneven times, each bowl ringing on through the next ones."""
    rng = np.random.default_rng(20_260_104)
    return tuple(_ringing(rng, channels, *loop) for loop in LOOPS)


def _ringing(rng: np.random.Generator, channels: int, tenths: int, keys: tuple[int, ...], count: int) -> Spectrum:
    spectrum = blank(channels, tenths)
    for stroke in _strokes(rng, tenths, keys, count):
        for partial, dying_s in zip(PARTIALS, DYING_S, strict=True):
            risen = shape(_dying(times(tenths), stroke.at_s, dying_s), HERTZ_WIDE)
            add_note(rng, spectrum, pitch(stroke.key), risen, (partial,), BEATS)
    return spectrum + WHISPER_LEVEL * np.fft.rfft(noise(rng, channels, tenths, WHISPER), axis=1)  # type: ignore[return-value]  # as numpy types it


def _strokes(rng: np.random.Generator, tenths: int, keys: tuple[int, ...], count: int) -> list[Stroke]:
    """Strokes at uneven times; no bowl twice before the others had their turn."""
    apart = rng.uniform(0.8, 1.2, count)
    at = np.cumsum(apart) / apart.sum() * tenths / 10
    return [Stroke(keys[n % len(keys)], float(second)) for n, second in enumerate(at)]


def _dying(at: Rise, start: float, dying_s: float) -> Rise:
    round_s = at.size * at[1]
    since = (at - start) % round_s
    rise = 0.2 * ease(since / MALLET_S) + 0.8 * ease(since / BLOOM_S)
    return rise * np.exp(-6.9 * since / dying_s) * ease((round_s - since) / 5)  # type: ignore[no-any-return]  # as numpy types it
