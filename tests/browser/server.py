"""A real server for the browser tests: the command `velneuro serve`, with a data folder of its own."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

START_S = 120
# What the machine or these tests set for themselves would change the app that is tested.
FOREIGN = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PUBLIC_URL", "VELNEURO_DOOR")
DATED = """
    SELECT tables.name, columns.name, columns.type
    FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name LIKE 'web~_%' ESCAPE '~' AND columns.type IN ('date', 'datetime')
"""
# Days that are unique would meet their neighbors on the way, if they went there directly.
STEPS = {"date": ("-40000 days", "+39999 days"), "datetime": ("-1 day",)}
LINK = re.compile(r"http://\S+/enter/\S+")


@dataclass(frozen=True)
class Server:
    """Where the app answers, and what it printed at its start."""

    url: str
    printed: Path
    data: Path
    process: subprocess.Popen[bytes]

    @property
    def one_time_link(self) -> str:
        """The link that lets the first device in."""
        found = LINK.search(self.printed.read_text())
        assert found, self.printed.read_text()
        return found[0]

    def kill(self) -> None:
        """Ends it at once, with no time to tidy up."""
        self.process.kill()
        self.process.wait(timeout=20)

    def one_day_later(self) -> None:
        """Everything kept so far becomes a day older, which is what a person finds the next day."""
        with closing(sqlite3.connect(self.data / "velneuro.sqlite3", timeout=20)) as rows, rows:
            for table, column, kind in rows.execute(DATED).fetchall():
                for step in STEPS[kind]:
                    rows.execute(f"UPDATE {table} SET {column} = {kind}({column}, ?)", (step,))


@contextmanager
def serving(
    folder: Path,
    host: str = "127.0.0.1",
    more: tuple[str, ...] = (),
    clips: Path | None = None,
    **variables: str,
) -> Iterator[Server]:
    """Serve from `folder` until the end of the block; `more` are further arguments of the command.

    `clips`: where the sentences are that servers before it have spoken.
    """
    port = free_port()
    folder.mkdir(exist_ok=True)
    printed = folder / "printed.txt"
    command = [sys.executable, "-m", "velneuro", "serve", "--host", host, "--port", str(port), *more]
    data = folder / "data"
    if clips:
        (data / "sound").mkdir(parents=True)
        (data / "sound/clips").symlink_to(clips)
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    environment = {**kept, "VELNEURO_DATA": str(data), **variables}
    with printed.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            _wait_for_answer(f"http://127.0.0.1:{port}/healthz", process, printed)
            yield Server(f"http://127.0.0.1:{port}", printed, data, process)
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_for_answer(url: str, process: subprocess.Popen[bytes], printed: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not start: {printed.read_text()}")
