"""`velneuro backup`, `verify` and `restore`: the whole instance out and back, and no damage unseen."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.browser.server import serving
from tests.cli.instance import OLD_ARCHIVE, migrate_back, velneuro
from velneuro.core.problem import InputRefused, MachineFailed
from velneuro.web.backups.checking import check
from velneuro.web.backups.manifest import DATABASE
from velneuro.web.backups.restoring import restore
from velneuro.web.backups.writing import back_up

NOW = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
MUSIC = "sound/music/own/0123456789abcdef.npy"
PUSH_KEY = "vapid.pem"
VOICE = "sound/voices/ada/voice.json"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one person, own music, a voice, and what can be made again."""
    data = tmp_path_factory.mktemp("home") / "data"
    assert velneuro(data, "import", OLD_ARCHIVE).returncode == 0
    for name in (PUSH_KEY, MUSIC, VOICE, "sound/tracks/a.mp3", "sound/clips/b.wav", "sound/music/own/half.part"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(name.encode() * 50)
    return data


@pytest.fixture(scope="module")
def saved(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("saved") / "all.backup"
    done = velneuro(home, "backup", file)
    assert done.returncode == 0, done.stderr
    assert "1 people" in done.stdout
    return file


def names(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / DATABASE)) as database:
        return [name for (name,) in database.execute("SELECT name FROM web_person ORDER BY name")]


def rename(data: Path, name: str) -> None:
    with closing(sqlite3.connect(data / DATABASE)) as database, database:
        database.execute("UPDATE web_person SET name = ?", (name,))


@pytest.fixture
def other(home: Path, tmp_path: Path) -> Path:
    """The same instance later: the person has another name, the music is another."""
    data = tmp_path / "data"
    shutil.copytree(home, data)
    rename(data, "Later")
    (data / MUSIC).write_bytes(b"later")
    return data


def test_a_backup_is_whole(home: Path, saved: Path) -> None:
    done = velneuro(home, "verify", saved)
    assert (done.returncode, "whole." in done.stdout) == (0, True)


def test_it_holds_what_cannot_be_made_again_and_nothing_else(saved: Path) -> None:
    with zipfile.ZipFile(saved) as zipped:
        assert sorted(zipped.namelist()) == ["manifest.json", "secret.key", MUSIC, VOICE, PUSH_KEY, DATABASE]


def test_only_its_owner_can_read_it(saved: Path) -> None:
    assert saved.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("part", range(8))
def test_any_flipped_bit_is_found(saved: Path, tmp_path: Path, part: int) -> None:
    """A bit in every byte of both ends, where the zip keeps its own words, and in many between."""
    content = bytearray(saved.read_bytes())
    places = [*range(60), *range(len(content) - 700, len(content)), *range(60, len(content) - 700, 997)]
    damaged = tmp_path / "damaged"
    for place in places[part::8]:
        content[place] ^= 1 << place % 8
        damaged.write_bytes(content)
        content[place] ^= 1 << place % 8
        with pytest.raises(InputRefused):
            check(damaged)


def test_any_truncation_is_found(saved: Path, tmp_path: Path) -> None:
    content, cut = saved.read_bytes(), tmp_path / "cut"
    for length in (*range(0, len(content), 4999), len(content) - 1):
        cut.write_bytes(content[:length])
        with pytest.raises(InputRefused):
            check(cut)


def test_a_foreign_file_is_refused_in_one_sentence(home: Path, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8" * 500)
    done = velneuro(home, "verify", tmp_path / "photo.jpg")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "it is not a backup, or its end is missing" in done.stderr


def test_into_an_empty_folder(saved: Path, tmp_path: Path, home: Path) -> None:
    assert restore(saved, tmp_path / "new", replace=False, now=NOW) is None
    assert names(tmp_path / "new") == ["Maria"]
    for name in (MUSIC, VOICE, "secret.key", PUSH_KEY):
        assert (tmp_path / "new" / name).read_bytes() == (home / name).read_bytes()
    assert [file.name for file in (tmp_path / "new").iterdir() if file.name.startswith(".")] == []


def test_what_is_put_back_is_for_its_owner_alone(saved: Path, tmp_path: Path) -> None:
    """Also in a folder that was made beforehand, and that everyone may look into."""
    (tmp_path / "new").mkdir(mode=0o755)
    assert velneuro(tmp_path / "new", "restore", saved).returncode == 0
    files = [file for file in (tmp_path / "new").rglob("*") if file.is_file()]
    assert {file.name: file.stat().st_mode & 0o077 for file in files} == dict.fromkeys((f.name for f in files), 0)
    assert (tmp_path / "new" / DATABASE) in files


def test_a_zip_of_something_else_is_no_damaged_backup(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as other:
        other.writestr("photo.jpg", b"x" * 100)
    with pytest.raises(InputRefused, match="it is not a backup"):
        check(tmp_path / "photos.zip")


def test_nothing_is_written_over_without_being_told(saved: Path, other: Path) -> None:
    done = velneuro(other, "restore", saved)
    assert (done.returncode, "add --replace" in done.stderr) == (1, True)
    assert names(other) == ["Later"]


def test_what_was_here_is_kept_aside(saved: Path, other: Path) -> None:
    done = velneuro(other, "restore", saved, "--replace")
    assert done.returncode == 0, done.stderr
    (aside,) = other.glob("before-restore-*")
    assert str(aside) in done.stdout
    assert (names(other), names(aside)) == (["Maria"], ["Later"])
    assert ((other / MUSIC).read_bytes()[:5], (aside / MUSIC).read_bytes()) == (b"sound", b"later")
    assert aside.stat().st_mode & 0o077 == 0


def test_a_damaged_backup_changes_nothing(saved: Path, other: Path, tmp_path: Path) -> None:
    (tmp_path / "half").write_bytes(saved.read_bytes()[:-500])
    before = sorted(file.name for file in other.rglob("*"))
    with pytest.raises(InputRefused):
        restore(tmp_path / "half", other, replace=True, now=NOW)
    assert (names(other), sorted(file.name for file in other.rglob("*"))) == (["Later"], before)


def test_a_running_server_is_not_pulled_from_under_anybody(saved: Path, other: Path) -> None:
    with closing(sqlite3.connect(other / DATABASE)) as held:
        held.execute("PRAGMA journal_mode = WAL")
        held.execute("SELECT count(*) FROM web_person").fetchone()
        with pytest.raises(MachineFailed, match="stop it, then restore again"):
            restore(saved, other, replace=True, now=NOW)
    assert (names(other), (other / MUSIC).read_bytes()) == (["Later"], b"later")


def test_a_step_that_fails_takes_the_others_back(saved: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("velneuro.web.backups.restoring._fill", full)
    with pytest.raises(MachineFailed, match="No space left"):
        restore(saved, other, replace=True, now=NOW)
    assert (names(other), (other / MUSIC).read_bytes()) == (["Later"], b"later")


def test_a_broken_database_is_replaced_and_kept(saved: Path, other: Path) -> None:
    for file in other.glob(f"{DATABASE}*"):
        file.unlink()
    (other / DATABASE).write_bytes(b"no database at all" * 300)
    aside = restore(saved, other, replace=True, now=NOW)
    assert aside is not None
    assert names(other) == ["Maria"]
    assert (aside / DATABASE).read_bytes().startswith(b"no database")


def test_one_of_an_older_version_is_brought_up(other: Path, tmp_path: Path) -> None:
    """Back to the tables of before the diary: restored, the rows know their days."""
    migrate_back(other, "0004")
    with (tmp_path / "old").open("x+b") as file:
        manifest = back_up(other, file, tmp_path, NOW)
    assert manifest.migrations[-1] == "0004_sound"
    restore(tmp_path / "old", tmp_path / "new", replace=False, now=NOW)
    with closing(sqlite3.connect(tmp_path / "new" / DATABASE)) as database:
        days = {day for (day,) in database.execute("SELECT day FROM web_practicesession")}
    assert days == {"2026-10-31", "2026-11-01"}


def test_one_of_a_newer_version_changes_nothing(other: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(other / DATABASE)) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('web', '9999_later', '2030-01-01')"
        )
    with (tmp_path / "newer").open("x+b") as file:
        back_up(other, file, tmp_path, NOW)
    with pytest.raises(InputRefused, match="made by a newer Vel Neuro"):
        restore(tmp_path / "newer", tmp_path / "new", replace=False, now=NOW)
    assert list((tmp_path / "new").iterdir()) == []


def test_an_empty_folder_has_nothing_to_back_up(tmp_path: Path) -> None:
    done = velneuro(tmp_path / "none", "backup", tmp_path / "file")
    assert (done.returncode, "nothing is kept here yet" in done.stderr) == (1, True)
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize("command", ["backup", "export"])
def test_a_file_that_is_there_stays_unless_it_is_meant(home: Path, tmp_path: Path, command: str) -> None:
    file = tmp_path / "kept"
    file.write_text("the only copy")
    done = velneuro(home, command, file)
    said = f"{file}: there is a file of this name: name another, or add --replace\n"
    assert (done.returncode, done.stderr, file.read_text()) == (1, said, "the only copy")
    assert velneuro(home, command, file, "--replace").returncode == 0
    assert file.read_bytes() != b"the only copy"


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgres_has_tools_of_its_own(home: Path, tmp_path: Path, command: str) -> None:
    done = velneuro(home, command, tmp_path / "file", DATABASE_URL="postgres://a:b@localhost/c")
    assert (done.returncode, "pg_dump" in done.stderr) == (1, True)


def test_a_folder_that_takes_no_file_is_told(home: Path, tmp_path: Path) -> None:
    done = velneuro(home, "backup", tmp_path / "no" / "file")
    assert (done.returncode, "No such file or directory" in done.stderr) == (3, True)


def test_while_the_server_runs(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as server:
        assert velneuro(server.data, "import", OLD_ARCHIVE).returncode == 0
        assert velneuro(server.data, "backup", tmp_path / "file").returncode == 0
    assert check(tmp_path / "file").rows["web_practicesession"] == 2
