"""`velneuro card`: a whole file or none, and one line for whatever is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from velneuro.cli.main import run

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "card.pdf"


def test_the_card_is_written(target: Path, capsys: Captured) -> None:
    assert run(["card", "evening-feet-and-legs", "--minutes", "10", "--paper", "a4", "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert [path.name for path in target.parent.iterdir()] == ["card.pdf"]
    assert capsys.readouterr() == ("", "")


def test_the_same_call_writes_the_same_bytes(target: Path) -> None:
    assert run(["card", "bad-moment", "--seed", "4", "-o", str(target)]) == 0
    first = target.read_bytes()
    assert run(["card", "bad-moment", "--seed", "4", "-o", str(target)]) == 0
    assert target.read_bytes() == first


def test_a_routine_file_of_ones_own_has_a_card(target: Path) -> None:
    own = Path(__file__).parents[2] / "src/velneuro/content/routines/bad-moment.toml"
    assert run(["card", str(own), "-o", str(target)]) == 0
    assert target.exists()


def test_a_refused_session_has_no_card(target: Path, tmp_path: Path, capsys: Captured) -> None:
    person = tmp_path / "person.toml"
    person.write_text('[[sign]]\nid = "R01"\n')
    assert run(["card", "bad-moment", "--person", str(person), "-o", str(target)]) == 1
    assert "R01" in capsys.readouterr().err
    assert not target.exists()


def test_all_mistakes_are_told_and_nothing_is_written(target: Path, capsys: Captured) -> None:
    assert run(["card", "bad-momen", "--minutes", "99", "-o", str(target)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["routine", "minutes"]
    assert not target.exists()


@pytest.mark.parametrize("where", ["none/card.pdf", "file/card.pdf", "."])
def test_a_place_that_cannot_be_written_is_one_line(where: str, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("in the way")
    assert run(["card", "bad-moment", "-o", str(tmp_path / where)]) == 3
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert str(tmp_path / where) in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


@pytest.mark.parametrize("folder", [".", "/", ""])
def test_a_folder_in_place_of_a_file_is_one_line(folder: str, capsys: Captured) -> None:
    assert run(["card", "bad-moment", "-o", folder]) == 3
    assert capsys.readouterr().err.endswith("is a folder. Choose a file's name.\n")


def test_what_stood_there_stays_when_the_writing_fails(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.write_bytes(b"the card of yesterday")

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert run(["card", "bad-moment", "-o", str(target)]) == 3
    assert target.read_bytes() == b"the card of yesterday"
    assert [path.name for path in target.parent.iterdir()] == ["card.pdf"]


@pytest.mark.parametrize("arguments", [["bad-moment"], ["bad-moment", "-o", "x.pdf", "--paper", "a5"]])
def test_a_wrong_call_is_told_with_exit_code_2(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as left:
        run(["card", *arguments])
    assert left.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_nobody_waits_for_the_page_setter_who_prints_no_card() -> None:
    code = "import sys; import velneuro.cli.card; print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"
