"""Keeps peaks below a ceiling without a click: it looks ahead, and turns down before the peak is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.envelope import Edges, follow
from velneuro.outputs.sound.samples import PER_MS, Samples

Peaks = NDArray[np.float64]  # the highest value of each millisecond, over all channels

EDGE_MS = 3  # half of the time in which the level goes down or comes back
HOLD_MS = 15  # longer than a period of a low voice: else its pulses would be squeezed one by one, which sounds rough
BEFORE_MS = HOLD_MS + 2 * EDGE_MS + 1
AFTER_MS = 2 * EDGE_MS + 1


def limited(blocks: Iterable[Samples], ceiling: float) -> Iterator[Samples]:
    """The same (channels, n) blocks of whole milliseconds, nowhere above the ceiling.

    Each comes when the next one is known. All but the last have to be BEFORE_MS or longer.
    """
    before: Samples | None = None
    block: Samples | None = None
    for after in blocks:
        if block is not None:
            yield _limit(before, block, after, ceiling)
        before, block = block, after
    if block is not None:
        yield _limit(before, block, None, ceiling)


def _limit(before: Samples | None, block: Samples, after: Samples | None, ceiling: float) -> Samples:
    silence = np.zeros((block.shape[0], BEFORE_MS * PER_MS), dtype=np.float32)
    past = silence if before is None else before[:, -BEFORE_MS * PER_MS :]
    coming = (silence if after is None else after)[:, : AFTER_MS * PER_MS]
    if max(_highest(past), _highest(block), _highest(coming)) <= ceiling:
        return block
    rest = np.zeros(AFTER_MS - coming.shape[1] // PER_MS)
    peaks = np.concatenate([peaks_of(past), peaks_of(block), peaks_of(coming), rest])
    return follow(block, _gains(peaks, ceiling))


def _highest(samples: Samples) -> float:
    return max(float(samples.max()), -float(samples.min()))


def peaks_of(block: Samples) -> Peaks:
    """The highest value of each millisecond of (channels, n) samples."""
    return np.asarray(np.abs(block).reshape(block.shape[0], -1, PER_MS).max(axis=(0, 2)), dtype=np.float64)


def limiter_gains(peaks: Peaks, ceiling: float) -> Edges:
    """The gains for a sound that stands alone, at the borders of its milliseconds."""
    return _gains(np.concatenate([np.zeros(BEFORE_MS), peaks, np.zeros(AFTER_MS)]), ceiling)


def _gains(peaks: Peaks, ceiling: float) -> Edges:
    """Gains at the borders of the milliseconds between the first BEFORE_MS and the last AFTER_MS.

    A mean of minima over the same stretch is never above what its middle wants, and has no corner.
    """
    wanted = ceiling / np.maximum(peaks, ceiling)
    lowest = _minima(wanted, HOLD_MS + 2 * EDGE_MS + 1)
    smooth = np.convolve(lowest, np.full(2 * EDGE_MS + 1, 1 / (2 * EDGE_MS + 1)), "valid")
    return np.minimum(smooth[:-1], smooth[1:])


def _minima(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """The lowest of each `width` neighbors, from those of fewer: looking at each stretch anew takes far longer."""
    have = 1
    while have < width:
        more = min(have, width - have)
        values = np.minimum(values[:-more], values[more:])
        have += more
    return values
