"""A real server that is killed again and again, and a phone that sends what it has not seen acknowledged."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.cli.instance import environment

HOST = "127.0.0.1"
START_S = 60
SERVE = "import sys; from granian import Granian; Granian('velneuro.web.wsgi:application', address='127.0.0.1', "
SERVE += "port=int(sys.argv[1]), interface='wsgi', blocking_threads=4, websockets=False, log_enabled=False).serve()"


@dataclass
class Phone:
    """Writes one answer after the other. An answer without a reply is sent again, with the same id."""

    port: int
    person: str
    cookies: str = ""
    token: str = ""
    written: dict[str, str] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def enter(self) -> None:
        """Take the cookie that every form needs."""
        status, headers, _ = self._ask("GET", "/people/")
        assert status == 200, status
        self.cookies = "; ".join(value.split(";")[0] for name, value in headers if name.lower() == "set-cookie")
        self.token = dict(pair.split("=", 1) for pair in self.cookies.split("; "))["csrftoken"]

    def write_until(self, gone: threading.Event) -> None:
        """Send answers until the server is gone."""
        while not gone.is_set():
            waiting = [key for key in self.written if key not in self.acknowledged]
            key = waiting[0] if waiting else self._next()
            with contextlib.suppress(OSError, http.client.HTTPException):
                self._send(key)

    def _next(self) -> str:
        key = str(uuid.uuid4())
        self.written[key] = f"Answer {len(self.written)}, ä 足"
        return key

    def _send(self, key: str) -> None:
        values = {"note": self.written[key], "pain": str(len(self.written) % 11)}
        body = {"id": key, "person": self.person, "at": datetime.now(UTC).isoformat(), "kind": "any", "values": values}
        status, _, answer = self._ask("PUT", f"/api/v1/diary/entry/{key}", json.dumps(body).encode())
        if status == 200:
            self.acknowledged.append(key)
        else:
            self.refused.append(f"{status} {answer[:200]!r}")

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form as a page does; gives the status and the page."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        status, _, page = self._ask("POST", path, body, "application/x-www-form-urlencoded")
        return status, page.decode()

    def _ask(
        self, method: str, path: str, body: bytes | None = None, kind: str = "application/json"
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        headers = {"Cookie": self.cookies, "X-CSRFToken": self.token, "Content-Type": kind}
        with contextlib.closing(connection):
            connection.request(method, path, body, headers if self.cookies else {})
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()


@contextlib.contextmanager
def running(data: Path, port: int, **how: Any) -> Iterator[None]:
    """The app over a folder that is ready, killed without warning at the end of the block, with all its workers.

    `how` says under which limits or as whom it runs, in the words of subprocess.Popen.
    """
    # Its group is its own, so that the kill reaches the workers and nobody else.
    command = [sys.executable, "-c", SERVE, str(port)]
    settings = environment(data, VELNEURO_DOOR="open", DJANGO_SETTINGS_MODULE="velneuro.web.settings")
    server = subprocess.Popen(command, env=settings, start_new_session=True, stderr=subprocess.DEVNULL, **how)
    try:
        _wait_until_open(port, server)
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=20)


def _wait_until_open(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError("the server did not start")


def kill_while_writing(data: Path, phone: Phone, times: int, seed: int) -> None:
    """Serve, let the phone write, and kill the server in the midst of it, so many times."""
    chance = random.Random(seed)
    for _ in range(times):
        gone = threading.Event()
        writer = threading.Thread(target=phone.write_until, args=(gone,))
        with running(data, phone.port):
            before = len(phone.acknowledged)
            if not phone.token:
                phone.enter()
            writer.start()
            _wait_for_one(phone, before)
            time.sleep(chance.uniform(0.0, 0.05))  # a moment within the writing, another one each time
        gone.set()
        writer.join(timeout=60)


def _wait_for_one(phone: Phone, before: int) -> None:
    end = time.monotonic() + START_S
    while len(phone.acknowledged) == before:
        assert time.monotonic() < end, phone.refused[-3:]
        time.sleep(0.002)
