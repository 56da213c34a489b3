"""`velneuro track` as a person calls it: its files, as other people's programs read them, and its refusals."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.outputs.sound.evening import PERSON, SEED, measured, spec
from tests.web.listening import until
from velneuro.cli.main import run
from velneuro.content import library
from velneuro.outputs.sound import mp3

Captured = pytest.CaptureFixture[str]
ROUTINE = "bad-moment"
SESSION = (ROUTINE, "--minutes", "3", "--person", str(PERSON), "--seed", str(SEED))
CAPTION = re.compile(r"\d+\n(\S+) --> (\S+)\n(.+?)\n\n", re.DOTALL)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for all: sentences are spoken once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def own_data(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VELNEURO_DATA", str(data))


@pytest.fixture(scope="module")
def track(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session as a file, with its captions beside it."""
    path = tmp_path_factory.mktemp("out") / "evening.mp3"
    command = [sys.executable, "-m", "velneuro", "track", *SESSION, "-o", str(path)]
    environment = {**os.environ, "VELNEURO_DATA": str(data)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return path


@pytest.fixture(scope="module")
def probed(track: Path) -> dict[str, Any]:
    """What ffprobe finds in the track."""
    call = ["ffprobe", "-v", "warning", "-of", "json", "-show_format", "-show_streams", "-show_chapters", str(track)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert "chapter" not in done.stderr.lower()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_writes_the_track_and_its_captions_and_nothing_else(track: Path) -> None:
    assert sorted(file.name for file in track.parent.iterdir()) == ["evening.mp3", "evening.vtt"]


def test_a_player_finds_length_title_and_cover(probed: dict[str, Any]) -> None:
    assert float(probed["format"]["duration"]) == pytest.approx(180, abs=0.1)
    tags = probed["format"]["tags"]
    assert (tags["title"], tags["album"], tags["artist"]) == (library.routine(ROUTINE).title, "Vel Neuro", "Vel Neuro")
    sound, cover = probed["streams"]
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("mp3", "48000", 1)
    assert (cover["codec_name"], cover["width"], cover["disposition"]["attached_pic"]) == ("mjpeg", 512, 1)


def test_it_finds_every_step_as_a_chapter_in_order(probed: dict[str, Any], capsys: Captured) -> None:
    run(["timeline", *SESSION, "--json"])
    steps = json.loads(capsys.readouterr().out)["steps"]
    found = [(one["tags"]["title"], float(one["start_time"]), float(one["end_time"])) for one in probed["chapters"]]
    assert found == [(_heading(step), step["start_ms"] / 1000, step["end_ms"] / 1000) for step in steps]


def _heading(step: dict[str, Any]) -> str:
    return f"{step['title']} · {step['side']}" if step["side"] else str(step["title"])


def test_no_two_chapters_have_one_name(probed: dict[str, Any]) -> None:
    names = [one["tags"]["title"] for one in probed["chapters"]]
    assert len(set(names)) == len(names) > 3


def test_an_old_player_decodes_it_without_a_warning(track: Path) -> None:
    done = subprocess.run(["mpg123", "-q", "-t", str(track)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_another_reader_of_captions_finds_every_sentence_when_it_is_said(track: Path) -> None:
    call = ["ffmpeg", "-v", "error", "-i", str(track.with_suffix(".vtt")), "-f", "srt", "-"]
    read = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    found = [(_ms(start), _ms(end), text) for start, end, text in CAPTION.findall(read + "\n\n")]
    said = [cue for cue in spec(ROUTINE, 3).cues if cue.kind == "say"]
    assert [(start, text) for start, _, text in found] == [(cue.at_ms, cue.text) for cue in said]
    assert all(cue.at_ms + cue.ms <= end for cue, (_, end, _) in zip(said, found, strict=True))
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(found))


def _ms(clock: str) -> int:
    hours, minutes, seconds = clock.replace(",", ".").split(":")
    return round(1000 * (3600 * int(hours) + 60 * int(minutes) + float(seconds)))


def test_stereo_is_twice_the_size(track: Path, tmp_path: Path) -> None:
    wide = tmp_path / "wide.mp3"
    assert run(["track", *SESSION, "--stereo", "-o", str(wide)]) == 0
    assert wide.stat().st_size - track.stat().st_size == mp3.size(180_000, 1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["bad-momen"], "did you mean bad-moment?"),
        ([ROUTINE, "--voice", "bariton"], 'voice: "bariton" is not known: use one of: calm, none'),
        ([ROUTINE, "--music", "polka"], 'music: "polka" is not known: use one of: warm-pad,'),
        ([ROUTINE, "--music", "nune"], "did you mean none?"),
        ([ROUTINE, "--lang", "tlh"], "use one of: en"),
        ([ROUTINE, "--minutes", "99"], "3 to 45"),
    ],
)
def test_what_is_not_there_is_one_line_and_no_file(
    given: list[str], words: str, tmp_path: Path, capsys: Captured
) -> None:
    assert run(["track", *given, "-o", str(tmp_path / "out.mp3")]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("loudness", ["-40", "-16.9", "0", "loud", "nan"])
def test_a_loudness_that_cannot_be_is_a_wrong_call(loudness: str, tmp_path: Path, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["track", ROUTINE, f"--loudness={loudness}", "-o", str(tmp_path / "out.mp3")])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert f'"{loudness}" does not fit: use a number from -30 to -17. See' in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("loudness", [-30, -17])
@pytest.mark.parametrize(("routine", "minutes"), [(ROUTINE, 3), ("evening-feet-and-legs", 10)])
def test_the_softest_and_the_loudest_that_can_be_asked_are_held(
    routine: str, minutes: int, loudness: int, tmp_path: Path
) -> None:
    path = tmp_path / "out.mp3"
    assert run(["track", routine, f"--minutes={minutes}", f"--loudness={loudness}", "-o", str(path)]) == 0
    assert measured(path.read_bytes()).integrated == pytest.approx(loudness, abs=0.3)


@pytest.mark.parametrize("name", ["evening.wav", "evening", "evening.vtt", "evening.VTT"])
def test_a_track_is_written_under_the_name_of_an_mp3_alone(name: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / name
    assert run(["track", ROUTINE, "-o", str(path)]) == 1
    assert capsys.readouterr().err == f'output: "{path}" names no MP3 file: choose a name that ends in .mp3\n'
    assert list(tmp_path.iterdir()) == []


def test_no_name_at_all_is_told(capsys: Captured) -> None:
    assert run(["track", ROUTINE, "-o", ""]) == 1
    assert capsys.readouterr().err == 'output: "." names no MP3 file: choose a name that ends in .mp3\n'


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("in the way")
    path = tmp_path / "file" / "out.mp3"
    assert run(["track", *SESSION, "-o", str(path)]) == 3
    assert capsys.readouterr().err == f"velneuro: {path}: Not a directory. Mend this, or choose another file.\n"


def test_a_track_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "out.mp3"
    path.write_text("the old one")
    # A file may hold no more than this from now on, as on a disk that is full.
    command = f"ulimit -f 200; exec {sys.executable} -m velneuro track {' '.join(SESSION)} -o {path}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 3, done.stderr
    assert done.stderr.count("\n") == 1
    assert path.read_text() == "the old one"
    assert [file.name for file in tmp_path.iterdir()] == ["out.mp3"]


def test_what_a_killed_one_left_is_removed_a_day_later(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "velneuro", "track", *SESSION, "-o", str(tmp_path / "out.mp3")]
    with subprocess.Popen(command) as killed:
        assert until(lambda: list(tmp_path.glob(".out.mp3.*.part")))
        killed.kill()
    [left] = tmp_path.glob(".out.mp3.*.part")
    own = tmp_path / ".out.mp3.old.part"
    own.write_bytes(b"it only has a name like that")
    for file in (left, own):
        os.utime(file, (0, 0))
    assert run(["track", *SESSION, "-o", str(tmp_path / "out.mp3")]) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == [own.name, "out.mp3", "out.vtt"]


def test_what_is_being_written_elsewhere_stays(tmp_path: Path) -> None:
    """By a program in a container, say: its number, where there is one, is nobody's here."""
    command = [sys.executable, "-m", "velneuro", "track", *SESSION, "-o", str(tmp_path / "out.mp3")]
    with subprocess.Popen(command) as killed:
        assert until(lambda: list(tmp_path.glob(".out.mp3.*.part")))
        killed.kill()
    [part] = tmp_path.glob(".out.mp3.*.part")
    assert run(["track", *SESSION, "-o", str(tmp_path / "out.mp3")]) == 0
    assert part.exists()
