"""A stretch of sound whose end goes over into its beginning: made as a spectrum, kept as a file, read in cuts.

A spectrum over the whole loop has no beginning and no end, so there is nothing to hide where it comes round.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound.loudness import FILTERS, HOP, Energies
from velneuro.outputs.sound.samples import RATE, Samples

# (channels, m // 2 + 1), of a loop of m samples at DRAFT_RATE, scaled as np.fft.rfft scales
Spectrum = NDArray[np.complex64]

BED_LUFS = -23.0  # what lies under a voice is kept as loud as the voice; the mix says how far below it
FINER = 3
DRAFT_RATE = RATE // FINER  # what lies under a voice needs nothing above 8 kHz, and is made three times faster
DRAFT_HOP = HOP // FINER
WEIGHT_POINTS = 16_384  # between which the weights of the loudness are straight lines


@dataclass(frozen=True)
class Loop:
    """A loop in a file of (length, kept) 16-bit numbers from byte `offset` on; `scale` makes them samples.

    It is read in cuts and not mapped into memory: of an hour of music, only what is being mixed is held.
    One channel of a file that keeps two is their mean; two of a file that keeps one are the same twice.
    """

    file: Path
    offset: int
    length: int
    kept: int
    channels: int
    scale: float
    energies: Energies

    def cut(self, start: int, count: int) -> Samples:
        """(channels, count) samples from `start` on, round and round. Raises MachineFailed when the file is gone."""
        out = np.empty((self.channels, count), np.float32)
        done = 0
        while done < count:
            first = (start + done) % self.length
            size = min(count - done, self.length - first)
            self._read(first, out[:, done : done + size])
            done += size
        return out

    def _read(self, first: int, out: Samples) -> None:
        size = out.shape[1]
        at = self.offset + 2 * self.kept * first
        try:
            numbers = np.fromfile(self.file, "<i2", size * self.kept, offset=at).reshape(size, self.kept).T
        except (OSError, ValueError) as problem:
            raise MachineFailed(f"The music file {self.file} cannot be read: start the session again.") from problem
        if self.kept > self.channels:
            np.multiply(numbers[:1].astype(np.float32) + numbers[1:], np.float32(self.scale / self.kept), out=out)
        else:
            np.multiply(numbers, np.float32(self.scale), out=out)


def draft_size(tenths: int) -> int:
    """Samples of a draft of so many tenths of a second."""
    return tenths * DRAFT_HOP


def sounding(spectrum: Spectrum) -> Samples:
    """The samples of a loop at RATE: (n, channels), as they are kept."""
    bins = spectrum.shape[1]
    size = 2 * (bins - 1)
    return np.fft.irfft(spectrum, size * FINER, axis=1).T * np.float32(FINER)  # type: ignore[return-value]  # as numpy types it


def spectrum_energies(spectrum: Spectrum) -> Energies:
    """What loudness.energies says of the loop, many times faster: its spectrum is known, and narrow."""
    size = 2 * (spectrum.shape[1] - 1)
    weighed = np.fft.irfft(spectrum * _weights(spectrum.shape[1]), size, axis=1)
    squares = np.square(weighed).reshape(spectrum.shape[0], size // DRAFT_HOP, DRAFT_HOP)
    return squares.mean(axis=2, dtype=np.float64).sum(axis=0)  # type: ignore[no-any-return]  # as numpy types it


def _weights(bins: int) -> NDArray[np.complex64]:
    points = np.linspace(0, DRAFT_RATE / 2, WEIGHT_POINTS)
    z = np.exp(-2j * np.pi * points / RATE)
    known = np.ones_like(z)
    for over, under in FILTERS:
        known *= np.polyval(over[::-1], z) / np.polyval(under[::-1], z)
    at = np.linspace(0, DRAFT_RATE / 2, bins)
    return (np.interp(at, points, known.real) + 1j * np.interp(at, points, known.imag)).astype(np.complex64)  # type: ignore[no-any-return]  # as numpy types it
