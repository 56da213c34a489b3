"""The clips of a recorded voice: one file for each sentence id."""

from __future__ import annotations

from pathlib import Path

from velneuro.core.voice import Voice
from velneuro.outputs.sound.clip import Clip
from velneuro.outputs.sound.clip_store import ENDING, clip_ms, read_clip
from velneuro.outputs.sound.kept_voice import CLIPS
from velneuro.outputs.sound.spoken import spoken


def clip_file(folder: Path, sentence: str) -> Path:
    """Where the clip of a sentence lies in the folder of a recorded voice."""
    return folder / CLIPS / f"{sentence}{ENDING}"


def recorded_clip(folder: Path, sentence: str) -> Clip | None:
    """The clip of a sentence; None when it was not recorded, or its file is damaged."""
    return read_clip(clip_file(folder, sentence))


def missing(folder: Path, voice: Voice) -> int:
    """How many sentences of the voice were not recorded."""
    return sum(clip_ms(clip_file(folder, line.sentence)) is None for line in spoken(voice))
