"""Own music weighed in one pass over the file: how long and how loud it is, and what has to be set right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.loudness import HOP, Energies, energies
from velneuro.outputs.sound.own_file import OwnFile, blocks
from velneuro.outputs.sound.samples import Samples

Numbers = NDArray[np.float64]

BLOCK = 56 * HOP  # no shorter than the longest melting
BEFORE = 8 * HOP  # what the loudness filters still ring of; with a block, a length that transforms fast
AGAINST = -0.5  # a correlation of the two channels below which their mean would be hollow


@dataclass(frozen=True)
class Weighed:
    """Samples, their mean in each channel, the energies, and -1 for a channel to turn over, else 1."""

    count: int
    mean: Numbers
    energies: Energies
    turned: Numbers


def weigh(own: OwnFile) -> Weighed:
    """Go through the whole file once."""
    before = np.zeros((BEFORE, own.kept), np.float32)
    total, products, count = np.zeros(own.kept), np.zeros((own.kept, own.kept)), 0
    found: list[Energies] = [np.zeros(0)]
    for block in blocks(own.parts(), BLOCK):
        full = behind(before, block)
        found.append(energies(full.T, loops=True)[BEFORE // HOP :])
        total += block.sum(axis=0, dtype=np.float64)
        products += block.T @ block
        count, before = count + len(block), full[-BEFORE:]
    mean = total / max(count, 1)
    return Weighed(count, mean, np.concatenate(found), _turned(products - count * np.outer(mean, mean)))


def behind(before: Samples, block: Samples) -> Samples:
    """A block after what came before it, filled up to a whole number of tenths."""
    return np.concatenate((before, block, np.zeros((-len(block) % HOP, block.shape[1]), np.float32)))


def _turned(products: Numbers) -> Numbers:
    """Turns a right channel over that moves against the left."""
    if len(products) == 2 and products[0, 1] < AGAINST * np.sqrt(products[0, 0] * products[1, 1]):
        return np.array((1.0, -1.0))
    return np.ones(len(products))
