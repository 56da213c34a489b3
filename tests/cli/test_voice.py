"""`velneuro voice` as a person calls it."""

from __future__ import annotations

import hashlib
import io
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.mp3_files import told_mp3
from tests.outputs.sound.file_server import Shelf, serving
from tests.outputs.sound.tiny_voice import write_tiny_voice
from velneuro.cli.main import run
from velneuro.content import library
from velneuro.outputs.sound import espeak
from velneuro.outputs.sound.spoken import spoken

Captured = pytest.CaptureFixture[str]
FIRST = "settle.begin.1"
TEXT = "Sit back, and arrive. You can stop at any time."


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own data folder, and an own folder to be in."""
    monkeypatch.setenv("VELNEURO_DATA", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "data"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """A server that has the tiny voice, and a catalog here that names it."""
    write_tiny_voice(tmp_path / "tiny.onnx")
    files = {name: (tmp_path / name).read_bytes() for name in ("tiny.onnx", "tiny.onnx.json")}
    with serving(files) as shelf:
        lines = ['[[voice]]\nname = "tiny"\ntitle = "Tiny"\nlang = "en"\nlicense = "public domain"', 'source = "none"']
        for part, name in (("model", "tiny.onnx"), ("config", "tiny.onnx.json")):
            digest = hashlib.sha256(files[name]).hexdigest()
            lines.append(f'[voice.{part}]\nurl = "{shelf.address}/{name}"')
            lines.append(f'bytes = {len(files[name])}\ndigest = "sha256:{digest}"')
        Path("catalog.toml").write_text("\n".join(lines))
        yield shelf


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def record(folder: Path) -> None:
    folder.mkdir()
    voice = espeak.speak(TEXT, "en") / 32768.0
    soundfile.write(folder / f"{FIRST}.wav", np.pad(voice, 20_000), espeak.ENGINE_RATE)


def test_list_shows_what_is_here_and_what_can_be_added(capsys: Captured) -> None:
    assert run(["voice", "list"]) == 0
    here, more = capsys.readouterr().out.split("\n\n")
    assert "calm" in here
    assert "kristin" in more
    assert "64 MB; public domain" in more


def test_try_writes_a_wav_and_says_where(capsys: Captured) -> None:
    assert run(["voice", "try", TEXT]) == 0
    assert capsys.readouterr().out.startswith("calm.wav: ")
    with wave.open("calm.wav") as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 48_000)
        assert 3 < sound.getnframes() / 48_000 < 7


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["try", TEXT, "--voice", "clam"], "did you mean calm"),
        (["try", " "], "write 1 to 500 letters"),
        (["try", "x" * 501], "write 1 to 500 letters"),
        (["try", "..."], "makes no sound"),
        (["try", TEXT, "--lang", "xx"], '"xx" is not known'),
        (["list", "--lang", "xx"], '"xx" is not known'),
        (["add", "kristina"], "did you mean kristin"),
        (["add", "gone.onnx"], "is not there"),
        (["add", "a", "--catalog", "gone.toml"], "cannot be read"),
        (["remove", "calm"], "cannot be removed"),
        (["remove", "mary"], "was not added"),
        (["import", "gone", "--name", "mary"], "cannot be read"),
        (["import", ".", "--name", "mary"], "holds no sound files"),
        (["script", "--routine", "evenin"], "is not known"),
    ],
)
def test_a_wrong_input_is_one_line_and_exit_code_1(capsys: Captured, arguments: list[str], told: str) -> None:
    assert run(["voice", *arguments]) == 1
    said = capsys.readouterr()
    assert told in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert said.out == ""


@pytest.mark.parametrize("arguments", [[], ["sing"]])
def test_a_wrong_call_is_one_line_and_exit_code_2(capsys: Captured, arguments: list[str]) -> None:
    assert run(["voice", *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_help_names_every_action(capsys: Captured) -> None:
    assert run(["voice", "--help"]) == 0
    out = capsys.readouterr().out
    assert all(action in out for action in ("list", "add", "remove", "try", "script", "import"))


def test_script_is_a_play_with_its_rules(capsys: Captured) -> None:
    assert run(["voice", "script"]) == 0
    out = capsys.readouterr().out
    assert "quiet room" in out
    lines = [line.split(maxsplit=1) for line in out.splitlines() if line.startswith("leg-hold.begin.1")]
    assert lines == [
        ["leg-hold.begin.1.right", "Now your right calf."],
        ["leg-hold.begin.1.left", "Now your left calf."],
    ]


def test_script_of_a_routine_is_shorter_and_goes_into_a_file(capsys: Captured) -> None:
    assert run(["voice", "script", "--routine", "bad-moment", "-o", "read.txt"]) == 0
    count = int(capsys.readouterr().out.removeprefix("read.txt: ").removesuffix(" sentences\n"))
    text = Path("read.txt").read_text("utf-8")
    assert f"\n{count} sentences\n" in text
    assert "moment.begin.1" in text
    assert "sole-strokes" not in text


def test_import_then_try_then_remove(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    record(Path("in"))
    assert run(["voice", "import", "in", "--name", "aunt-mary"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("aunt-mary: 1 sentences\n")
    assert "Missing, said by calm:" in out
    assert run(["voice", "list"]) == 0
    missing = len(spoken(library.voice("en"))) - 1
    assert f"Aunt mary (recorded; {missing} sentences missing)" in capsys.readouterr().out
    assert run(["voice", "try", TEXT, "--voice", "aunt-mary"]) == 0
    assert run(["voice", "try", TEXT]) == 0
    assert Path("aunt-mary.wav").read_bytes() != Path("calm.wav").read_bytes()
    answer(monkeypatch, "n\n")
    assert run(["voice", "remove", "aunt-mary"]) == 0
    assert "Nothing was changed." in capsys.readouterr().out
    answer(monkeypatch, "yes\n")
    assert run(["voice", "remove", "aunt-mary"]) == 0
    assert run(["voice", "try", TEXT, "--voice", "aunt-mary"]) == 1


def test_add_says_size_and_license_and_asks_first(
    shelf: Shelf, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for no in ("n\n", "\n", ""):
        answer(monkeypatch, no)
        assert run(["voice", "add", "tiny", "--catalog", "catalog.toml"]) == 0
    out = capsys.readouterr().out
    assert "Size: 0.0 MB\nLicense: public domain" in out
    assert shelf.asked == []


def test_add_then_try(shelf: Shelf, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "y\n")
    assert run(["voice", "add", "tiny", "--catalog", "catalog.toml"]) == 0
    assert len(shelf.asked) == 2
    assert run(["voice", "try", TEXT, "--voice", "tiny"]) == 0
    assert Path("tiny.wav").stat().st_size > 100_000
    assert run(["voice", "add", "tiny", "--catalog", "catalog.toml"]) == 1
    assert "remove it first" in capsys.readouterr().err


def test_add_goes_on_after_the_connection_broke(shelf: Shelf, data: Path, capsys: Captured) -> None:
    call = ["voice", "add", "tiny", "--catalog", "catalog.toml", "--yes"]
    shelf.break_after = 500
    assert run(call) == 3
    assert "the same command goes on from here" in capsys.readouterr().err
    assert run(["voice", "try", TEXT, "--voice", "tiny"]) == 1  # half a voice is none
    shelf.break_after = None
    assert run(call) == 0
    assert "bytes=500-" in shelf.asked
    assert [folder.name for folder in (data / "sound" / "voices").iterdir()] == ["tiny"]


def test_add_without_a_network_is_one_sentence(shelf: Shelf, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    nowhere = Path("catalog.toml").read_text().replace(shelf.address, "http://voices.invalid")
    Path("catalog.toml").write_text(nowhere)
    assert run(["voice", "add", "tiny", "--catalog", "catalog.toml", "--yes"]) == 3
    assert capsys.readouterr().err == (
        "velneuro: http://voices.invalid/tiny.onnx.json: this address was not found: the machine may be offline. "
        "Check the connection and try again.\n"
    )


def test_add_deletes_what_was_not_promised(shelf: Shelf, capsys: Captured) -> None:
    shelf.files["tiny.onnx"] = bytes(len(shelf.files["tiny.onnx"]))
    assert run(["voice", "add", "tiny", "--catalog", "catalog.toml", "--yes"]) == 3
    assert "so it was deleted" in capsys.readouterr().err
    assert run(["voice", "list"]) == 0
    assert "Tiny" not in capsys.readouterr().out


@pytest.mark.parametrize("rate", ["constant", "variable"])
def test_import_of_mp3_files_that_tell_their_length_says_nothing_else(
    capfd: pytest.CaptureFixture[str], rate: str
) -> None:
    """The libraries write to the screen by themselves, so what comes past Python is read too."""
    record(Path("in"))
    [wav] = Path("in").glob("*.wav")
    told_mp3(wav.with_suffix(".mp3"), f"-i {wav}", rate)
    wav.unlink()
    assert run(["voice", "import", "in", "--name", "aunt-mary"]) == 0
    said = capfd.readouterr()
    assert said.out.startswith("aunt-mary: 1 sentences\n")
    assert said.err == ""


def test_add_from_a_file(tmp_path: Path, capsys: Captured) -> None:
    write_tiny_voice(tmp_path / "en_US-tiny.onnx")
    assert run(["voice", "add", str(tmp_path / "en_US-tiny.onnx"), "--title", "My own"]) == 0
    assert "en-us-tiny was added" in capsys.readouterr().out
    assert run(["voice", "list"]) == 0
    assert "My own (neural)" in capsys.readouterr().out


def test_add_never_takes_the_place_of_recordings(tmp_path: Path, capsys: Captured) -> None:
    record(Path("in"))
    assert run(["voice", "import", "in", "--name", "mary"]) == 0
    write_tiny_voice(tmp_path / "mary.onnx")
    assert run(["voice", "add", str(tmp_path / "mary.onnx")]) == 1
    assert "is here already" in capsys.readouterr().err


def test_without_piper_one_sentence_says_how_to_get_it(
    shelf: Shelf, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.metadata

    assert run(["voice", "add", "tiny", "--catalog", "catalog.toml", "--yes"]) == 0

    def not_found(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", not_found)
    assert run(["voice", "try", TEXT, "--voice", "tiny"]) == 3
    assert capsys.readouterr().err == (
        "velneuro: This voice needs the piper package: run make extras, or pip install piper-tts.\n"
    )


def test_a_file_that_cannot_be_written(capsys: Captured) -> None:
    assert run(["voice", "try", TEXT, "-o", "gone/calm.wav"]) == 3
    assert "gone" in capsys.readouterr().err
