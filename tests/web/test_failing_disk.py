"""A real server over a disk that takes no more, and over a folder that cannot be written: a clear page, no word lost.

The limit on the size of files stands for the full disk, since it works for everybody and in any container; what SQLite
itself calls full is in test_failures.py. Root may write everywhere, so the server gives that up first.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.server import free_port
from tests.cli.instance import OLD_ARCHIVE, python, velneuro
from tests.web.killed import Phone, running

DROP_FROM_BOUNDS, MAY_WRITE_ANYWHERE = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
WORDS = "Slept at ten, with warm feet. ä 足"
LONG = "Much to tell. " * 280


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    assert velneuro(folder, "import", OLD_ARCHIVE).returncode == 0
    python(folder, "from velneuro.web.start import collect_files; collect_files()")
    return folder


def entries(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "velneuro.sqlite3")) as rows:
        return int(rows.execute("SELECT count(*) FROM web_entry").fetchone()[0])


@pytest.fixture
def full(data: Path) -> Iterator[Phone]:
    """Files may grow by 200 kB more: the log of changes is at its end after some entries."""
    with closing(sqlite3.connect(data / "velneuro.sqlite3")) as rows:
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    most = 200_000
    phone = Phone(free_port(), "")
    with running(data, phone.port, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))):
        phone.enter()
        yield phone


def write(phone: Phone, note: str) -> tuple[int, str]:
    return phone.post(f"/diary/entries/{uuid.uuid4()}/?kind=any", note=note)


def test_a_disk_that_takes_no_more_says_so_and_keeps_the_words(full: Phone, data: Path) -> None:
    answers = [write(full, f"{WORDS} {LONG}") for _ in range(60)]
    kept = [page for status, page in answers if status == 302]
    failed = [(status, page) for status, page in answers if status != 302]
    assert failed
    assert {status for status, _ in failed} == {507}
    assert all("Make some room" in page and WORDS in page for _, page in failed)
    assert entries(data) == len(kept) + 1


def heed_the_rights() -> None:
    """Root passes over the rights of files by a capability, which is given up here; others have none to give up."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None, use_errno=True).prctl(DROP_FROM_BOUNDS, MAY_WRITE_ANYWHERE, 0, 0, 0) == 0


@pytest.fixture
def read_only(data: Path) -> Iterator[Phone]:
    """The page was open when the machine came back with a folder in which nothing may be written."""
    phone = Phone(free_port(), "")
    with running(data, phone.port):
        phone.enter()
    for file in (data, *data.rglob("*")):
        file.chmod(0o555 if file.is_dir() else 0o444)
    try:
        with running(data, phone.port, preexec_fn=heed_the_rights):
            yield phone
    finally:
        data.chmod(0o755)


def test_a_folder_that_cannot_be_written_says_so_and_keeps_the_words(read_only: Phone) -> None:
    status, page = write(read_only, WORDS)
    assert status == 503
    assert "Make it writable" in page
    assert WORDS in page
