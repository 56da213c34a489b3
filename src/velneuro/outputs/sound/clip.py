"""A sentence as sound: cut to its first and last sound, soft at both edges, as loud as every other sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from velneuro.outputs.sound.dense import dense
from velneuro.outputs.sound.loudness import Energies, energies, integrated
from velneuro.outputs.sound.samples import PER_MS, Samples, gain

VOICE_LUFS = -23.0
SOUND_DB = -45.0  # below the loudest: what is softer than this is the room, not the voice
BEFORE_MS, AFTER_MS = 3, 70
FADE_IN_MS, FADE_OUT_MS = 5, 30
FULL = 32768.0
NOTHING = gain(-70)

Voice = NDArray[np.float64]  # (n,) samples at RATE


@dataclass(frozen=True)
class Clip:
    """Mono samples at RATE that begin with the first sound, and their K-weighted energies."""

    samples: Samples
    energies: Energies


class Silent(Exception):
    """There is no sound in it that could be a voice."""


def clean(_samples: Voice) -> float:
    """Where a voice ends that was never in a room."""
    return SOUND_DB


def make_clip(samples: Voice, ends_at_db: Callable[[Voice], float] = clean) -> Clip:
    """A clip from (n,) mono samples at RATE, of any level.

    `ends_at_db` tells of samples how far below their loudest moment the voice ends and the room begins. Raises Silent.
    """
    # The room is told from the voice before it is made dense, and with it the room; low sounds come later after it.
    held = dense(trimmed(samples, ends_at_db(samples)))
    cut = _faded(trimmed(held, SOUND_DB))
    full = cut / np.abs(cut).max()  # what is very soft would be lost in the meter's gate
    weighed = energies(full.astype(np.float32))
    factor = gain(VOICE_LUFS - integrated(weighed))
    # Plus nothing: the store knows no negative zero, and the same clip must be the same bytes.
    whole = (np.round(np.clip(full * factor, -1.0, 1.0) * FULL) / FULL).astype(np.float32) + np.float32(0)
    return Clip(whole, weighed * factor**2)


def to_int16(clip: Clip) -> NDArray[np.int16]:
    """The samples of a clip as whole numbers: exact, for they were rounded when the clip was made."""
    return np.round(clip.samples * np.float32(FULL)).astype(np.int16)


def trimmed(samples: Voice, sound_db: float) -> Voice:
    """From just before the first sound to just after the last. Raises Silent when there is none."""
    levels = milliseconds(samples)
    loudest = levels.max(initial=0.0)
    if loudest < NOTHING:
        raise Silent
    loud = np.flatnonzero(levels > loudest * gain(sound_db))
    first, last = int(loud[0]) - BEFORE_MS, int(loud[-1]) + 1 + AFTER_MS
    return samples[max(first, 0) * PER_MS : last * PER_MS]


def milliseconds(samples: Voice) -> Voice:
    """The root mean square of every whole millisecond."""
    whole = samples[: samples.size // PER_MS * PER_MS].reshape(-1, PER_MS)
    return np.asarray(np.sqrt(np.square(whole).mean(axis=1)))


def _faded(samples: Voice) -> Voice:
    faded = samples.copy()
    into, out = min(FADE_IN_MS * PER_MS, faded.size), min(FADE_OUT_MS * PER_MS, faded.size)
    faded[:into] *= _rise(into)
    faded[faded.size - out :] *= _rise(out)[::-1]
    return faded


def _rise(length: int) -> Voice:
    """A raised cosine from 0 to 1."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length))
