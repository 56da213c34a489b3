"""`velneuro demo` as a person calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.instance import OLD_ARCHIVE, velneuro


def test_filled_twice_is_the_same_and_removed_is_gone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    velneuro(data, "import", OLD_ARCHIVE)
    velneuro(data, "export", tmp_path / "maria.json")
    for name in ("one.json", "two.json"):
        done = velneuro(data, "demo", "--until", "2026-11-21")
        assert done.returncode == 0, done.stderr
        assert "up to 2026-11-21" in done.stdout
        assert velneuro(data, "export", tmp_path / name, "--person", "demo").returncode == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert velneuro(data, "demo", "--remove").stdout == "demo is removed.\n"
    assert velneuro(data, "demo", "--remove").stdout == "There is no demo here.\n"
    velneuro(data, "export", tmp_path / "after.json")
    assert (tmp_path / "after.json").read_bytes() == (tmp_path / "maria.json").read_bytes()


def test_a_day_that_is_none_is_a_wrong_call(tmp_path: Path) -> None:
    done = velneuro(tmp_path / "data", "demo", "--until", "soon")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("day", "said"),
    [("soon", "Write it as 2026-11-22"), ("1850-01-01", "Choose a day"), ("9999-12-31", "Choose a day")],
)
def test_a_wrong_day_is_told_with_a_right_one(tmp_path: Path, day: str, said: str) -> None:
    assert said in velneuro(tmp_path / "data", "demo", "--until", day).stderr


def test_somebody_with_the_archive_of_the_example_is_named_as_the_reason(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "demo.json"
    velneuro(data, "demo", "--until", "2026-11-21")
    velneuro(data, "export", file, "--person", "demo")
    velneuro(data, "demo", "--remove")
    assert velneuro(data, "import", file, "--person", "Ann").returncode == 0
    done = velneuro(data, "demo", "--until", "2026-11-21")
    assert (done.returncode, "somebody here has rows of this example" in done.stderr) == (1, True)
