"""`velneuro export` and `velneuro import`, each in a process of its own over a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.instance import OLD_ARCHIVE, python, velneuro
from tests.lives import a_life
from velneuro.outputs.archive.canonical import to_bytes
from velneuro.outputs.archive.reading import read_archive


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one person, who came with an archive of version 1."""
    folder = tmp_path_factory.mktemp("home") / "data"
    done = velneuro(folder, "import", OLD_ARCHIVE)
    assert done.returncode == 0, done.stderr
    assert "Maria: 8 rows added" in done.stdout
    return folder


def test_out_and_into_another_machine_is_the_same_to_the_byte(home: Path, tmp_path: Path) -> None:
    assert velneuro(home, "export", tmp_path / "a.json").returncode == 0
    assert velneuro(tmp_path / "other", "import", tmp_path / "a.json").returncode == 0
    assert velneuro(tmp_path / "other", "export", tmp_path / "b.json").returncode == 0
    assert (tmp_path / "b.json").read_bytes() == (tmp_path / "a.json").read_bytes()
    assert read_archive((tmp_path / "a.json").read_bytes(), "a.json").person["name"] == "Maria"


def test_a_second_time_adds_nothing(home: Path) -> None:
    done = velneuro(home, "import", OLD_ARCHIVE)
    assert (done.returncode, "0 rows added, 8 were here already" in done.stdout) == (0, True)


def test_a_person_is_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "jonas.json").write_bytes(to_bytes(a_life()))
    assert "Jonas: 0 rows added" in velneuro(home, "import", tmp_path / "jonas.json", "--person", "Jonas").stdout
    assert velneuro(home, "export", tmp_path / "out.json", "--person", "Jonas").returncode == 0
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["person"]["name"] == "Jonas"


def test_a_refused_file_makes_nobody(home: Path, tmp_path: Path) -> None:
    done = velneuro(home, "import", OLD_ARCHIVE, "--person", "Someone")
    assert (done.returncode, "belongs to another person here" in done.stderr) == (1, True)
    told = velneuro(home, "export", tmp_path / "out.json", "--person", "Someone")
    assert (told.returncode, "there is nobody named 'Someone'" in told.stderr) == (1, True)
    assert not (tmp_path / "out.json").exists()


def test_a_damaged_file_is_named_with_its_place(home: Path, tmp_path: Path) -> None:
    (tmp_path / "half.json").write_bytes(OLD_ARCHIVE.read_bytes()[:-40])
    done = velneuro(home, "import", tmp_path / "half.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("half.json:")
    assert "the file ends here or is damaged" in done.stderr


def test_a_number_without_end_is_told_in_own_words(home: Path, tmp_path: Path) -> None:
    (tmp_path / "long.json").write_bytes(b'{"version":' + b"9" * 5000 + b"}")
    done = velneuro(home, "import", tmp_path / "long.json")
    what = "it holds a number with thousands of digits"
    assert (done.returncode, done.stderr) == (1, f"long.json: {what}: export it again, and import that file\n")


def test_a_file_that_is_not_there_is_named(home: Path, tmp_path: Path) -> None:
    done = velneuro(home, "import", tmp_path / "none.json")
    assert (done.returncode, done.stderr) == (
        1,
        f"{tmp_path}/none.json: no such file or directory: name a file that export wrote\n",
    )


def test_a_folder_that_takes_no_file_is_named(home: Path, tmp_path: Path) -> None:
    done = velneuro(home, "export", tmp_path / "no" / "out.json")
    assert (done.returncode, "No such file or directory" in done.stderr) == (3, True)


def test_a_call_without_a_file_is_wrong(home: Path) -> None:
    assert (velneuro(home, "export").returncode, velneuro(home, "import").returncode) == (2, 2)


ERASE = (
    "from velneuro.web.people.models import Person; from velneuro.web.reports.erasing import start_anew; "
    "start_anew(Person.objects.get(name='Maria'))"
)


def test_what_was_erased_is_in_no_file_of_the_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    velneuro(data, "import", OLD_ARCHIVE)
    assert b"Of the session" in _all_bytes(data)
    python(data, ERASE)
    assert b"Of the session" not in _all_bytes(data)


def _all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("velneuro.sqlite3*"))


def test_the_zip_with_the_tables_comes_in_as_well(home: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "a.json"):
        assert velneuro(home, "export", tmp_path / name).returncode == 0
    done = velneuro(tmp_path / "other", "import", tmp_path / "a.zip")
    assert done.returncode == 0, done.stderr
    assert velneuro(tmp_path / "other", "export", tmp_path / "b.json").returncode == 0
    assert (tmp_path / "b.json").read_bytes() == (tmp_path / "a.json").read_bytes()
