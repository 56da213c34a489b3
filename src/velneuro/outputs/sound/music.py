"""What lies under the voice: a piece that is made once, kept, and laid end to end for as long as it is wanted."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import numpy as np

from velneuro.core.problem import InputRefused, MachineFailed, Problem, allowed_names
from velneuro.outputs.sound import loop_store
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.loop import BED_LUFS, Loop, Spectrum, sounding, spectrum_energies
from velneuro.outputs.sound.loudness import Energies, integrated
from velneuro.outputs.sound.music_bowls import bowls
from velneuro.outputs.sound.music_drone import low_drone
from velneuro.outputs.sound.music_garden import night_garden
from velneuro.outputs.sound.music_noise import far_sea, rain
from velneuro.outputs.sound.music_pad import warm_pad
from velneuro.outputs.sound.own_music import own_key, own_loop
from velneuro.outputs.sound.samples import Samples, gain

VERSION = 1  # of the pieces: with another, they are made anew, and so is every track
OWN = "own-"
WEIGHED_TENTHS = 6_000  # loops of different lengths are heard against each other for ten minutes

Make = Callable[[int], tuple[Spectrum, ...]]
MAKERS: Mapping[str, Make] = {
    "warm-pad": warm_pad,
    "far-sea": far_sea,
    "rain": rain,
    "bowls": bowls,
    "night-garden": night_garden,
    "low-drone": low_drone,
}
PIECES: tuple[str, ...] = tuple(MAKERS)


@dataclass(frozen=True)
class Bed:
    """Loops that sound together; their lengths share no beat, so that what is heard does not come back."""

    key: str
    loops: tuple[Loop, ...]

    def block(self, start: int, count: int) -> Samples:
        """(channels, count) samples from sample `start` of the track on; the same however the track is cut."""
        return reduce(np.add, (loop.cut(start, count) for loop in self.loops))


def bed(name: str, channels: int, folders: SoundFolders) -> Bed:
    """The piece of this name for 1 or 2 channels, its integrated loudness BED_LUFS.

    `own-` and the id of a person's own music is that music. Raises InputRefused for a name that no piece has,
    MachineFailed when the disk does not take the piece, or has lost one's own music.
    """
    if name.startswith(OWN):
        identity = name.removeprefix(OWN)
        return Bed(own_key(identity), (own_loop(identity, channels, folders),))
    if name not in MAKERS:
        raise InputRefused([Problem("music", f"there is no piece {name}", allowed_names(name, PIECES))])
    key = hashlib.sha256(f"{name} {VERSION} {channels}".encode()).hexdigest()[:16]
    return Bed(key, loop_store.load(folders.music, key) or _made(name, channels, folders.music, key))


def _made(name: str, channels: int, folder: Path, key: str) -> tuple[Loop, ...]:
    loop_store.save(folder, key, _levelled(MAKERS[name](channels)))
    loops = loop_store.load(folder, key)
    if loops is None:
        raise MachineFailed(f"The music kept in {folder} comes back damaged: check that disk.")
    return loops


def _levelled(spectra: tuple[Spectrum, ...]) -> list[loop_store.Made]:
    energies = [spectrum_energies(spectrum) for spectrum in spectra]
    factor = gain(BED_LUFS - integrated(together(energies)))
    return [
        loop_store.Made(sounding(spectrum * np.float32(factor)), weight * factor**2)
        for spectrum, weight in zip(spectra, energies, strict=True)
    ]


def together(energies: list[Energies]) -> Energies:
    """The energies of loops that sound together, for as long as tells their loudness."""
    tenths = max(WEIGHED_TENTHS, *(loop.size for loop in energies))
    return reduce(np.add, (np.tile(loop, math.ceil(tenths / loop.size))[:tenths] for loop in energies))
