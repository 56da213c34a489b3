"""`velneuro voice`: the voices of the guide: list, add, remove, try, and record one's own."""

from __future__ import annotations

import datetime
import os
import sys
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.cli.voice_add import add, remove
from velneuro.cli.whole_file import whole_file
from velneuro.content import library
from velneuro.content.voice_catalog import neural_voices
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.voice import Voice
from velneuro.outputs.sound.clip import Clip, to_int16
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.recorded_import import import_voice
from velneuro.outputs.sound.samples import RATE, whole_ms
from velneuro.outputs.sound.spoken import Spoken, spoken, spoken_in
from velneuro.outputs.sound.voices import BUILT_IN, VoiceName, guide, voice_names
from velneuro.web.environment import read_environment

LONGEST_TEXT = 500
SHOWN_MISSING = 10
HOW_TO = """\
How to record the guide's sentences

- Choose a quiet room with soft things in it. Turn off fans and phones.
- Sit a hand's width from the microphone. Speak slowly and warmly.
- Record one sentence in one file: WAV, FLAC, OGG or MP3.
- Wait a second before you speak, and a second after.
- Name each file as the line says: {example}.wav is the sentence after {example}.
- Put all files in one folder. Then run:
  velneuro voice import FOLDER --name NAME
- You need not record all. The built-in voice says what is missing.
"""


def run(arguments: list[str]) -> int:
    """Do one of the ACTIONS."""
    if arguments[:1] in (["--help"], ["-h"]):
        print("usage: velneuro voice ACTION [OPTIONS]\n\n" + "\n".join(f"  {n:<8}{d}" for n, (d, _) in ACTIONS.items()))
        return 0
    if not arguments or arguments[0] not in ACTIONS:
        print(f"velneuro voice: use one of: {', '.join(ACTIONS)}. See velneuro voice --help", file=sys.stderr)
        return 2
    _, action = ACTIONS[arguments[0]]
    action(arguments[1:], SoundFolders(read_environment(os.environ).data / "sound"))
    return 0


def _list(arguments: list[str], folders: SoundFolders) -> None:
    parser = Parser("voice list", "Show the voices that are here, and those that can be added.")
    parser.add_argument("--lang", default="en", help="the language; default en")
    given = parser.parse_args(arguments)
    here = voice_names(given.lang, folders)
    print("Here:")
    print("\n".join(_here(voice) for voice in here))
    more = [voice for voice in neural_voices() if voice.lang == given.lang and voice.name not in {v.name for v in here}]
    if more:
        print("\nCan be added with velneuro voice add NAME:")
        print("\n".join(f"  {v.name:<12}{v.title}; {v.size / 1e6:.0f} MB; {v.license}" for v in more))


def _here(voice: VoiceName) -> str:
    missing = f"; {voice.missing} sentences missing" if voice.missing else ""
    return f"  {voice.name:<12}{voice.title} ({voice.kind}{missing})"


def _try(arguments: list[str], folders: SoundFolders) -> None:
    parser = Parser("voice try", "Let a voice say a text, into a WAV file.")
    parser.add_argument("text", metavar="TEXT", help="what to say")
    parser.add_argument("--voice", metavar="NAME", default=BUILT_IN, help=f"the voice; default {BUILT_IN}")
    parser.add_argument("--lang", default="en", help="the language; default en")
    parser.add_argument("-o", "--output", metavar="FILE.wav", help="the file to write; default NAME.wav, here")
    given = parser.parse_args(arguments)
    refuse_if_any(_text_problems(given.text))
    file = Path(given.output or f"{given.voice}.wav")
    clip = guide(given.voice, given.lang, folders).clip(_sentence(given.text, library.voice(given.lang)), given.text)
    _write_wav(file, clip)
    print(f"{file}: {whole_ms(clip.samples.size) / 1000:.1f} s")


def _text_problems(text: str) -> Iterator[Problem]:
    if not text.strip() or len(text) > LONGEST_TEXT:
        yield Problem("text", f"{len(text)} letters do not fit", f"write 1 to {LONGEST_TEXT} letters")


def _sentence(text: str, voice: Voice) -> str:
    """The id of the text when it is one of the guide's own: a recorded voice knows no others."""
    return next((line.sentence for line in spoken(voice) if line.text == text), "")


def _write_wav(file: Path, clip: Clip) -> None:
    with whole_file(file) as opened, wave.open(opened, "wb") as sound:
        sound.setparams((1, 2, RATE, clip.samples.size, "NONE", ""))
        sound.writeframes(to_int16(clip).astype("<i2").tobytes())


def _script(arguments: list[str], _folders: SoundFolders) -> None:
    parser = Parser("voice script", "Print what to read aloud to be the guide.")
    parser.add_argument("--lang", default="en", help="the language; default en")
    parser.add_argument(
        "--routine", metavar="NAME", action="append", help="only what this routine needs; may be repeated"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write; default: the screen")
    given = parser.parse_args(arguments)
    voice = library.voice(given.lang)
    routines = tuple(library.routine(name) for name in given.routine or ())
    lines = spoken_in(voice, routines, library.catalog()) if routines else spoken(voice)
    text = _script_text(lines)
    if given.output is None:
        print(text, end="")
        return
    with whole_file(Path(given.output)) as opened:
        opened.write(text.encode())
    print(f"{given.output}: {len(lines)} sentences")


def _script_text(lines: tuple[Spoken, ...]) -> str:
    width = max(len(line.sentence) for line in lines) + 2
    read = "".join(f"{line.sentence:<{width}}{line.text}\n" for line in lines)
    return f"{HOW_TO.format(example=lines[0].sentence)}\n{len(lines)} sentences\n\n{read}"


def _import(arguments: list[str], folders: SoundFolders) -> None:
    parser = Parser("voice import", "Make a voice of recorded sentences.")
    parser.add_argument("folder", metavar="FOLDER", help="holds one sound file for each sentence")
    parser.add_argument("--name", required=True, help="what the voice is called: small letters, digits, dashes")
    parser.add_argument("--title", help="how it is shown; default: the name")
    parser.add_argument("--lang", default="en", help="the language; default en")
    given = parser.parse_args(arguments)
    title = given.title or given.name.replace("-", " ").capitalize()
    made = datetime.datetime.now(datetime.UTC).date().isoformat()
    voice = library.voice(given.lang)
    imported = import_voice(Path(given.folder), given.name, title, voice, made, folders)
    print(f"{given.name}: {imported.sentences} sentences")
    _tell("Better recorded again:", imported.poor)
    _tell(f"Missing, said by {BUILT_IN}:", tuple(f"{line.sentence}  {line.text}" for line in imported.missing))


def _tell(title: str, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    print("\n".join((f"\n{title}", *(f"  {line}" for line in lines[:SHOWN_MISSING]))))
    if len(lines) > SHOWN_MISSING:
        print(f"  and {len(lines) - SHOWN_MISSING} more")


ACTIONS: dict[str, tuple[str, Callable[[list[str], SoundFolders], None]]] = {
    "list": ("show the voices", _list),
    "add": ("add a neural voice", add),
    "remove": ("remove an added voice", remove),
    "try": ("let a voice say a text", _try),
    "script": ("print what to read aloud", _script),
    "import": ("make a voice of recorded sentences", _import),
}
