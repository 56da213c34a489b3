"""A database from before the diary knew its days: after the update every row stands on the day that it was lived.

The days were worked out by hand from the rules of each zone; a day begins at 04:00 by the clock on the wall.
"""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.instance import OLD_ARCHIVE, migrate_back, python, velneuro

LIVED = (
    ("2026-11-01 07:30:00", "America/New_York", "2026-10-31"),  # 02:30, half an hour after the hour that came twice
    ("2026-11-01 08:59:59", "America/New_York", "2026-10-31"),
    ("2026-11-01 09:00:00", "America/New_York", "2026-11-01"),
    ("2027-03-14 07:59:59", "America/New_York", "2027-03-13"),  # 03:59:59, an hour after the one that was missing
    ("2027-03-14 08:00:00", "America/New_York", "2027-03-14"),
    ("2026-06-01 22:29:59", "Asia/Kolkata", "2026-06-01"),
    ("2026-06-01 22:30:00", "Asia/Kolkata", "2026-06-02"),
    ("2026-12-31 14:00:00", "Pacific/Kiritimati", "2027-01-01"),
    ("2026-04-04 17:29:00", "Australia/Lord_Howe", "2026-04-04"),  # clocks went back by half an hour at 15:00 UTC
    ("2026-04-04 17:30:00", "Australia/Lord_Howe", "2026-04-05"),
)


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows written into the tables of before, which are then brought up to date."""
    data = tmp_path_factory.mktemp("old") / "data"
    assert velneuro(data, "import", OLD_ARCHIVE).returncode == 0
    migrate_back(data, "0004")
    with closing(sqlite3.connect(data / "velneuro.sqlite3")) as rows, rows:
        rows.row_factory = sqlite3.Row
        assert "day" not in {column["name"] for column in rows.execute("PRAGMA table_info(web_practicesession)")}
        for number, (at, zone, _) in enumerate(LIVED):
            _write(rows, "web_practicesession", number, made_at=at, time_zone=zone)
            later = {"session_id": uuid.UUID(int=number + 1000).hex, "at": "2028-01-01 12:00:00", "time_zone": zone}
            _write(rows, "web_entry", number, note=f"Entry {number}", **later)
    python(data, "pass")
    return data


def _write(rows: sqlite3.Connection, table: str, number: int, **changes: str) -> None:
    """One more row like the first one of the table."""
    first = rows.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
    row = {**dict(first), "id": uuid.UUID(int=number + 1000).hex, **changes}
    holes = ", ".join("?" for _ in row)
    rows.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({holes})", tuple(row.values()))


def asked(data: Path, question: str) -> dict[str, str]:
    with closing(sqlite3.connect(data / "velneuro.sqlite3")) as rows:
        return dict(rows.execute(question).fetchall())


def test_each_session_stands_on_its_day(updated: Path) -> None:
    days = asked(updated, "SELECT id, day FROM web_practicesession")
    assert [days[uuid.UUID(int=number + 1000).hex] for number in range(len(LIVED))] == [day for _, _, day in LIVED]


def test_an_entry_of_a_session_stands_on_the_day_of_its_session(updated: Path) -> None:
    days = asked(updated, "SELECT note, day FROM web_entry")
    assert [days[f"Entry {number}"] for number in range(len(LIVED))] == [day for _, _, day in LIVED]


def test_an_entry_was_last_changed_when_it_was_written(updated: Path) -> None:
    assert asked(updated, "SELECT note, changed_at FROM web_entry")["Entry 0"] == "2028-01-01 12:00:00"


def test_the_update_goes_into_an_archive_and_back(updated: Path, tmp_path: Path) -> None:
    assert velneuro(updated, "export", tmp_path / "a.json").returncode == 0
    assert velneuro(tmp_path / "new", "import", tmp_path / "a.json").returncode == 0
    assert velneuro(tmp_path / "new", "export", tmp_path / "b.json").returncode == 0
    assert (tmp_path / "b.json").read_bytes() == (tmp_path / "a.json").read_bytes()
