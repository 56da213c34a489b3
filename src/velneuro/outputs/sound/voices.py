"""The voices that can guide a session, behind one shape: a sentence in, a clip out."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from velneuro.content import library
from velneuro.core.problem import InputRefused, Problem, allowed_names
from velneuro.outputs.sound import espeak, piper
from velneuro.outputs.sound.clip import Clip, Silent
from velneuro.outputs.sound.clip_store import ClipStore, clip_ms
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.kept_voice import RECORDED, KeptVoice, kept_voices
from velneuro.outputs.sound.recorded import clip_file, missing, recorded_clip
from velneuro.outputs.sound.samples import whole_ms

BUILT_IN = "calm"
MADE = 2
BUILT_IN_TITLE = "Calm, the built-in voice"


class Guide(Protocol):
    """The voice of a session, with its fallbacks and its store behind it.

    `key` changes whenever any clip could: engine, version, settings, files.
    """

    @property
    def key(self) -> str: ...

    def clip(self, sentence: str, text: str) -> Clip:
        """The sentence as sound. Raises MachineFailed when the engine or the disk does not work."""

    def ms(self, sentence: str, text: str) -> int:
        """How long the clip lasts; the samples are not loaded when the store has it."""


@dataclass(frozen=True)
class VoiceName:
    """A voice that can be chosen: kind "built-in", "neural" or "recorded".

    `missing` counts the sentences that the built-in voice has to say instead.
    """

    name: str
    title: str
    kind: str
    missing: int = 0


class SpeakingGuide:
    """A voice that says any text, once: then the store has it."""

    def __init__(self, prefix: str, fingerprint: str, say: Callable[[str], Clip], folders: SoundFolders) -> None:
        self.key = hashlib.blake2b(f"{MADE} {fingerprint}".encode(), digest_size=16).hexdigest()
        self._say = say
        folder = folders.clips / f"{prefix}--{self.key[:16]}"
        if not folder.exists():
            _forget(prefix, folders)
        self._store = ClipStore(folder)

    def clip(self, _sentence: str, text: str) -> Clip:
        return self._store.clip(text, lambda: self._spoken(text))

    def ms(self, sentence: str, text: str) -> int:
        return self._store.ms(text) or whole_ms(self.clip(sentence, text).samples.size)

    def _spoken(self, text: str) -> Clip:
        try:
            return self._say(text)
        except Silent:
            raise InputRefused([Problem("text", f'"{text}" makes no sound', "write words")]) from None


class RecordedGuide:
    """A recorded voice; what was not recorded is said by another."""

    def __init__(self, voice: KeptVoice, other: Guide) -> None:
        self.key = hashlib.blake2b(f"{voice.key} {other.key}".encode(), digest_size=16).hexdigest()
        self._folder: Path = voice.folder
        self._other = other

    def clip(self, sentence: str, text: str) -> Clip:
        return recorded_clip(self._folder, sentence) or self._other.clip(sentence, text)

    def ms(self, sentence: str, text: str) -> int:
        return clip_ms(clip_file(self._folder, sentence)) or self._other.ms(sentence, text)


def guide(name: str, lang: str, folders: SoundFolders) -> Guide:
    """The guide of that name. Raises InputRefused, naming the voices there are; MachineFailed when it cannot speak."""
    library.check_language(lang)
    if name == BUILT_IN:
        return _built_in(lang, folders)
    added = {voice.name: voice for voice in _added(lang, folders)}
    if name not in added:
        raise InputRefused([Problem("voice", f'"{name}" is not known', allowed_names(name, (BUILT_IN, *added)))])
    voice = added[name]
    if voice.kind == RECORDED:
        return RecordedGuide(voice, _built_in(lang, folders))
    return SpeakingGuide(f"{name}--{lang}", piper.fingerprint(voice), lambda text: piper.clip(text, voice), folders)


def voice_names(lang: str, folders: SoundFolders) -> tuple[VoiceName, ...]:
    """The voices of a language: the built-in first, then those that were added, by name."""
    words = library.voice(lang)
    added = (
        VoiceName(voice.name, voice.title, voice.kind, missing(voice.folder, words) if voice.kind == RECORDED else 0)
        for voice in _added(lang, folders)
    )
    return (VoiceName(BUILT_IN, BUILT_IN_TITLE, "built-in"), *added)


def _built_in(lang: str, folders: SoundFolders) -> Guide:
    fingerprint = f"{espeak.fingerprint()} {lang}"
    return SpeakingGuide(f"{BUILT_IN}--{lang}", fingerprint, lambda text: espeak.clip(text, lang), folders)


def _forget(prefix: str, folders: SoundFolders) -> None:
    """What an older engine or older files have said is never asked for again."""
    for old in folders.clips.glob(f"{prefix}--*"):
        shutil.rmtree(old, ignore_errors=True)


def _added(lang: str, folders: SoundFolders) -> list[KeptVoice]:
    return [voice for voice in kept_voices(folders) if voice.lang == lang]
