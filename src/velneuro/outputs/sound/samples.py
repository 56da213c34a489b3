"""Sound as numbers: mono arrays at one rate, full scale at 1, and the two units that everything here is told in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]  # shape (n,), or (channels, n) where it says so

RATE = 48_000  # per second; what every device plays without resampling
PER_MS = RATE // 1000


def at_sample(ms: int) -> int:
    """The number of the sample at a time in milliseconds."""
    return ms * PER_MS


def whole_ms(samples: int) -> int:
    """How many milliseconds hold so many samples: a sentence is never reported shorter than it is."""
    return -(-samples // PER_MS)


def gain(decibels: float) -> float:
    """The factor for a level in decibels."""
    return float(10 ** (decibels / 20))


def decibels(factor: float) -> float:
    """The level of a factor, in decibels; of nothing, -200."""
    return float(20 * np.log10(max(factor, 1e-10)))
