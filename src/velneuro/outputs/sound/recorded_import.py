"""Importing recorded sentences: a folder of sound files by sentence id becomes a voice, all of it or nothing."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from velneuro.core.problem import MachineFailed, Problem, allowed_names, refuse_if_any
from velneuro.core.voice import Voice
from velneuro.outputs.sound.clip_store import ENDING, clip_bytes, write_whole
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.kept_voice import (
    CLIPS,
    RECORDED,
    KeptVoice,
    check_name,
    kept_voices,
    put_in_place,
    recover,
    write_record,
)
from velneuro.outputs.sound.recorded import clip_file
from velneuro.outputs.sound.recording import read_recording
from velneuro.outputs.sound.spoken import Spoken, spoken

SOUND_FILES = (".wav", ".flac", ".ogg", ".mp3")


@dataclass(frozen=True)
class Imported:
    """What an import brought: sentences that were read, those that are missing now, and files that could be better."""

    sentences: int
    missing: tuple[Spoken, ...]
    poor: tuple[str, ...]


def import_voice(source: Path, name: str, title: str, voice: Voice, made: str, folders: SoundFolders) -> Imported:
    """Make a voice of the sound files in a folder; what was imported before under that name stays unless it came anew.

    All or nothing: raises InputRefused with every mistake, MachineFailed when the disk fails; then the voice is as it
    was before. `made` is the date.
    """
    texts = {line.sentence: line.text for line in spoken(voice)}
    files = _files(source)
    refuse_if_any(check_name(name))
    folder = folders.voices / name
    recover(folder)
    refuse_if_any([*_taken(name, voice.lang, folders), *_unfit(source, files, texts)])
    ready = folder.with_name(f".{name}.new")
    shutil.rmtree(ready, ignore_errors=True)
    try:
        poor = _write_clips(files, texts, voice, ready)
        present = _join(folder, ready)
        write_record(KeptVoice(name, title, RECORDED, voice.lang, made, _key(present), ready))
        put_in_place(ready, folder)
    finally:
        shutil.rmtree(ready, ignore_errors=True)
    there = {file.stem for file in present}
    return Imported(len(files), tuple(line for line in spoken(voice) if line.sentence not in there), poor)


def _taken(name: str, lang: str, folders: SoundFolders) -> Iterator[Problem]:
    """Recordings may be added to recordings of the same language; all else would be lost by it."""
    for voice in kept_voices(folders):
        if voice.name == name and (voice.kind, voice.lang) != (RECORDED, lang):
            yield Problem("name", f'"{name}" is another voice already', "choose another name")


def _join(folder: Path, ready: Path) -> list[Path]:
    """Take over the clips that did not come anew; all that are there then. Raises MachineFailed (disk)."""
    try:
        for file in folder.glob(f"{CLIPS}/*{ENDING}"):
            if not (ready / CLIPS / file.name).exists():
                shutil.copyfile(file, ready / CLIPS / file.name)
    except OSError as error:
        raise MachineFailed(f"{ready}: {error.strerror or error}. Mend this and try again.") from error
    return sorted((ready / CLIPS).iterdir())


def _key(clips: list[Path]) -> str:
    key = hashlib.blake2b(digest_size=16)
    for file in clips:
        key.update(file.name.encode() + file.read_bytes())
    return key.hexdigest()


def _files(source: Path) -> list[Path]:
    try:
        return sorted(file for file in source.iterdir() if file.suffix.lower() in SOUND_FILES and file.is_file())
    except OSError as error:
        problem = Problem(f"{source}:folder", f"cannot be read ({error.strerror})", "check the name and your rights")
        refuse_if_any([problem])
        raise MachineFailed(str(error)) from error


def _unfit(source: Path, files: list[Path], texts: dict[str, str]) -> Iterator[Problem]:
    if not files:
        yield Problem(f"{source}:folder", "holds no sound files", "put in files such as settle.begin.1.wav")
    seen: set[str] = set()
    for file in files:
        if file.stem not in texts:
            mend = allowed_names(file.stem, texts).partition("use one of")[0]
            yield Problem(file.name, "is not the id of a sentence", f"{mend}see velneuro voice script")
        elif file.stem in seen:
            yield Problem(file.name, "there are two files of this sentence", "keep one of them")
        seen.add(file.stem)


def _write_clips(files: list[Path], texts: dict[str, str], voice: Voice, folder: Path) -> tuple[str, ...]:
    """The clips on disk; tells what could be better. Raises InputRefused with every mistake."""
    problems: list[Problem] = []
    poor: list[str] = []
    for file in files:
        recording = read_recording(file, voice.estimate_ms(file.stem, texts[file.stem]))
        problems += [Problem(file.name, what, mend) for what, mend in recording.wrong]
        poor += [f"{file.name}: {what}" for what in recording.poor]
        if recording.clip is not None:
            write_whole(clip_file(folder, file.stem), clip_bytes(recording.clip))
    refuse_if_any(problems)
    return tuple(poor)
