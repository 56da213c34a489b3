"""A real server for the browser tests: the command `velneuro serve`, with a data folder of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_S = 40
LINK = re.compile(r"http://\S+/enter/\S+")


@dataclass(frozen=True)
class Server:
    """Where the app answers, and what it printed at its start."""

    url: str
    printed: Path

    @property
    def one_time_link(self) -> str:
        """The link that lets the first device in."""
        found = LINK.search(self.printed.read_text())
        assert found, self.printed.read_text()
        return found[0]


@contextmanager
def serving(folder: Path, host: str = "127.0.0.1", **variables: str) -> Iterator[Server]:
    """Serve from `folder` until the end of the block."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    printed = folder / "printed.txt"
    command = [sys.executable, "-m", "velneuro", "serve", "--host", host, "--port", str(port)]
    environment = {**os.environ, "VELNEURO_DATA": str(folder / "data"), **variables}
    with printed.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            _wait_for_answer(f"http://127.0.0.1:{port}/healthz", process, printed)
            yield Server(f"http://127.0.0.1:{port}", printed)
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
