"""A Postgres server for one test or measurement, where its programs are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.web.receiving import free_port

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
OWNER = "postgres"  # it does not run as root


def is_installed() -> bool:
    return _folder() is not None


@contextmanager
def postgres() -> Iterator[str]:
    """Run one while the block lasts; gives its DATABASE_URL. Everything of it is gone afterwards."""
    programs = _folder()
    assert programs
    with TemporaryDirectory(prefix="velneuro-postgres-") as name:
        folder, port = Path(name), free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        _run(programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        server = ("-D", folder / "data", "-l", folder / "log", "-w")
        _run(programs / "pg_ctl", *server, "-o", options, "start")
        try:
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", *server, "-m", "immediate", "stop")


def _folder() -> Path | None:
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else next(iter(PLACES), None)


def _run(*command: str | Path) -> None:
    as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_owner, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")
