"""Clips on disk: a sentence is spoken once. Any number of processes may read and write the same clip at a time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound.clip import Clip, to_int16
from velneuro.outputs.sound.samples import whole_ms

HEAD = struct.Struct("<8sIII")  # what it is, samples, energies, checksum of all that follows and of the two counts
MARK = b"VNCLIP1\n"
ENDING = ".clip"


class ClipStore:
    """The clips of one voice in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def clip(self, name: str, make: Callable[[], Clip]) -> Clip:
        """The clip of that name; it is made when there is none, or a damaged one. Raises MachineFailed (disk)."""
        kept = read_clip(self._file(name))
        if kept is None:
            kept = make()
            write_whole(self._file(name), clip_bytes(kept))
        return kept

    def ms(self, name: str) -> int | None:
        """How long the clip lasts, by its head alone; None when there is none."""
        return clip_ms(self._file(name))

    def _file(self, name: str) -> Path:
        # A text may be long and hold any letter; a name of a file may not.
        return self.folder / f"{hashlib.blake2b(name.encode(), digest_size=16).hexdigest()}{ENDING}"


def read_clip(file: Path) -> Clip | None:
    """A clip from its file; None when the file is missing or not whole."""
    try:
        data = file.read_bytes()
        mark, count, hops, checksum = HEAD.unpack_from(data)
    except (OSError, struct.error):
        return None
    if mark != MARK or len(data) != _size(count, hops) or checksum != _checksum(count, hops, data[HEAD.size :]):
        return None
    energies = np.frombuffer(data, np.float64, hops, HEAD.size)
    whole = np.frombuffer(data, np.int16, count, HEAD.size + 8 * hops)
    return Clip(np.divide(whole, 32768, dtype=np.float32), energies)


def clip_ms(file: Path) -> int | None:
    """How long the clip in a file lasts; None when the file is missing or has not the length that its head tells."""
    try:
        with file.open("rb") as opened:
            mark, count, hops, _ = HEAD.unpack(opened.read(HEAD.size))
            size = os.fstat(opened.fileno()).st_size
    except (OSError, struct.error):
        return None
    return whole_ms(count) if mark == MARK and size == _size(count, hops) else None


def clip_bytes(clip: Clip) -> bytes:
    """The file of a clip: its head, its energies, its samples."""
    body = clip.energies.astype("<f8").tobytes() + to_int16(clip).astype("<i2").tobytes()
    count, hops = clip.samples.size, clip.energies.size
    return HEAD.pack(MARK, count, hops, _checksum(count, hops, body)) + body


def write_whole(file: Path, content: bytes) -> None:
    """Write a file whole or not at all; of two writers the last wins. Raises MachineFailed (disk)."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        number, partial = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(number, "wb") as opened:
                opened.write(content)
            Path(partial).replace(file)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(partial).unlink()
    except OSError as error:
        raise MachineFailed(f"{file}: {error.strerror or error}. Mend this and try again.") from error


def _size(count: int, hops: int) -> int:
    return HEAD.size + 8 * hops + 2 * count


def _checksum(count: int, hops: int, body: bytes) -> int:
    return zlib.crc32(body, zlib.crc32(struct.pack("<II", count, hops)))
