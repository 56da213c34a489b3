"""A recorded sentence: read from any sound file, looked at for what went wrong, made into a clip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from velneuro.outputs.sound.clip import Clip, Silent, make_clip, milliseconds
from velneuro.outputs.sound.samples import RATE, decibels, gain, whole_ms
from velneuro.outputs.sound.sound_file import opened
from velneuro.outputs.sound.tone import resampled

MOST_SECONDS, MOST_CHANNELS = 60, 8
RATES = range(8_000, 192_001)
TONE = ((40, -30), (80, 0), (20_000, 0))  # Hz and dB: no rumble, no offset; both would count as loudness
BLOCK = 65_536
CLIPPED_AT = 0.997
CLIPPED_RUN = 4  # so many samples in a row at the limit were cut off by the recorder
FRAME_MS = 20
LEAST_DISTANCE_DB = 30.0  # of the voice above the room
ABOVE_ROOM_DB = 8.0
SOUND_DB = (-45.0, -15.0)  # a voice ends somewhere between, the higher the louder the room
SHORTEST, LONGEST = 0.4, 3.0  # times the estimate


@dataclass(frozen=True)
class Recording:
    """What became of one file: a clip unless something is `wrong`; `poor` is what could be better."""

    clip: Clip | None
    wrong: tuple[tuple[str, str], ...] = ()
    poor: tuple[str, ...] = ()


def read_recording(file: Path, estimate_ms: int) -> Recording:
    """The clip of a recorded sentence that should last about `estimate_ms`; every mistake is a value (what, mend)."""
    try:
        samples, rate = _samples(file)
    except (soundfile.SoundFileError, OSError, ValueError):
        return _wrong("cannot be read", "save it as WAV, FLAC, OGG or MP3, at most one minute long")
    clean = resampled(soxr.resample(samples, rate, RATE, quality="HQ"), RATE, TONE)
    return _judged(clean, estimate_ms, _is_clipped(samples))


def _samples(file: Path) -> tuple[NDArray[np.float32], int]:
    """Mono samples; read in blocks and no further than a sentence can be, so that no file can fill the memory."""
    with opened(file) as source:
        if source.samplerate not in RATES or source.channels > MOST_CHANNELS:
            raise ValueError(file)
        mono = np.concatenate([np.zeros(0, np.float32), *_blocks(source)])
    if not np.isfinite(mono).all():
        raise ValueError(file)
    return mono, source.samplerate


def _blocks(source: soundfile.SoundFile) -> Iterator[NDArray[np.float32]]:
    left = MOST_SECONDS * source.samplerate
    while len(block := source.read(BLOCK, dtype="float32", always_2d=True)):
        left -= len(block)
        if left < 0:
            raise ValueError(source.name)
        yield block.mean(axis=1)


def _wrong(what: str, mend: str) -> Recording:
    return Recording(None, ((what, mend),))


def _judged(samples: NDArray[np.float64], estimate_ms: int, clipped: bool) -> Recording:
    try:
        clip = make_clip(samples, _ends_at_db)
    except Silent:
        return _wrong("is silent", "record it again, and check the microphone")
    ms = whole_ms(clip.samples.size)
    if ms < SHORTEST * estimate_ms:
        return _wrong(f"lasts only {ms / 1000:.1f} s", "record the whole sentence, without hurry")
    if ms > LONGEST * estimate_ms:
        return _wrong(f"lasts {ms / 1000:.1f} s, too long for its text", "record this one sentence alone")
    return Recording(clip, (), tuple(_poor(_room_db(samples), clipped)))


def _poor(room_db: float, clipped: bool) -> Iterator[str]:
    if clipped:
        yield "it is too loud and distorts; move away from the microphone"
    if room_db > -LEAST_DISTANCE_DB:
        yield "there is noise in the room; record it in a quieter place"


def _ends_at_db(samples: NDArray[np.float64]) -> float:
    """In a noisy room the voice seems to end where the noise begins."""
    softest, loudest = SOUND_DB
    return min(max(softest, _room_db(samples) + ABOVE_ROOM_DB), loudest)


def _room_db(samples: NDArray[np.float64]) -> float:
    """How far the softest moments lie below the loud ones."""
    levels = milliseconds(samples)
    frames = levels[: levels.size // FRAME_MS * FRAME_MS].reshape(-1, FRAME_MS).max(axis=1)
    if not frames.size or frames.max() <= gain(-90):
        return SOUND_DB[0]
    soft, loud = np.percentile(frames, (5, 95))
    return decibels(float(soft / max(loud, gain(-90))))


def _is_clipped(samples: NDArray[np.float32]) -> bool:
    at_limit = np.abs(samples) >= CLIPPED_AT
    runs = np.convolve(at_limit, np.ones(CLIPPED_RUN), "valid") if samples.size >= CLIPPED_RUN else np.zeros(0)
    return bool((runs >= CLIPPED_RUN).any())
