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

START_S = 40
# What the machine or these tests set for themselves would change the app that is tested.
FOREIGN = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PUBLIC_URL", "VELNEURO_DOOR")
MOMENTS = (
    ("web_practicesession", "made_at"),
    ("web_practicesession", "started_at"),
    ("web_practicesession", "ended_at"),
    ("web_stepevent", "at"),
    ("web_entry", "at"),
)
LINK = re.compile(r"http://\S+/enter/\S+")


@dataclass(frozen=True)
class Server:
    """Where the app answers, and what it printed at its start."""

    url: str
    printed: Path
    data: Path

    @property
    def one_time_link(self) -> str:
        """The link that lets the first device in."""
        found = LINK.search(self.printed.read_text())
        assert found, self.printed.read_text()
        return found[0]

    def one_day_later(self) -> None:
        """Everything kept so far becomes a day older, which is what a person finds the next day."""
        with closing(sqlite3.connect(self.data / "velneuro.sqlite3", timeout=20)) as rows, rows:
            for table, moment in MOMENTS:
                rows.execute(f"UPDATE {table} SET {moment} = datetime({moment}, '-1 day')")


@contextmanager
def serving(folder: Path, host: str = "127.0.0.1", **variables: str) -> Iterator[Server]:
    """Serve from `folder` until the end of the block."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    printed = folder / "printed.txt"
    command = [sys.executable, "-m", "velneuro", "serve", "--host", host, "--port", str(port)]
    data = folder / "data"
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    environment = {**kept, "VELNEURO_DATA": str(data), **variables}
    with printed.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            _wait_for_answer(f"http://127.0.0.1:{port}/healthz", process, printed)
            yield Server(f"http://127.0.0.1:{port}", printed, data)
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
