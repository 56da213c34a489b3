"""A person's own file: read whatever it is, refused in one sentence, levelled, and without a seam."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from numpy.typing import NDArray

from velneuro.core.problem import InputRefused, MachineFailed
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.music import OWN, bed
from velneuro.outputs.sound.own_file import formats
from velneuro.outputs.sound.own_music import OwnMusic, own_music, prepare_own, remove_own
from velneuro.outputs.sound.samples import RATE, Samples

TENTH = RATE // 10
WINDOW = 30  # tenths
FILE_RATE = 22_050
Sound = NDArray[np.float64]
Course = Callable[[Sound], Sound]


@pytest.fixture
def folders(tmp_path: Path) -> SoundFolders:
    return SoundFolders(tmp_path / "sound")


def rustle(seconds: float, channels: int = 1, seed: int = 5) -> Sound:
    """(n, channels) of soft noise."""
    noise = np.random.default_rng(seed).standard_normal((round(seconds * FILE_RATE), channels))
    return 0.02 * (noise + np.roll(noise, 1, axis=0))


def written(file: Path, sound: Sound) -> Path:
    """The sound as a file, of the kind that its name says; in pieces, as one write of a long Ogg file crashes."""
    with soundfile.SoundFile(file, "w", FILE_RATE, sound.shape[1]) as out:
        for first in range(0, len(sound), FILE_RATE):
            out.write(sound[first : first + FILE_RATE])
    return file


def heard(own: OwnMusic, folders: SoundFolders, channels: int = 1) -> Samples:
    """Its loop and three seconds of the next round."""
    piece = bed(OWN + own.id, channels, folders)
    return piece.block(0, piece.loops[0].length + WINDOW * TENTH)


@pytest.mark.parametrize("kind", ["mp3", "flac", "wav", "ogg", "aiff"])
def test_reads_what_people_have(tmp_path: Path, folders: SoundFolders, kind: str) -> None:
    own = prepare_own(written(tmp_path / f"a.{kind}", rustle(20, 2)), f"My_evening  music.{kind}", folders)
    assert (own.title, own.seconds, own.whole) == ("My evening music", 20, True)
    assert kind.upper() in formats()


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("kept", [1, 2, 6])
def test_as_loud_as_the_pieces(tmp_path: Path, folders: SoundFolders, kept: int, channels: int) -> None:
    """pyloudnorm is the outside meter."""
    sound = rustle(30, kept) * (1.5 + np.sin(np.arange(30 * FILE_RATE) / FILE_RATE))[:, None] + 0.1
    own = prepare_own(written(tmp_path / "a.wav", sound), "a.wav", folders)
    samples = heard(own, folders, channels)
    assert samples.shape[0] == channels
    assert abs(samples.mean()) < 1e-4
    assert pyloudnorm.Meter(RATE).integrated_loudness(samples.T.astype(np.float64)) == pytest.approx(-23, abs=0.1)


def test_sides_that_move_against_each_other_do_not_vanish_in_mono(tmp_path: Path, folders: SoundFolders) -> None:
    own = prepare_own(written(tmp_path / "a.wav", rustle(12) * [1.0, -1.0]), "a.wav", folders)
    samples = heard(own, folders)
    assert pyloudnorm.Meter(RATE).integrated_loudness(samples.T.astype(np.float64)) == pytest.approx(-23, abs=0.1)
    assert np.abs(samples).max() < 0.7


def loud_and_soft(seconds: Sound) -> Sound:
    return np.where(seconds // 7 % 2 == 0, 0.0, -45.0)


def one_bang(seconds: Sound) -> Sound:
    return np.where((seconds > 30) & (seconds < 30.5), 0.0, -40.0)


def silence_between(seconds: Sound) -> Sound:
    return np.where((seconds > 30) & (seconds < 37), -300.0, -20.0)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("course", [loud_and_soft, one_bang, silence_between])
def test_never_jumps(tmp_path: Path, folders: SoundFolders, course: Course, channels: int) -> None:
    """At most 6 dB from one three-second window to the next; what is 24 dB softer than the whole counts as silence."""
    sound = 10 * rustle(70) * 10 ** (course(np.arange(70 * FILE_RATE) / FILE_RATE) / 20)[:, None]
    own = prepare_own(written(tmp_path / "a.flac", sound), "a.flac", folders)
    squares = np.square(heard(own, folders, channels)).mean(axis=0).reshape(-1, TENTH).mean(axis=1)
    windows = np.convolve(squares, np.full(WINDOW, 1 / WINDOW), "valid")
    levels = np.maximum(10 * np.log10(windows / squares.mean() + 1e-20), -24)
    assert np.abs(levels[WINDOW:] - levels[:-WINDOW]).max() < 6


def test_end_melts_into_beginning(tmp_path: Path, folders: SoundFolders) -> None:
    """A tone that rises by an octave: where the loop comes round, both ends are heard at once, and no step."""
    seconds = np.arange(20 * FILE_RATE) / FILE_RATE
    tone = 0.2 * np.sin(2 * np.pi * (300 * seconds + 7.5 * seconds**2))[:, None]
    own = prepare_own(written(tmp_path / "a.wav", tone), "a.wav", folders)
    piece = bed(OWN + own.id, 1, folders)
    length = piece.loops[0].length
    assert length == 20 * RATE - 25 * TENTH  # an eighth is melted
    around = piece.block(length - RATE, 2 * RATE)[0]
    steps = np.abs(np.diff(around, n=2))
    assert steps[RATE - 4 : RATE + 3].max() < 1.2 * steps[: RATE // 2].max()
    melting = piece.block(length, 3 * RATE)[0]
    middle = np.abs(np.fft.rfft(melting[RATE : RATE + RATE // 2] * np.hanning(RATE // 2)))
    hertz = np.fft.rfftfreq(RATE // 2, 1 / RATE)
    strong = hertz[middle > middle.max() / 4]
    assert strong.min() < 350
    assert strong.max() > 560


REFUSED = {
    "short.wav": ("this is shorter than ten seconds", rustle(9)),
    "silent.wav": ("there is nothing to hear in this", 0 * rustle(12)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_useless_sound_is_refused(tmp_path: Path, folders: SoundFolders, name: str) -> None:
    what, sound = REFUSED[name]
    with pytest.raises(InputRefused, match=f"^{name}: {what}: choose"):
        prepare_own(written(tmp_path / name, sound), name, folders)
    assert list(folders.music.rglob("*.*")) == []


@pytest.mark.parametrize("content", [b"", b"hello" * 5000, b"RIFF\x00\x00\x00\x00WAVEfmt "], ids=["no", "text", "head"])
def test_what_is_no_sound_is_refused(folders: SoundFolders, content: bytes) -> None:
    with pytest.raises(InputRefused, match=r"^a\.mp3: this is not a sound file that can be read: save it as MP3, FLAC"):
        prepare_own(io.BytesIO(content), "a.mp3", folders)


def test_too_long_is_refused(tmp_path: Path, folders: SoundFolders) -> None:
    file = tmp_path / "a.flac"
    soundfile.write(file, np.zeros(7_201 * 4_000, np.int16), 4_000)
    with pytest.raises(InputRefused, match="longer than two hours: cut it"):
        prepare_own(file, "a.flac", folders)


def test_too_large_is_refused_before_it_is_read(folders: SoundFolders) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return bytes(50_000_000)

    with pytest.raises(InputRefused, match="larger than 300 MB: save it as MP3"):
        prepare_own(Endless(), "a.wav", folders)  # type: ignore[arg-type]
    assert list(folders.music.rglob("*.*")) == []


def test_a_missing_file_is_refused(tmp_path: Path, folders: SoundFolders) -> None:
    with pytest.raises(InputRefused, match="there is no such file"):
        prepare_own(tmp_path / "a.mp3", "a.mp3", folders)


@pytest.mark.parametrize("kind", ["mp3", "flac", "wav", "ogg", "aiff"])
def test_of_a_file_that_breaks_off_the_rest_is_kept(tmp_path: Path, folders: SoundFolders, kind: str) -> None:
    content = written(tmp_path / f"a.{kind}", rustle(40)).read_bytes()
    own = prepare_own(io.BytesIO(content[: len(content) // 2]), "a", folders)
    assert own.seconds == pytest.approx(20, abs=2)
    assert not own.whole
    with pytest.raises(InputRefused, match="this file is damaged, and less than ten seconds can be read"):
        prepare_own(io.BytesIO(content[: len(content) // 8]), "a", folders)


def test_listed_and_removed(tmp_path: Path, folders: SoundFolders) -> None:
    second = prepare_own(written(tmp_path / "b.flac", rustle(11)), "b.flac", folders)
    first = prepare_own(written(tmp_path / "a.flac", rustle(12, seed=6)), "A.flac", folders)
    assert own_music(folders) == (first, second)
    assert prepare_own(tmp_path / "b.flac", "b.flac", folders) == second
    remove_own(second.id, folders)
    remove_own("../a", folders)
    assert own_music(folders) == (first,)
    remove_own(first.id, folders)
    assert list(folders.music.rglob("*.*")) == []


def test_what_a_killed_program_left_is_removed(tmp_path: Path, folders: SoundFolders) -> None:
    own = prepare_own(written(tmp_path / "a.flac", rustle(11)), "a.flac", folders)
    old, new = (folders.music / "own" / name for name in ("old.part", "new.part"))
    for part in (old, new):
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert prepare_own(tmp_path / "a.flac", "a.flac", folders) == own
    assert new.exists()
    assert not old.exists()


def test_gone_or_damaged_is_said(tmp_path: Path, folders: SoundFolders) -> None:
    with pytest.raises(MachineFailed, match="no longer there"):
        bed(f"{OWN}0123", 1, folders)
    own = prepare_own(written(tmp_path / "a.flac", rustle(11)), "a.flac", folders)
    piece = bed(OWN + own.id, 1, folders)
    file = next(folders.music.rglob(f"{own.id}.npy"))
    file.write_bytes(file.read_bytes()[:-1000])
    with pytest.raises(MachineFailed, match="damaged on the disk: add the file again"):
        bed(OWN + own.id, 1, folders)
    file.unlink()
    with pytest.raises(MachineFailed, match="cannot be read"):
        piece.block(0, RATE)


def test_same_samples_however_it_is_cut(tmp_path: Path, folders: SoundFolders) -> None:
    own = prepare_own(written(tmp_path / "a.flac", rustle(11, 2)), "a.flac", folders)
    piece = bed(OWN + own.id, 2, folders)
    parts = [piece.block(first, 77_777) for first in range(RATE, RATE + 10 * 77_777, 77_777)]
    assert np.array_equal(np.concatenate(parts, axis=1), piece.block(RATE, 10 * 77_777))


PREPARES = """
import re, sys
from pathlib import Path
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.own_music import prepare_own
prepare_own(Path(sys.argv[1]), "a", SoundFolders(Path(sys.argv[2])))
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a process held at most is read from Linux")
def test_a_long_file_is_never_held_whole(tmp_path: Path) -> None:
    """Ten minutes of stereo are 115 MB even as 16-bit numbers at the track's rate; Python and numpy take 34."""
    file = written(tmp_path / "a.flac", np.tile(rustle(10, 2), (60, 1)))
    command = [sys.executable, "-c", PREPARES, str(file), str(tmp_path)]
    kilobytes = int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert kilobytes < 120_000
