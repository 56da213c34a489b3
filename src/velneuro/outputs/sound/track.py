"""The track: a session as one sound file, written in blocks as they are ready."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from velneuro.outputs.sound import mp3
from velneuro.outputs.sound.balance import CEILING
from velneuro.outputs.sound.chime import chime
from velneuro.outputs.sound.clip import Clip
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.limiter import limited
from velneuro.outputs.sound.mix import Mix, mix
from velneuro.outputs.sound.music import Bed, bed
from velneuro.outputs.sound.samples import RATE, Samples
from velneuro.outputs.sound.spec import NO_MUSIC, NO_VOICE, TrackSpec, write_spec
from velneuro.outputs.sound.voices import guide

VERSION = "3"  # changes whenever the same record would sound different
BLOCK = 8 * RATE


def track_key(spec: TrackSpec, folders: SoundFolders) -> str:
    """A name for the sound of a track: 32 hexadecimal digits. Raises what guide() and bed() raise."""
    voice = "" if spec.voice == NO_VOICE else guide(spec.voice, spec.lang, folders).key
    music = _bed(spec, folders)
    parts = "\n".join((VERSION, write_spec(spec), voice, music.key if music else ""))
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


def render(spec: TrackSpec, folders: SoundFolders, write: Callable[[bytes], object]) -> None:
    """Write the MP3 of a session, mp3.size(duration, channels) bytes in all, block by block.

    Raises InputRefused for an unknown voice or piece, MachineFailed when one cannot be had.
    """
    for made in mp3.encode(_advanced(sound(spec, folders)), spec.duration_ms, spec.channels):
        write(made)


def sound(spec: TrackSpec, folders: SoundFolders) -> Iterator[Samples]:
    """The (channels, n) blocks of a session, from its first moment on. Raises what render() raises."""
    mixed = mix(spec, _clips(spec, folders), _bed(spec, folders), chime(last=False), chime(last=True))
    return limited(_blocks(mixed, mp3.frames(spec.duration_ms) * mp3.FRAME), CEILING)


def _clips(spec: TrackSpec, folders: SoundFolders) -> list[Clip]:
    if spec.voice == NO_VOICE:
        return []
    speaker = guide(spec.voice, spec.lang, folders)
    return [speaker.clip(cue.sentence, cue.text) for cue in spec.cues if cue.kind == "say"]


def _bed(spec: TrackSpec, folders: SoundFolders) -> Bed | None:
    return None if spec.music == NO_MUSIC else bed(spec.music, spec.channels, folders)


def _blocks(mixed: Mix, length: int) -> Iterator[Samples]:
    for start in range(0, length, BLOCK):
        yield mixed.block(start, min(BLOCK, length - start))


def _advanced(blocks: Iterator[Samples]) -> Iterator[Samples]:
    """Without the first samples: whoever decodes puts as many of silence before the rest."""
    yield next(blocks)[:, mp3.DELAY :]
    yield from blocks
