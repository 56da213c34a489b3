"""Where the sound keeps what it made and what a person gave: all below one folder of the data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SoundFolders:
    """Clips and tracks can be made again at any time; voices and music cannot."""

    root: Path

    @property
    def clips(self) -> Path:
        """Sentences that were spoken, one folder for each voice."""
        return self.root / "clips"

    @property
    def voices(self) -> Path:
        """Neural and recorded voices, one folder each."""
        return self.root / "voices"

    @property
    def music(self) -> Path:
        """Loops of the pieces, and the person's own music."""
        return self.root / "music"

    @property
    def tracks(self) -> Path:
        """Rendered sessions."""
        return self.root / "tracks"
