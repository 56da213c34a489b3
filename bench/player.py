"""Size of the player's script, uncompressed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import velneuro.player as package

FOLDER = Path(next(iter(package.__path__)))


def measure() -> Iterator[tuple[str, str]]:
    """All modules together."""
    size = sum(path.stat().st_size for path in FOLDER.glob("*.js"))
    yield "player, all modules, uncompressed", f"{size / 1000:.1f} kB"
