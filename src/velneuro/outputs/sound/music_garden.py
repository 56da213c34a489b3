"""A garden at night: a breeze, crickets far away, now and then an owl or a drop into water."""

from __future__ import annotations

import numpy as np

from velneuro.outputs.sound.loop import DRAFT_RATE, Spectrum, draft_size
from velneuro.outputs.sound.music_noise import Curve, Levels, noise, swells
from velneuro.outputs.sound.music_tones import Rise, add_note, add_tone, blank, ease, shape, times

BREEZE: Levels = ((50, -60), (110, -8), (220, 0), (420, -2), (800, -10), (1600, -24), (3200, -40), (7900, -75))
BREEZE_S = (7.0, 12.0)
# The pitch, and chirps a second, of the crickets of each loop; below 4 kHz, or they would hiss.
LOOPS = ((605, 2450.0, 0.83), (512, 2900.0, 0.71))
CRICKETS_LEVEL = 0.085
TRILL = 11.0  # pulses a second within a chirp
OWL_HERTZ, OWL_S = 330.0, 1.3
DROP_HERTZ, DROP_S = 560.0, 0.5
HERTZ_WIDE = 12


def night_garden(channels: int) -> tuple[Spectrum, ...]:
    """Two loops, each with its breeze, its crickets, two calls of an owl and a few drops."""
    rng = np.random.default_rng(20_260_105)
    return tuple(_garden(rng, channels, *loop) for loop in LOOPS)


def _garden(rng: np.random.Generator, channels: int, tenths: int, hertz: float, chirps: float) -> Spectrum:
    breeze = noise(rng, channels, tenths, BREEZE) * (0.6 + 0.4 * swells(rng, tenths, BREEZE_S))
    far: Levels = ((hertz * 0.94, -40), (hertz, 0), (hertz * 1.06, -40))
    crickets = noise(rng, channels, tenths, far) * _chirping(tenths, chirps)
    spectrum = np.fft.rfft(breeze + CRICKETS_LEVEL * crickets, axis=1)
    return spectrum + _calls(rng, channels, tenths)  # type: ignore[return-value]  # as numpy types it


def _chirping(tenths: int, chirps: float) -> Curve:
    """Chirps and the trill in them: a whole number of each in the loop, never quite silent."""
    at = np.arange(draft_size(tenths)) / DRAFT_RATE
    whole = tenths / 10
    turns = [2 * np.pi * round(rate * whole) / whole * at for rate in (chirps, TRILL)]
    chirp, trill = (0.5 - 0.5 * np.cos(turn) for turn in turns)
    return (0.25 + 0.75 * chirp**2 * (0.5 + 0.5 * trill)).astype(np.float32)


def _calls(rng: np.random.Generator, channels: int, tenths: int) -> Spectrum:
    spectrum = blank(channels, tenths)
    whole, at = tenths / 10, times(tenths)
    for place in (0.21, 0.68):
        second = whole * (place + rng.uniform(-0.05, 0.05))
        risen = shape(_call(at, second, OWL_S) + 0.8 * _call(at, second + 1.9, OWL_S), HERTZ_WIDE)
        add_note(rng, spectrum, OWL_HERTZ, risen, ((1.0, 0.75), (2.0, 0.1)), 0.4)
    for second in rng.uniform(0, whole, 5):
        risen = shape(_call(at, second, DROP_S), HERTZ_WIDE)
        for row in spectrum:
            add_tone(row, DROP_HERTZ * rng.uniform(0.9, 1.2), risen, 0.35, 0.0)
    return spectrum


def _call(at: Rise, start: float, seconds: float) -> Rise:
    since = (at - start) % (at.size * at[1])
    return ease(since / (0.45 * seconds)) * ease((seconds - since) / (0.55 * seconds))
