"""An installation is made ready in its own folder, in another process, as `serve` does it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

CODE = "import sys; from pathlib import Path; from velneuro.web.start import prepare, one_time_link; "
PREPARE = CODE + "prepare(Path(sys.argv[1])); "


def run(code: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "VELNEURO_DATA")
    }
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_folder_is_made_ready(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    made = run(PREPARE + "print(one_time_link('http://host:1/'))", folder)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("http://host:1/enter/")
    assert {"velneuro.sqlite3", "secret.key", "static"} <= {file.name for file in folder.iterdir()}
    assert folder.stat().st_mode & 0o077 == 0


def test_the_database_writes_ahead(tmp_path: Path) -> None:
    run(PREPARE, tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "velneuro.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_second_start_copies_no_file_again(tmp_path: Path) -> None:
    run(PREPARE, tmp_path / "data")
    before = (tmp_path / "data/static/staticfiles.json").stat().st_mtime_ns
    run(PREPARE, tmp_path / "data")
    assert (tmp_path / "data/static/staticfiles.json").stat().st_mtime_ns == before


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    made = run(PREPARE, tmp_path / "file")
    assert "choose another with VELNEURO_DATA" in made.stderr


def test_a_wrong_setting_stops_the_start(tmp_path: Path) -> None:
    made = run(PREPARE, tmp_path / "data", VELNEURO_DOOR="ajar")
    assert "VELNEURO_DOOR: 'ajar' is not a way to set the door" in made.stderr


def test_the_models_need_no_further_migration(tmp_path: Path) -> None:
    check = "from django.core.management import call_command; call_command('makemigrations', check=True, dry_run=True)"
    made = run(PREPARE + check, tmp_path / "data")
    assert made.returncode == 0, made.stdout


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    assert run(PREPARE, folder).returncode == 0
    assert folder.stat().st_mode & 0o777 == 0o755
    assert [file.name for file in folder.iterdir() if file.stat().st_mode & 0o077] == []
