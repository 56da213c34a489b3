"""Voices that were added: one folder each, that appears and disappears whole."""

from __future__ import annotations

import contextlib
import re
import shutil
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from velneuro.core.problem import InputRefused, MachineFailed, Problem
from velneuro.core.table import Table
from velneuro.outputs.sound.clip_store import write_whole
from velneuro.outputs.sound.folders import SoundFolders

RECORD = "voice.toml"
RECORDED, NEURAL = "recorded", "neural"
RESERVED = ("calm", "device", "none")  # what a choice of the sound calls by these names is something else
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
CLIPS, MODEL = "clips", "model.onnx"


@dataclass(frozen=True)
class KeptVoice:
    """What is known of an added voice; `key` changes whenever any of its files does."""

    name: str
    title: str
    kind: str
    lang: str
    made: str
    key: str
    folder: Path


def check_name(name: str) -> Iterable[Problem]:
    """A problem when a voice may not be called that."""
    mend = "use 1 to 40 small letters, digits and single dashes, such as aunt-mary"
    if not NAME.fullmatch(name) or "--" in name:
        yield Problem("name", f'"{name}" does not fit', mend)
    elif name in RESERVED:
        yield Problem("name", f'"{name}" is taken', "choose another name")


def kept_voices(folders: SoundFolders) -> tuple[KeptVoice, ...]:
    """Every added voice that can be read, by name; one that cannot be read must not take the others along."""
    files = sorted(folders.voices.glob(f"[!.]*/{RECORD}"))
    return tuple(voice for file in files if (voice := _read(file)) is not None)


def _read(file: Path) -> KeptVoice | None:
    problems: list[Problem] = []
    try:
        table = Table(tomllib.loads(file.read_text("utf-8")), str(file), "", problems)
    except (OSError, ValueError):
        return None
    voice = KeptVoice(
        name=file.parent.name,
        title=table.text("title"),
        kind=table.name("kind", (RECORDED, NEURAL)),
        lang=table.text("lang"),
        made=table.text("made"),
        key=table.text("key"),
        folder=file.parent,
    )
    return None if problems else voice


def write_record(voice: KeptVoice) -> None:
    """Write what is known of a voice into its folder. Raises MachineFailed (disk)."""
    values = {"title": voice.title, "kind": voice.kind, "lang": voice.lang, "made": voice.made, "key": voice.key}
    lines = [f"{key} = {_quoted(value)}" for key, value in values.items()]
    write_whole(voice.folder / RECORD, ("\n".join(lines) + "\n").encode())


def _quoted(text: str) -> str:
    """A TOML string: what has a meaning inside quotes is written as its number."""
    return '"' + re.sub(r'["\\\x00-\x1f\x7f]', lambda found: f"\\u{ord(found[0]):04x}", text) + '"'


def put_in_place(ready: Path, folder: Path) -> None:
    """Give a finished folder its name; what had the name before is gone then. Raises MachineFailed (disk)."""
    recover(folder)
    aside = _aside(folder)
    shutil.rmtree(aside, ignore_errors=True)
    try:
        with contextlib.suppress(FileNotFoundError):
            folder.rename(aside)
        ready.rename(folder)
    except OSError as error:
        recover(folder)
        raise MachineFailed(f"{folder}: {error.strerror or error}. Mend this and try again.") from error
    shutil.rmtree(aside, ignore_errors=True)


def recover(folder: Path) -> None:
    """Who was killed while a voice took the place of another left the other aside: it gets its name back."""
    if not folder.exists():
        with contextlib.suppress(OSError):
            _aside(folder).rename(folder)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def remove(name: str, folders: SoundFolders) -> None:
    """Remove an added voice and what it has said. Raises InputRefused (unknown), MachineFailed (disk)."""
    voice = next((voice for voice in kept_voices(folders) if voice.name == name), None)
    if voice is None:
        raise InputRefused([Problem("voice", f'"{name}" was not added', "see velneuro voice list")])
    gone = voice.folder.with_name(f".{name}.gone")
    try:
        shutil.rmtree(gone, ignore_errors=True)
        voice.folder.rename(gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise MachineFailed(f"{voice.folder}: {error.strerror or error}. Mend this and try again.") from error
    for clips in folders.clips.glob(f"{name}--{voice.lang}--*"):
        shutil.rmtree(clips, ignore_errors=True)
