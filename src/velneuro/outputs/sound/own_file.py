"""A person's own sound file, decoded in blocks; what is wrong with it is said in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import soundfile
import soxr

from velneuro.core.problem import InputRefused, Problem
from velneuro.outputs.sound.samples import RATE, Samples
from velneuro.outputs.sound.sound_file import opened, told_frames

MOST_BYTES = 300_000_000
SHORTEST_S, LONGEST_S = 10, 7200
MOST_HOURS = 4  # of one person: 2.8 GB in stereo
RATES = (4_000, 768_000)  # whatever says that it has another is not music
LOUDEST = 65_536.0  # of numbers that were never meant to be heard as they are
BLOCK_S = 0.5  # what is lost before a damaged place
UNKNOWN_SIZE = 0x7FFFFF00  # from here on, a program that could not know the size in advance wrote the head
KNOWN = ("MP3", "FLAC", "WAV", "OGG", "AIFF")


class OwnFile:
    """A sound file that can be decoded any number of times, each time to the same samples."""

    def __init__(self, file: Path, name: str, room_s: int) -> None:
        """Raises InputRefused when it is no sound file; `name` is what the person calls it.

        `room_s`: how many seconds of music there is room for; a longer one is refused while it is decoded.
        """
        self.name = name
        self.whole = True
        self._room_s = room_s
        self._file = file
        try:
            with opened(file) as source:
                self.rate, self._frames, self.kept = source.samplerate, told_frames(source), min(source.channels, 2)
                self._cut = _cut(source.extra_info)
        except (soundfile.LibsndfileError, TypeError, ValueError) as problem:
            raise self.refused("this is not a sound file that can be read", _readable()) from problem
        if not RATES[0] <= self.rate <= RATES[1]:
            raise self.refused("this is not a sound file that can be read", _readable())

    def refused(self, what: str, mend: str) -> InputRefused:
        """The refusal of this file, to be raised."""
        return InputRefused([Problem(self.name, what, mend)])

    def parts(self) -> Iterator[Samples]:
        """(n, kept) samples at RATE, part by part, up to the end or the first damaged place."""
        stream = soxr.ResampleStream(self.rate, RATE, self.kept, dtype="float32")
        for part in self._decoded():
            yield stream.resample_chunk(part)
        yield stream.resample_chunk(np.zeros((0, self.kept), np.float32), last=True)

    def _decoded(self) -> Iterator[Samples]:
        frames = 0
        with opened(self._file) as source:
            while (part := _read(source, round(BLOCK_S * self.rate))) is not None and len(part):
                frames += len(part)
                if frames > LONGEST_S * self.rate:
                    raise self.refused("this is longer than two hours", "cut it into shorter files")
                if frames > self._room_s * self.rate:
                    what = f"with it, your music would be longer than {MOST_HOURS} hours in all"
                    raise self.refused(what, "remove some of it first, or choose a shorter file")
                yield _clean(part)
        self.whole = part is not None and frames >= self._frames and not self._cut


def _cut(log: str) -> bool:
    """Whether the library's log of a file says that its end is missing: it reads such a file as if it were shorter."""
    sizes = [(int(claimed), int(there)) for claimed, there in re.findall(r": (\d+) \(should be (\d+)\)", log)]
    return "lacks an end-of-stream bit" in log or any(there < claimed < UNKNOWN_SIZE for claimed, there in sizes)


def _read(source: soundfile.SoundFile, frames: int) -> Samples | None:
    """The next samples, (n, channels): none at the end, and None where the file is damaged."""
    try:
        return source.read(frames, dtype="float32", always_2d=True)  # type: ignore[no-any-return]  # as it is typed
    except soundfile.LibsndfileError:
        return None


def _clean(part: Samples) -> Samples:
    """Real numbers in one or two channels: of more, the even ones go to the left."""
    numbers = np.clip(np.nan_to_num(part, copy=False, posinf=0, neginf=0), -LOUDEST, LOUDEST)
    if numbers.shape[1] <= 2:
        return numbers
    return np.stack((numbers[:, ::2].mean(axis=1), numbers[:, 1::2].mean(axis=1)), axis=1)


def formats() -> tuple[str, ...]:
    """The kinds of files that can be read, those that people have first."""
    there = set(soundfile.available_formats()) - {"RAW"}  # a file without a head does not say what it is
    known = [name for name in KNOWN if name in there]
    return (*known, *sorted(there - set(known)))


def _readable() -> str:
    return f"save it as {', '.join(formats()[: len(KNOWN)])} and add it again"


def blocks(parts: Iterable[Samples], size: int) -> Iterator[Samples]:
    """The same samples, (n, channels), `size` at a time; the last block may be shorter."""
    waiting: list[Samples] = []
    count = 0
    for part in parts:
        waiting.append(part)
        count += len(part)
        while count >= size:
            joined = np.concatenate(waiting)
            yield joined[:size]
            waiting, count = [joined[size:]], count - size
    if count:
        yield np.concatenate(waiting)
