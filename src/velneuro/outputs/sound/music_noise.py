"""Pieces of noise: a far sea, and rain. Noise is drawn as a spectrum over the whole loop, so that it has no seam."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.loop import DRAFT_RATE, Spectrum, draft_size
from velneuro.outputs.sound.samples import Samples

Curve = NDArray[np.float32]  # one value for each sample of a draft
Levels = tuple[tuple[float, float], ...]  # (Hz, dB): straight lines between them, hertz by octaves

SEA_DEEP: Levels = ((25, -60), (60, -6), (110, 0), (250, -4), (500, -13), (1000, -25), (2000, -38), (7900, -70))
SEA_WASH: Levels = ((60, -60), (140, -8), (260, 0), (500, -5), (1000, -15), (2000, -27), (4000, -42), (7900, -70))
# Tenths of a second, and strength: one sea is nearer, or the swells of the two would even out.
SEA_LOOPS = ((800, 1.0), (441, 0.55))
SEA_SWELL_S = (8.0, 14.0)

RAIN_FALL: Levels = ((80, -60), (200, -10), (400, 0), (800, -4), (1500, -17), (3000, -28), (5000, -42), (7900, -70))
RAIN_TENTHS = (605, 512)
DROP_S = 0.12
DROP_SIZE = round(DROP_S * DRAFT_RATE)
DROP_HERTZ = (380.0, 950.0)
DROP_KINDS = 24
DROPS_A_SECOND = 14
DROPS_LEVEL = 1.6


def far_sea(channels: int) -> tuple[Spectrum, ...]:
    """Brown noise in slow, uneven swells: the deep always there, the wash only on the swell."""
    rng = np.random.default_rng(20_260_101)
    return tuple(np.float32(strength) * _sea(rng, channels, tenths) for tenths, strength in SEA_LOOPS)


def _sea(rng: np.random.Generator, channels: int, tenths: int) -> Spectrum:
    swell = swells(rng, tenths, SEA_SWELL_S)
    deep, wash = noise(rng, channels, tenths, SEA_DEEP), noise(rng, channels, tenths, SEA_WASH)
    sound = deep * (0.62 + 0.38 * swell) + wash * (0.12 + 0.88 * swell)
    return np.fft.rfft(sound, axis=1)  # type: ignore[return-value]  # as numpy types it


def rain(channels: int) -> tuple[Spectrum, ...]:
    """Steady rain on leaves and a roof: the fall of all, and single drops in it."""
    rng = np.random.default_rng(20_260_106)
    return tuple(_rain(rng, channels, tenths) for tenths in RAIN_TENTHS)


def _rain(rng: np.random.Generator, channels: int, tenths: int) -> Spectrum:
    fall = noise(rng, channels, tenths, RAIN_FALL) * (0.9 + 0.1 * swells(rng, tenths, SEA_SWELL_S))
    drops = [_drops(rng, draft_size(tenths)) for _ in range(channels)]
    return np.fft.rfft(fall + DROPS_LEVEL * np.stack(drops), axis=1)  # type: ignore[return-value]  # as numpy types it


def _drops(rng: np.random.Generator, size: int) -> Curve:
    """Drops at random times, most of them soft; one that runs over the end goes on at the start."""
    kinds = [_drop(hertz) for hertz in rng.uniform(*DROP_HERTZ, DROP_KINDS)]
    sound = np.zeros(size + DROP_SIZE, np.float32)
    count = round(size / DRAFT_RATE * DROPS_A_SECOND)
    strengths = rng.uniform(0.1, 1.0, count).astype(np.float32) ** 2
    for first, kind, strength in zip(
        rng.integers(0, size, count).tolist(), rng.integers(0, DROP_KINDS, count).tolist(), strengths, strict=True
    ):
        sound[first : first + DROP_SIZE] += strength * kinds[kind]
    sound[:DROP_SIZE] += sound[size:]
    return sound[:size]


def _drop(hertz: float) -> Curve:
    seconds = np.arange(DROP_SIZE) / DRAFT_RATE
    edge = 0.5 - 0.5 * np.cos(np.pi * np.clip([seconds / 0.008, (DROP_S - seconds) / 0.03], 0, 1))
    ringing = np.sin(2 * np.pi * hertz * seconds * (1 + 1.5 * seconds)) * np.exp(-seconds / 0.022)
    return (edge[0] * edge[1] * ringing).astype(np.float32)  # type: ignore[no-any-return]  # as numpy types it


def noise(rng: np.random.Generator, channels: int, tenths: int, levels: Levels) -> Samples:
    """(channels, n) at DRAFT_RATE: noise whose density follows the levels; its mean square is 1."""
    size = draft_size(tenths)
    drawn = rng.standard_normal((channels, size + 2), np.float32).view(np.complex64)
    sound = np.fft.irfft(drawn * _shape(size, levels), size, axis=1)
    return sound / np.sqrt(np.mean(np.square(sound)))  # type: ignore[no-any-return]  # as numpy types it


def _shape(size: int, levels: Levels) -> Curve:
    hertz, decibels = zip(*levels, strict=True)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(size, 1 / DRAFT_RATE), 1.0).astype(np.float32))
    shape = 10 ** (np.interp(octaves, np.log2(hertz), decibels).astype(np.float32) / 20)
    shape[octaves < np.log2(hertz[0])] = 0
    shape[octaves > np.log2(hertz[-1])] = 0
    return shape  # type: ignore[no-any-return]  # as numpy types it


def swells(rng: np.random.Generator, tenths: int, seconds: tuple[float, float]) -> Curve:
    """A curve of uneven rises and falls from 0 to at most 1, each so many seconds long, once round the loop."""
    whole = tenths / 10
    count = round(whole / np.mean(seconds))
    # Drawn from a narrower range, so that they stay within theirs when stretched to fill the loop.
    lengths = rng.uniform(0.82, 1.18, count)
    borders = np.concatenate(([0.0], np.cumsum(lengths))) * whole / lengths.sum()
    at = np.interp(np.arange(draft_size(tenths)) / DRAFT_RATE, borders, np.arange(count + 1))
    number = at.astype(np.intp)
    heights = rng.uniform(0.65, 1.0, count)
    return (heights[number] * np.sin(np.pi * (at - number)) ** 2).astype(np.float32)  # type: ignore[no-any-return]  # as numpy types it
