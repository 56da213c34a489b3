"""Whole tracks for the tests: rendered by our code, decoded and measured by other people's."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
from numpy.typing import NDArray

from velneuro.content import library
from velneuro.core.person import read_person
from velneuro.core.pipeline import compile_session
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.loudness import Energies, energies
from velneuro.outputs.sound.samples import RATE
from velneuro.outputs.sound.spec import Levels, SoundChoice, TrackSpec, spec_of
from velneuro.outputs.sound.track import render, sound
from velneuro.outputs.sound.voices import BUILT_IN, guide

PERSON = Path(__file__).parents[2] / "golden" / "person.toml"
SEED = 7
USUAL = Levels()
Heard = NDArray[np.float32]


@cache
def folders() -> SoundFolders:
    """One folder for all tests of a run: sentences are spoken once."""
    return SoundFolders(Path(mkdtemp(prefix="velneuro-sound-")))


def choice(music: str = "far-sea", levels: Levels = USUAL, channels: int = 1, lufs: float = -19.0) -> SoundChoice:
    """A choice with the built-in voice."""
    return SoundChoice(BUILT_IN, music, levels, lufs, channels)


@cache
def spec(routine: str, minutes: int, chosen: SoundChoice | None = None) -> TrackSpec:
    """The track of a session of the library."""
    person, problems = read_person(library.toml_file(PERSON), "person.toml", library.catalog())
    assert problems == []
    measure = guide(BUILT_IN, "en", folders()).ms
    made = compile_session(
        library.routine(routine), person, library.catalog(), library.voice("en"), minutes, SEED, measure
    )
    assert made.timeline
    return spec_of(made.timeline, chosen or choice())


def rendered(wanted: TrackSpec) -> bytes:
    """The MP3 of a track."""
    written: list[bytes] = []
    render(wanted, folders(), written.append)
    return b"".join(written)


def mixed_energies(wanted: TrackSpec) -> Energies:
    """The energies of a track as it goes to the encoder, block by block: a whole hour at once would fill the memory."""
    return np.concatenate([energies(block) for block in sound(wanted, folders())])


def decoded(track: bytes, decoder: str = "ffmpeg") -> Heard:
    """The (n,) samples of a track in mono, by a decoder that knows nothing of how it was made."""
    calls = {
        "ffmpeg": "ffmpeg -v error -f mp3 -i - -f f32le -ac 1 -ar 48000 -",
        "mpg123": "mpg123 -q -e f32 -m -s -",
    }
    done = subprocess.run(calls[decoder].split(), input=track, capture_output=True, check=True)
    return np.frombuffer(done.stdout, np.float32)


@dataclass(frozen=True)
class Measured:
    """What ffmpeg's ebur128 filter says: LUFS and dBTP."""

    integrated: float
    true_peak: float


def measured(track: bytes) -> Measured:
    """Loudness and true peak of a track, by EBU R 128 as ffmpeg measures it."""
    call = "ffmpeg -hide_banner -nostats -f mp3 -i - -af ebur128=peak=true:framelog=verbose -f null -"
    told = subprocess.run(call.split(), input=track, capture_output=True, check=True).stderr.decode()
    loud, peak = re.search(r"\n\s+I:\s+(\S+) LUFS", told), re.search(r"\n\s+Peak:\s+(\S+) dBFS", told)
    assert loud, told
    assert peak, told
    return Measured(float(loud[1]), float(peak[1]))


def lag_ms(heard: Heard, at_ms: int, sound: Heard, within_ms: int = 120) -> float:
    """How many ms later than `at_ms` a sound is found in what is heard, by its best match nearby."""
    near = within_ms * RATE // 1000
    start = at_ms * RATE // 1000 - near
    around = heard[max(start, 0) : start + 2 * near + sound.size]
    size = 1 << (around.size + sound.size).bit_length()
    match = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(sound, size)), size)
    return float((int(np.argmax(match[: around.size - sound.size + 1])) + max(start, 0)) * 1000 / RATE - at_ms)
