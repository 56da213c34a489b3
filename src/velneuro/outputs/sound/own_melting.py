"""Own music made into a loop, in a second pass over the file: levelled, and its end melted into its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from velneuro.outputs.sound.loop_store import FULL, header
from velneuro.outputs.sound.loudness import HOP, Energies, energies, integrated
from velneuro.outputs.sound.own_file import SHORTEST_S, OwnFile, blocks
from velneuro.outputs.sound.own_level import gains, limited
from velneuro.outputs.sound.own_weighing import BEFORE, BLOCK, Numbers, Weighed, behind, weigh
from velneuro.outputs.sound.samples import RATE, Samples

LONGEST_MELT, MELT_SHARE = 50, 8  # tenths of a second, and at most this part of the whole
SILENT_LUFS = -60.0


@dataclass(frozen=True)
class Melted:
    """What was written: its length, whether the file was read to its end, and energies as mono and as stereo."""

    seconds: int
    whole: bool
    energies: tuple[Energies, Energies]


def melt(own: OwnFile, made: Path) -> Melted:
    """Write the file as a loop of 16-bit numbers. Raises InputRefused when it is too short, too long or silent."""
    weighed = weigh(own)
    whole = own.whole
    _refuse_if_useless(own, weighed)
    factors = gains(weighed.energies)
    with made.open("wb") as out:
        loop = _Writer(out, weighed.count // HOP, own.kept)
        for n, block in enumerate(blocks(own.parts(), BLOCK)):
            loop.add(_levelled(block, n * BLOCK, weighed, factors))
        return Melted(round(weighed.count / RATE), whole, loop.finished())


def _refuse_if_useless(own: OwnFile, weighed: Weighed) -> None:
    if weighed.count < SHORTEST_S * RATE and own.whole:
        raise own.refused("this is shorter than ten seconds", "choose a longer file")
    if weighed.count < SHORTEST_S * RATE:
        raise own.refused("this file is damaged, and less than ten seconds can be read", "choose another copy of it")
    if integrated(weighed.energies) < SILENT_LUFS:
        raise own.refused("there is nothing to hear in this", "choose another file")


def _levelled(block: Samples, first: int, weighed: Weighed, factors: Numbers) -> Samples:
    at = (first + np.arange(len(block), dtype=np.float64)) / HOP - 0.5
    factor = np.interp(at, np.arange(factors.size), factors).astype(np.float32)
    even = (block - weighed.mean.astype(np.float32)) * weighed.turned.astype(np.float32)
    return limited(even * factor[:, None])


class _Writer:
    """Takes the samples in order and keeps the loop: the beginning is written last, when the end is known."""

    def __init__(self, out: BinaryIO, hops: int, kept: int) -> None:
        self._melt = min(LONGEST_MELT, hops // MELT_SHARE) * HOP
        self._length = hops * HOP - self._melt
        self._out = out
        self._head = header((self._length, kept))
        out.write(self._head)
        self._taken = 0
        self._first = self._before = np.zeros((0, kept), np.float32)
        self._end: list[Samples] = []
        self._energies: list[tuple[Energies, Energies]] = []

    def add(self, block: Samples) -> None:
        """The next samples, (n, kept); what is longer than the loop and its melting end is left out."""
        here = block[: max(self._length - self._taken, 0)]
        if len(here) < len(block):
            self._end.append(block[len(here) :])
        self._taken += len(block)
        if not len(here):
            return
        self._out.write(_numbers(here))
        if len(self._first):
            self._weigh(here)
        else:
            self._first = here.copy()
        self._before = np.concatenate((self._before, here))[-BEFORE:]

    def finished(self) -> tuple[Energies, Energies]:
        """Write the beginning; the energies of the loop as mono and as stereo."""
        end = np.concatenate(self._end)[: self._melt]
        share = (np.arange(self._melt, dtype=np.float32)[:, None] + 0.5) / self._melt * np.pi / 2
        self._first[: self._melt] = self._first[: self._melt] * np.sin(share) + end * np.cos(share)
        self._out.seek(len(self._head))
        self._out.write(_numbers(self._first))
        self._weigh(self._first)
        mono, stereo = zip(*[self._energies[-1], *self._energies[:-1]], strict=True)
        return np.concatenate(mono), np.concatenate(stereo)

    def _weigh(self, here: Samples) -> None:
        full = behind(self._before, here).T
        mono = energies(full.mean(axis=0), loops=True)
        stereo = energies(full, loops=True) if len(full) == 2 else 2 * mono
        self._energies.append((mono[BEFORE // HOP :], stereo[BEFORE // HOP :]))


def _numbers(samples: Samples) -> bytes:
    return np.rint(samples * np.float32(FULL)).astype("<i2").tobytes()  # type: ignore[no-any-return]  # as numpy types it
