"""Loudness by ITU-R BS.1770-4, from K-weighted energies of tenths of a second: those of parts can be added up.

The energies of a sentence, a loop of music or a chime are weighed once and kept. Sounds that have nothing to do with
each other add in energy, so the loudness of a whole mix is known before any of it is mixed.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.samples import RATE, Samples

Energies = NDArray[np.float64]  # mean squares of tenths of a second, K-weighted, summed over the channels

HOP = RATE // 10
OFFSET = -0.691
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0
HOPS_OF_ROOM = 8
LONGEST_KEPT = 10 * RATE
HOPS_IN_BLOCK = 4  # 400 ms, overlapping by three quarters
# Numerators and denominators of the two filters of the standard at 48 kHz: the head's shelf, then the low cut.
FILTERS = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)


def energies(samples: Samples, *, loops: bool = False) -> Energies:
    """K-weighted energies of (n,) or (channels, n) samples; `loops`: the end goes over into the beginning.

    The last tenth is filled up with silence, so a loop has to be whole tenths long. Raises ValueError if it is not.
    """
    length = samples.shape[-1]
    if loops and length % HOP:
        raise ValueError(f"a loop of {length} samples is not a whole number of tenths of a second")
    hops = -(-length // HOP)
    # The filters ring on: without room after it, the end of a sentence would be heard at its beginning.
    room = hops * HOP if loops else -(-(hops + HOPS_IN_BLOCK) // HOPS_OF_ROOM) * HOPS_OF_ROOM * HOP
    weights = _weights(room) if room > LONGEST_KEPT else _kept_weights(room)
    weighed = np.fft.irfft(np.fft.rfft(samples, room) * weights, room)[..., : hops * HOP]
    squares: Energies = np.square(weighed).reshape(-1, hops, HOP).mean(axis=-1)
    summed: Energies = squares.sum(axis=0)
    return summed


@lru_cache(maxsize=16)
def _kept_weights(room: int) -> NDArray[np.complex128]:
    """The weights of sentences, which share a few lengths: to make them takes longer than to use them."""
    return _weights(room)


def _weights(room: int) -> NDArray[np.complex128]:
    z = np.exp(-2j * np.pi * np.arange(room // 2 + 1) / room)
    weights: NDArray[np.complex128] = np.ones_like(z)
    for over, under in FILTERS:
        weights *= np.polyval(over[::-1], z) / np.polyval(under[::-1], z)
    return weights


def integrated(hops: Energies) -> float:
    """Integrated loudness in LUFS with both gates; -inf when all of it is silence. Shorter than 400 ms: its mean."""
    blocks = _blocks(hops)
    loud = blocks[_lufs(blocks) > ABSOLUTE_GATE]
    if not loud.size:
        return float("-inf")
    kept = loud[_lufs(loud) > _lufs(loud.mean()) + RELATIVE_GATE]
    return float(_lufs(kept.mean()))


def _blocks(hops: Energies) -> Energies:
    if hops.size < HOPS_IN_BLOCK:
        return hops.mean(keepdims=True) if hops.size else hops
    return np.convolve(hops, np.full(HOPS_IN_BLOCK, 1 / HOPS_IN_BLOCK), "valid")


def _lufs(mean_square: NDArray[np.float64]) -> NDArray[np.float64]:
    return OFFSET + 10 * np.log10(np.maximum(mean_square, 1e-20))
