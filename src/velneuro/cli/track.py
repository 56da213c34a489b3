"""`velneuro track`: the sound of a session as an MP3 file with chapters, and its captions beside it."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.cli.request import Request, add_arguments, read_request, refusal
from velneuro.cli.whole_file import whole_file
from velneuro.content import library
from velneuro.content.figures import cover
from velneuro.core.pipeline import compile_session
from velneuro.core.problem import InputRefused, Problem, allowed_names, refuse_if_any
from velneuro.core.timeline import Timeline
from velneuro.outputs.captions import web_vtt
from velneuro.outputs.sound.chapters import tag
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.music import OWN, PIECES
from velneuro.outputs.sound.spec import (
    LOUDEST_LUFS,
    LUFS,
    NO_MUSIC,
    NO_VOICE,
    SOFTEST_LUFS,
    Levels,
    SoundChoice,
    TrackSpec,
    spec_of,
)
from velneuro.outputs.sound.track import render
from velneuro.outputs.sound.voices import BUILT_IN, guide, voice_names

ALBUM = "Vel Neuro"
LEVELS = ("off", "soft", "medium", "full")
USUAL = Levels()
MUSIC = "far-sea"
ENDING, CAPTIONS = ".mp3", ".vtt"
LOUDNESS = f"{SOFTEST_LUFS:g} to {LOUDEST_LUFS:g}"


def run(arguments: list[str]) -> int:
    """Write the track and, with the ending .vtt, its captions; a refused session has none: exit code 1."""
    given = _parser().parse_args(arguments)
    refuse_if_any(_check_output(Path(given.output)))
    asked = read_request(given)
    folders = SoundFolders(_data_folder() / "sound")
    choice = _choice(given)
    refuse_if_any(_check_names(choice, given.lang, folders))
    timeline = _timeline(asked, given.lang, choice, folders)
    _write(Path(given.output), spec_of(timeline, choice), asked.routine.title, folders)
    return 0


def _parser() -> Parser:
    parser = Parser("track", "Write the sound of a session as an MP3 file, and its captions beside it.")
    add_arguments(parser)
    parser.add_argument("--lang", default="en", help="the guide's language; default en")
    parser.add_argument("--voice", metavar="V", default=BUILT_IN, help=f"see velneuro voice list; or {NO_VOICE}")
    parser.add_argument("--music", metavar="M", default=MUSIC, help=f"a piece of music, or {NO_MUSIC}; default {MUSIC}")
    for name in ("voice", "music", "chime"):
        usual = LEVELS[getattr(USUAL, name)]
        parser.add_argument(f"--{name}-level", choices=LEVELS, default=usual, help=f"default {usual}")
    loudness = f"{LOUDNESS}; default {LUFS:g}; where little is said, the loudest may come out up to 1 softer"
    parser.add_argument("--loudness", metavar="LUFS", type=_lufs, default=LUFS, help=loudness)
    parser.add_argument("--stereo", action="store_true", help="for headphones: twice the size")
    parser.add_argument("-o", "--output", metavar="FILE.mp3", required=True, help="the file to write")
    return parser


def _lufs(text: str) -> float:
    with contextlib.suppress(ValueError):
        if SOFTEST_LUFS <= float(text) <= LOUDEST_LUFS:
            return float(text)
    raise argparse.ArgumentTypeError(f'"{text}" does not fit: use a number from {LOUDNESS}')


def _check_output(path: Path) -> Iterator[Problem]:
    """An MP3 file by another name is one that some players refuse, and the captions beside it take the ending .vtt."""
    if path.suffix.lower() != ENDING:
        yield Problem("output", f'"{path}" names no MP3 file', f"choose a name that ends in {ENDING}")


def _check_names(choice: SoundChoice, lang: str, folders: SoundFolders) -> Iterator[Problem]:
    """Voice and music, before any work; a person's own music says itself when it is gone."""
    voices = [*(voice.name for voice in voice_names(lang, folders)), NO_VOICE]
    if choice.voice not in voices:
        yield Problem("voice", f'"{choice.voice}" is not known', allowed_names(choice.voice, voices))
    if choice.music not in (*PIECES, NO_MUSIC) and not choice.music.startswith(OWN):
        yield Problem("music", f'"{choice.music}" is not known', allowed_names(choice.music, (*PIECES, NO_MUSIC)))


def _data_folder() -> Path:
    from velneuro.web.environment import read_environment

    return read_environment(os.environ).data


def _choice(given: argparse.Namespace) -> SoundChoice:
    steps = (LEVELS.index(level) for level in (given.voice_level, given.music_level, given.chime_level))
    return SoundChoice(given.voice, given.music, Levels(*steps), given.loudness, 2 if given.stereo else 1)


def _timeline(asked: Request, lang: str, choice: SoundChoice, folders: SoundFolders) -> Timeline:
    session = compile_session(
        asked.routine,
        asked.person,
        library.catalog(),
        library.voice(lang),
        asked.minutes,
        asked.seed,
        _measure(choice.voice, lang, folders),
    )
    if session.timeline is None:
        raise InputRefused(refusal(session.plan.refused))
    return session.timeline


def _measure(voice: str, lang: str, folders: SoundFolders) -> Callable[[str, str], int] | None:
    return None if voice == NO_VOICE else guide(voice, lang, folders).ms


def _write(path: Path, spec: TrackSpec, title: str, folders: SoundFolders) -> None:
    with whole_file(path) as file:
        file.write(tag(spec, title, ALBUM, cover()))
        render(spec, folders, file.write)
    with whole_file(path.with_suffix(CAPTIONS)) as file:
        file.write(web_vtt(spec.cues).encode())
