"""Each kind of mistake that an author can make: a routine file that holds it and begins with what the check says.

A file `soft-soles.toml` without a mistake stands beside them: each of the others differs from it by its mistake.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from velneuro.cli.main import run

FILES = sorted((Path(__file__).parent / "mistakes").glob("*.toml"))
SOUND = "soft-soles"
MEASURED = re.compile(r"\d+\.\d|\d+(?= seconds in a)")  # they change with the guide's own sentences
WITH_MISTAKES = [file for file in FILES if file.stem != SOUND]


def expected(file: Path) -> list[str]:
    """How the lines begin that the check must print, as the comment at the top of the file has them.

    A list of names is left out there: it grows with the content; and so are measured figures.
    """
    comment = [line for line in file.read_text("utf-8").splitlines() if line.startswith("# ")]
    return [f"{file}:{MEASURED.sub('N', line.removeprefix('# '))}" for line in comment]


def beginnings(lines: list[str], wanted: list[str]) -> list[str]:
    """The lines, each as far as the wanted one goes; there must be as many of them."""
    assert len(lines) == len(wanted), lines
    measured = [MEASURED.sub("N", line) for line in lines]
    return [line[: len(beginning)] for line, beginning in zip(measured, wanted, strict=True)]


def test_there_are_files() -> None:
    assert len(WITH_MISTAKES) >= 40


def test_the_file_without_a_mistake_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(FILES[0].with_stem(SOUND))
    assert run(["check", file]) == 0
    assert capsys.readouterr().out == f"{file}: fine\n"


@pytest.mark.parametrize("file", WITH_MISTAKES, ids=lambda file: file.stem)
def test_a_mistake_is_told_with_file_key_and_cure(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(file)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert beginnings(lines, expected(file)) == expected(file) != []
    assert all(len(line.removeprefix(f"{file}:").split(": ")) >= 3 for line in lines)


def test_all_mistakes_of_several_files_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    files = [file for file in WITH_MISTAKES if file.stem in ("claim-heal", "no-source", "long-silence")]
    assert run(["check", *map(str, files)]) == 1
    wanted = [line for file in files for line in expected(file)]
    assert beginnings(capsys.readouterr().err.splitlines(), wanted) == wanted
