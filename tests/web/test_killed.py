"""kill -9 of a real server while a phone sends answers: none that was acknowledged is missing, none is there twice.

Ten times with every run of the tests; `make killed` does it 200 times.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.server import free_port
from tests.cli.instance import OLD_ARCHIVE, python, velneuro
from tests.web.killed import Phone, kill_while_writing

TIMES = int(os.environ.get("KILLS", "10"))


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Phone, Path]:
    data = tmp_path_factory.mktemp("killed") / "data"
    done = velneuro(data, "import", OLD_ARCHIVE)
    assert done.returncode == 0, done.stderr
    python(data, "from velneuro.web.start import collect_files; collect_files()")
    with closing(sqlite3.connect(data / "velneuro.sqlite3")) as rows:
        (key,) = rows.execute("SELECT id FROM web_person").fetchone()
    phone = Phone(free_port(), f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}")
    kill_while_writing(data, phone, TIMES, seed=9)
    return phone, data


def notes(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "velneuro.sqlite3")) as rows:
        return [note for (note,) in rows.execute("SELECT note FROM web_entry WHERE note LIKE 'Answer %'")]


def test_nothing_acknowledged_is_missing(killed: tuple[Phone, Path]) -> None:
    phone, data = killed
    assert len(phone.acknowledged) >= TIMES
    assert {phone.written[key] for key in phone.acknowledged} - set(notes(data)) == set()


def test_nothing_is_there_twice(killed: tuple[Phone, Path]) -> None:
    phone, data = killed
    assert [note for note, count in Counter(notes(data)).items() if count > 1] == []
    assert set(notes(data)) <= set(phone.written.values())


def test_each_answer_has_its_score_and_its_note_of_the_change(killed: tuple[Phone, Path]) -> None:
    _, data = killed
    count = "SELECT count(*) FROM web_entry e WHERE note LIKE 'Answer %' AND {} (SELECT 1 FROM {} r WHERE r.{} = e.id)"
    with closing(sqlite3.connect(data / "velneuro.sqlite3")) as rows:
        for table, key in (("web_score", "entry_id"), ("web_revision", "row")):
            assert rows.execute(count.format("NOT EXISTS", table, key)).fetchone() == (0,)


def test_the_phone_was_never_refused(killed: tuple[Phone, Path]) -> None:
    assert killed[0].refused == []


def test_the_database_is_whole(killed: tuple[Phone, Path]) -> None:
    with closing(sqlite3.connect(killed[1] / "velneuro.sqlite3")) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
