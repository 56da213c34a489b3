"""Sound files opened to be decoded up to their last sample. An MP3 file may not say how long it is: nobody guesses."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import soundfile

FAR = 1 << 50  # bytes
TAG = 128  # bytes at the end of an MP3 file, where the library looks for a title; it opens none that lacks them
MOST_TOLD = 1 << 44  # samples; the head of an MP3 file counts frames in 32 bits, so it can only tell of fewer


@contextmanager
def opened(file: Path) -> Iterator[soundfile.SoundFile]:
    """The file, at its first sample. Raises what soundfile raises for one that cannot be read.

    The library reckons the length of an MP3 file whose head has none from its size and its first frame, and reads
    no further: most of a file of variable rate would be lost. So it is shown one that ends far off.
    """
    with soundfile.SoundFile(file) as source:
        if source.format != "MP3":
            yield source
            return
    with _EndsFarOff(file) as endless, soundfile.SoundFile(endless) as source:
        yield source


def told_frames(source: soundfile.SoundFile) -> int:
    """The samples, for each channel, that an opened file says it has; 0 where it does not say."""
    return source.frames if source.frames < MOST_TOLD else 0


class _EndsFarOff(io.RawIOBase):
    """A file that claims FAR bytes: nothing can be read behind its own end, and of the last TAG bytes only zeros."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("rb")
        self._at = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: FAR}[whence]
        if self._at < FAR - TAG:
            self._file.seek(self._at)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the library brings one that is writable
        if self._at < FAR - TAG:
            count = self._file.readinto(buffer)
        else:
            count = min(len(buffer), FAR - self._at)
            buffer[:count] = bytes(count)
        self._at += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()
