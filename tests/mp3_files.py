"""MP3 files as other programs write them: with and without the head that says how long they are."""

from __future__ import annotations

import subprocess
from pathlib import Path

RATES = {"constant": ("-b:a", "128k"), "variable": ("-q:a", "9")}


def headless_mp3(file: Path, source: str, rate: str, *, cover: bool = False) -> bytes:
    """The bytes of such a file, left at `file`: `source` in ffmpeg's words, at a rate of RATES."""
    return _mp3(file, source, rate, "-write_xing", "0", cover=cover)


def told_mp3(file: Path, source: str, rate: str) -> bytes:
    """The bytes of one that has the head, likewise."""
    return _mp3(file, source, rate)


def _mp3(file: Path, source: str, rate: str, *more: str, cover: bool = False) -> bytes:
    picture = ("-f", "lavfi", "-i", "color=c=teal:s=600x600:d=1:r=1", "-map", "0", "-map", "1")
    call = ("ffmpeg", "-nostdin", "-v", "error", "-y", *source.split(), *(picture if cover else ()))
    subprocess.run((*call, *RATES[rate], *more, file), check=True)
    return file.read_bytes()
