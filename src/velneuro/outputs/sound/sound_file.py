"""Sound files opened to be decoded up to their last sample. An MP3 file may not say how long it is: nobody guesses."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import soundfile

ID3_HEAD = 10  # bytes before what a title of version 2 holds
# A frame's four bytes, perhaps two to check it, and an empty side info of one of three sizes.
XING = re.compile(rb"\xff[\xe0-\xff]..(?:..)?(?:\0{9}|\0{17}|\0{32})(?:Xing|Info)(?P<flags>.{4})", re.DOTALL)
FRAME_START = 4 + 2 + 32 + 4 + 4  # bytes
COUNTS_FRAMES = 1
FAR = 1 << 50  # bytes
TAG = 128  # bytes at the end of an MP3 file, where the library looks for a title; it opens none that lacks them
MOST_TOLD = 1 << 44  # samples; the head of an MP3 file counts frames in 32 bits, so it can only tell of fewer


@contextmanager
def opened(file: Path) -> Iterator[soundfile.SoundFile]:
    """The file, at its first sample. Raises what soundfile raises for one that cannot be read.

    The library reckons the length of an MP3 file whose head has none from its size and its first frame, and reads
    no further: most of a file of variable rate would be lost. So it is shown one that ends far off. One whose head
    tells it is shown as it is: else the library would warn on the screen that its size is another.
    """
    with _ReadOnward(file) as source:
        if source.format != "MP3" or _tells_its_length(file):
            yield source
            return
    with _EndsFarOff(file) as endless, _ReadOnward(endless) as source:
        yield source


def _tells_its_length(file: Path) -> bool:
    """True when the first frame of an MP3 file is a Xing head that counts the frames.

    Its layout: http://gabriel.mp3-tech.org/mp3infotag.html
    """
    with file.open("rb") as stream:
        title = stream.read(ID3_HEAD)
        stream.seek(ID3_HEAD + _of_seven_bits(title[6:]) if title.startswith(b"ID3") else 0)
        frame = stream.read(FRAME_START)
    found = XING.match(frame)
    return found is not None and bool(found["flags"][-1] & COUNTS_FRAMES)


def _of_seven_bits(digits: bytes) -> int:
    """A number as ID3v2 writes it: seven bits in each byte."""
    return sum(digit << 7 * place for place, digit in enumerate(reversed(digits)))


def told_frames(source: soundfile.SoundFile) -> int:
    """The samples, for each channel, that an opened file says it has; 0 where it does not say."""
    return source.frames if source.frames < MOST_TOLD else 0


class _ReadOnward(soundfile.SoundFile):  # type: ignore[misc]  # it comes without types
    """A sound file that is read part by part from its beginning.

    Of one that it may seek in, soundfile seeks the next sample after each part. In an MP3 file the frame there needs
    bytes of the frames before it: a twentieth of a second would be decoded wrong, and told of on the screen.
    """

    def seekable(self) -> bool:
        """Never, so that soundfile leaves it where it stands."""
        return False


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
