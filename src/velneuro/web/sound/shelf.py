"""Keeps a folder of things that can be made again below a size: what was used longest ago goes first."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

IN_USE_S = 3600  # a session lasts 45 minutes at most, and asks for its track all the time
STALE_S = 60  # a renderer writes all the time; what was not written to for so long has nobody who writes it


def trim(files: Iterable[Path], most_bytes: int, now: float) -> None:
    """Remove what was used longest ago until the rest fits. What was used in the last hour stays."""
    kept = sorted((max(stat.st_atime, stat.st_mtime), stat.st_size, file) for file, stat in _stats(files))
    size = sum(each for _, each, _ in kept)
    for used_at, each, file in kept:
        if size <= most_bytes or now - used_at < IN_USE_S:
            return
        file.unlink(missing_ok=True)
        size -= each


def remove_stale(files: Iterable[Path], now: float) -> None:
    """Remove what a renderer left behind that was killed."""
    for file, stat in _stats(files):
        if now - stat.st_mtime > STALE_S:
            file.unlink(missing_ok=True)


def _stats(files: Iterable[Path]) -> list[tuple[Path, os.stat_result]]:
    """Another thread or process may remove a file meanwhile."""
    found = []
    for file in files:
        with contextlib.suppress(FileNotFoundError):
            found.append((file, file.stat()))
    return found
