"""`velneuro send`: sends the reminders that are due. `velneuro serve` runs it inside; larger hosts run it apart."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from velneuro.cli.parser import Parser

if TYPE_CHECKING:
    from velneuro.web.rhythm.sending.sender import Sender

LOOK_EVERY_S = 1.0


def run(arguments: list[str]) -> int:
    """Send until stopped, or with --once until nothing is due. Any number of senders may run at the same time."""
    parser = Parser("send", "Send the reminders that are due. velneuro serve does so by itself.")
    parser.add_argument("--once", action="store_true", help="send what is due now, and end")
    parser.add_argument("--base-url", type=_address, help="where phones reach the app; default PUBLIC_URL")
    parser.add_argument("--inside", type=int, metavar="SERVER", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    # On Windows a program of a venv is begun by another one between.
    server = os.getppid() if given.inside and os.name == "nt" else given.inside
    _send(given.once, given.base_url or "", server)
    return 0


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/"):
        return text.rstrip("/")
    raise argparse.ArgumentTypeError(f'"{text}" does not fit: write it like https://care.example.org')


def _send(once: bool, base_url: str, server: int | None) -> None:
    from velneuro.web.environment import read_environment
    from velneuro.web.start import open_data

    environment = read_environment(os.environ)
    open_data(environment.data)
    from velneuro.web.rhythm.sending.claiming import Lease
    from velneuro.web.rhythm.sending.sender import Sender

    sender = Sender(Lease(_name()), environment.public_url or base_url)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sender.stop())
    if once:
        sender.run_dry()
        return
    if server:
        threading.Thread(target=_end_with, args=(server, sender), daemon=True).start()
    else:
        print("Sending reminders. Stop with Ctrl+C.", flush=True)
    sender.run()


def _end_with(server: int, sender: Sender) -> None:
    """A server that was killed, perhaps before this began, could not tell its sender to end."""
    while os.getppid() == server:
        time.sleep(LOOK_EVERY_S)
    sender.stop()


def _name() -> str:
    """Another one for each process, also after a start in the same second with the same number."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
