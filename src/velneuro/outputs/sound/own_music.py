"""A person's own music: checked, levelled, its end melted into its beginning, and kept beside the pieces."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from velneuro.core.problem import InputRefused, MachineFailed, Problem
from velneuro.outputs.sound import loop_store
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.loop import BED_LUFS, Loop
from velneuro.outputs.sound.loudness import integrated
from velneuro.outputs.sound.own_file import MOST_BYTES, MOST_HOURS, OwnFile
from velneuro.outputs.sound.own_melting import Melted, melt
from velneuro.outputs.sound.samples import gain

VERSION = 1  # of the way in which it is prepared
LONGEST_TITLE = 80
READ_BYTES = 1 << 20
DAY_S = 24 * 3600
MOST_S = MOST_HOURS * 3600


@dataclass(frozen=True)
class OwnMusic:
    """A file of one's own; `whole` is False when its end was damaged and was left out."""

    id: str
    title: str
    seconds: int
    whole: bool = True


def prepare_own(
    source: Path | BinaryIO, name: str, folders: SoundFolders, room_s: int = MOST_S, kept: Collection[str] = ()
) -> OwnMusic:
    """Check a file and make music of it that lies under a session; the same file again is the same music.

    `room_s`: how many seconds more its person may keep. `kept`: what this person has here already, which needs no room.
    Raises InputRefused with one sentence when it cannot be used, MachineFailed when the disk does not take it.
    """
    folder = _folder(folders)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with _part(folder) as copy, _part(folder) as made:
            identity = _copied(source, copy, name)
            room_s = MOST_S if identity in kept else room_s
            melted = melt(OwnFile(copy, name, room_s), made)
            return _kept(OwnMusic(identity, _title(name, identity), melted.seconds, melted.whole), melted, made, folder)
    except OSError as problem:
        raise MachineFailed(f"The music cannot be kept in {folder}: make room there, or allow writing.") from problem


def own_music(folders: SoundFolders) -> tuple[OwnMusic, ...]:
    """All that was prepared, by title."""
    found = [_record(file) for file in _folder(folders).glob("*.json")]
    return tuple(sorted((own for own in found if own), key=lambda own: (own.title.casefold(), own.id)))


def remove_own(identity: str, folders: SoundFolders) -> None:
    """Remove it; nothing happens when it is not there."""
    if own := _find(identity, folders):
        for ending in ("json", "npy", "energies.npy"):
            (_folder(folders) / f"{own.id}.{ending}").unlink(missing_ok=True)


def own_loop(identity: str, channels: int, folders: SoundFolders) -> Loop:
    """Its loop at BED_LUFS. Raises MachineFailed when it is gone or damaged."""
    own = _find(identity, folders)
    if own is None:
        raise MachineFailed("Your own music is no longer there: add the file again, or choose another piece.")
    file = _folder(folders) / f"{own.id}.npy"
    try:
        weighed = np.load(file.with_suffix(".energies.npy"))[channels - 1]
        factor = gain(BED_LUFS - integrated(weighed))
        return loop_store.open_loop(file, factor / loop_store.FULL, weighed * factor**2, channels)
    except (OSError, ValueError, IndexError, EOFError) as problem:
        raise MachineFailed(f"Your own music {own.title} is damaged on the disk: add the file again.") from problem


def own_key(identity: str) -> str:
    """What a track made with it depends on: it is named after the bytes it was made of."""
    return f"own-{identity}-{VERSION}"


def _folder(folders: SoundFolders) -> Path:
    return folders.music / "own"


def _sweep(folder: Path) -> None:
    """Remove what a program that was killed has left: nobody works on a file for a whole day."""
    for part in folder.glob("*.part"):
        with suppress(FileNotFoundError):
            if part.stat().st_mtime < time.time() - DAY_S:
                part.unlink()


@contextmanager
def _part(folder: Path) -> Iterator[Path]:
    """A file that is gone afterwards, unless it was moved to its place."""
    file = folder / f"{uuid.uuid4().hex}.part"
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)


def _copied(source: Path | BinaryIO, copy: Path, name: str) -> str:
    """Copy the file and name it after its bytes: what is sent from elsewhere can be read only once."""
    identity, left = hashlib.sha256(), MOST_BYTES
    with _opened(source, name) as stream, copy.open("wb") as out:
        while content := stream.read(READ_BYTES):
            left -= len(content)
            if left < 0:
                raise InputRefused([Problem(name, "this is larger than 300 MB", "save it as MP3 and add it again")])
            identity.update(content)
            out.write(content)
    return identity.hexdigest()[:16]


@contextmanager
def _opened(source: Path | BinaryIO, name: str) -> Iterator[BinaryIO]:
    if not isinstance(source, Path):
        yield source
        return
    if not source.is_file():
        raise InputRefused([Problem(name, "there is no such file", "choose a sound file")])
    with source.open("rb") as stream:
        yield stream


def _title(name: str, identity: str) -> str:
    stem = Path(name.replace("\\", "/")).stem.replace("_", " ")
    words = "".join(letter if letter.isprintable() else " " for letter in stem).split()
    return " ".join(words)[:LONGEST_TITLE].strip() or identity


def _kept(own: OwnMusic, melted: Melted, made: Path, folder: Path) -> OwnMusic:
    """Put it in its place; the record comes last, so that what is listed is complete."""
    weighed = made.with_suffix(".energies.part")
    try:
        with weighed.open("wb") as out:
            np.save(out, np.stack(melted.energies))
        weighed.replace(folder / f"{own.id}.energies.npy")
    finally:
        weighed.unlink(missing_ok=True)
    made.replace(folder / f"{own.id}.npy")
    loop_store.replace(folder / f"{own.id}.json", json.dumps(asdict(own)).encode())
    return own


def _find(identity: str, folders: SoundFolders) -> OwnMusic | None:
    return next((own for own in own_music(folders) if own.id == identity), None)


def _record(file: Path) -> OwnMusic | None:
    with suppress(OSError, ValueError, TypeError):
        return OwnMusic(**json.loads(file.read_text("utf-8")))
    return None
