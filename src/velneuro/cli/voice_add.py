"""`velneuro voice add` and `remove`: nothing is fetched or removed before the person has said yes."""

from __future__ import annotations

import datetime
import sys
from functools import partial
from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.content.voice_catalog import CATALOG, NeuralVoice, neural_voice
from velneuro.core.problem import InputRefused, Problem, refuse_if_any
from velneuro.outputs.sound import piper
from velneuro.outputs.sound.download import fetch
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.kept_voice import MODEL, check_name, kept_voices
from velneuro.outputs.sound.kept_voice import remove as remove_voice
from velneuro.outputs.sound.voices import BUILT_IN

NOT_DONE = "Nothing was changed."


def add(arguments: list[str], folders: SoundFolders) -> None:
    """Add a voice of the catalog, or one from a file on this machine."""
    parser = Parser("voice add", "Add a neural voice: by its name in the catalog, or from its file.")
    parser.add_argument("voice", metavar="NAME|FILE.onnx", help="a name from velneuro voice list, or a piper voice")
    parser.add_argument("--name", help="what a voice from a file is called; default: the name of the file")
    parser.add_argument("--title", help="how it is shown; default: the name")
    parser.add_argument("--lang", default="en", help="the language of a voice from a file; default en")
    parser.add_argument("--catalog", metavar="FILE.toml", help="another catalog than the one that came along")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    given = parser.parse_args(arguments)
    if given.voice.endswith(".onnx"):
        file = Path(given.voice)
        name = given.name or file.stem.lower().replace("_", "-")
        refuse_if_any(_taken(name, folders))
        piper.add_file(file, name, given.title or name, given.lang, _today(), folders)
        print(_added(name))
        return
    voice = neural_voice(given.voice, Path(given.catalog) if given.catalog else CATALOG)
    refuse_if_any([*check_name(voice.name), *_taken(voice.name, folders)])
    print(f"{voice.title}\nSize: {voice.size / 1e6:.1f} MB\nLicense: {voice.license}\nSee {voice.source}", flush=True)
    if given.yes or _agrees("Fetch it?"):
        _fetch(voice, folders)
        print(_added(voice.name))
    else:
        print(NOT_DONE)


def _taken(name: str, folders: SoundFolders) -> list[Problem]:
    if name not in {voice.name for voice in kept_voices(folders)}:
        return []
    return [Problem("voice", f'"{name}" is here already', f"remove it first: velneuro voice remove {name}")]


def _fetch(voice: NeuralVoice, folders: SoundFolders) -> None:
    """What has come so far stays in a folder of its own until all of it is there."""
    ready = folders.voices / f".{voice.name}.fetching"
    for wanted, file in ((voice.config, ready / f"{MODEL}.json"), (voice.model, ready / MODEL)):
        fetch(wanted, file, partial(_show, wanted.size))
    piper.finish(ready, voice.name, voice.title, voice.lang, _today(), folders)


def _show(size: int, have: int) -> None:
    """How far it is, where somebody is looking; a log would be filled with it."""
    if sys.stderr.isatty():
        print(
            f"\r{have / 1e6:.1f} of {size / 1e6:.1f} MB", end="\n" if have >= size else "", file=sys.stderr, flush=True
        )


def _added(name: str) -> str:
    return f'{name} was added. Hear it: velneuro voice try "Good evening." --voice {name}\n{_needs_piper()}'.rstrip()


def _needs_piper() -> str:
    return "" if piper.is_installed() else piper.INSTALL


def remove(arguments: list[str], folders: SoundFolders) -> None:
    """Remove an added voice."""
    parser = Parser("voice remove", "Remove a voice that was added.")
    parser.add_argument("voice", metavar="NAME", help="a name from velneuro voice list")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    given = parser.parse_args(arguments)
    if given.voice == BUILT_IN:
        raise InputRefused(
            [Problem("voice", f'"{BUILT_IN}" is built in', "it cannot be removed; choose another voice")]
        )
    known = {voice.name: voice for voice in kept_voices(folders)}
    if given.voice in known and not given.yes:
        print(
            f"{known[given.voice].title} ({known[given.voice].kind}). Recordings that you have nowhere else are lost."
        )
    if given.voice not in known or given.yes or _agrees("Remove it?"):
        remove_voice(given.voice, folders)
        print(f"{given.voice} was removed.")
    else:
        print(NOT_DONE)


def _agrees(question: str) -> bool:
    """An end of the input is a no: nobody is there to agree."""
    print(f"{question} [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()
