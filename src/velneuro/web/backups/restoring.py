"""Puts a backup back. What was here is kept aside, and nothing changes until the backup is known to work."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from velneuro.core.problem import InputRefused, MachineFailed, Problem
from velneuro.web.backups.checking import unpack
from velneuro.web.backups.manifest import DATABASE, KEPT_FOLDERS, KEYS, Manifest, migrations_of
from velneuro.web.backups.writing import open_database

MIGRATIONS = Path(__file__).parents[1] / "migrations"
MIGRATE = "import sys; from pathlib import Path; from velneuro.web.start import open_data; open_data(Path(sys.argv[1]))"
ELSEWHERE = ("DATABASE_URL", "PUBLIC_URL", "DJANGO_SETTINGS_MODULE")
LOGS = ("-wal", "-shm", "-journal")


def restore(file: Path, data: Path, replace: bool, now: datetime) -> Path | None:
    """Put a backup into a data folder; gives the folder that now holds what was there before.

    Raises InputRefused when the backup is damaged or newer than this app, or when there is something here and
    `replace` is not set; MachineFailed when the app runs or the disk does not take it. Nothing has changed then.
    """
    if (data / DATABASE).exists() and not replace:
        what = "notes are kept here already"
        raise InputRefused([Problem(str(data), what, "add --replace; what is here is then kept aside")])
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as folder:
            fresh = Path(folder) / "fresh"
            fresh.mkdir()
            _refuse_newer(unpack(file, fresh), fresh, file)
            _bring_up_to_date(fresh)
            return _put(fresh, data, now)
    except OSError as error:
        raise MachineFailed(f"{data}: {error.strerror or error}: mend this, then restore again") from error


def _refuse_newer(manifest: Manifest, fresh: Path, file: Path) -> None:
    with closing(open_database(fresh / DATABASE)) as database:
        unknown = [name for name in migrations_of(database) if not (MIGRATIONS / f"{name}.py").is_file()]
    if unknown:
        what = f"it was made by a newer Vel Neuro ({manifest.app}, {unknown[-1]})"
        raise InputRefused([Problem(str(file), what, "update this one, then restore again")])


def _bring_up_to_date(fresh: Path) -> None:
    """In a process of its own: the settings of this one may be those of the folder that is to be replaced."""
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    command = [sys.executable, "-c", MIGRATE, str(fresh)]
    done = subprocess.run(command, env=kept, capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it failed"])[-1]
        raise MachineFailed(f"the backup cannot be brought up to this version ({last})")
    with closing(open_database(fresh / DATABASE)) as database:
        database.execute("PRAGMA journal_mode = DELETE")


def _put(fresh: Path, data: Path, now: datetime) -> Path | None:
    """The rows come last: until they are in, every step before is taken back when the next one fails."""
    aside = data / f"before-restore-{now:%Y%m%d-%H%M%S}"
    with ExitStack() as steps, _alone(data / DATABASE) as live:
        undo = steps.enter_context(ExitStack())
        had = _copy_aside(live, data, aside)
        for name in (*KEPT_FOLDERS, *KEYS):
            _swap(fresh / name, data / name, aside / name, undo)
        _fill(fresh / DATABASE, live, data / DATABASE)
        undo.pop_all()
    return aside if had or aside.exists() else None


@contextmanager
def _alone(database: Path) -> Iterator[sqlite3.Connection | None]:
    """The database with everyone else shut out; None when there is none, or when it is too broken to be opened."""
    if not database.exists():
        yield None
        return
    connection = open_database(database)
    try:
        yield connection if _shut_out(connection) else None
    finally:
        connection.close()


def _shut_out(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # A log of changes can be given up only by who is alone: a server that has the file open is found by this.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise MachineFailed("Vel Neuro runs over this folder: stop it, then restore again") from error
        return False
    except sqlite3.DatabaseError:
        return False
    return True


def _copy_aside(live: sqlite3.Connection | None, data: Path, aside: Path) -> bool:
    """True when there was a database. A broken one is kept byte by byte, with its logs."""
    if not (data / DATABASE).exists():
        return False
    aside.mkdir(mode=0o700)
    if live is None:
        for ending in ("", *LOGS):
            if (data / f"{DATABASE}{ending}").exists():
                shutil.copy2(data / f"{DATABASE}{ending}", aside / f"{DATABASE}{ending}")
    else:
        with closing(sqlite3.connect(aside / DATABASE)) as copy:
            live.backup(copy)
    return True


def _swap(fresh: Path, live: Path, aside: Path, undo: ExitStack) -> None:
    """What is here goes aside, and that of the backup takes its place."""
    if live.exists():
        aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        live.replace(aside)
        undo.callback(aside.replace, live)
    if fresh.exists():
        live.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.replace(live)
        undo.callback(live.replace, fresh)


def _fill(fresh: Path, live: sqlite3.Connection | None, database: Path) -> None:
    """In place and in one transaction: a server that waits for the database must not write into a file that is gone."""
    if live is None:
        for ending in LOGS:
            database.with_name(f"{DATABASE}{ending}").unlink(missing_ok=True)
        fresh.replace(database)
        return
    try:
        with closing(open_database(fresh)) as source:
            source.backup(live)
        live.execute("PRAGMA locking_mode = NORMAL")
        live.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise MachineFailed(f"{database}: the rows cannot be written ({error}): what was here is still here") from error
