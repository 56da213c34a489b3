"""`velneuro serve`: prepares what is needed, serves the app, and opens the page when asked.

With --routine it shows an author's file while it is written: on this machine only, and with notes of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from velneuro.cli.listening import base_url, free_address, is_this_machine, wait_until_open
from velneuro.cli.parser import Parser
from velneuro.core.problem import Problem, refuse_if_any

START_SECONDS = 30
PREVIEW = "preview"  # the folder below the data folder, and the page


def run(arguments: list[str]) -> int:
    """Serve until stopped. On loopback the door is open; beyond it one comes in by the one-time link only."""
    parser = Parser("serve", "Start the app and serve its pages.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; default 127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on; default 8000")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    parser.add_argument("--routine", metavar="FILE", help="show this routine file, and again whenever it changes")
    parser.add_argument("--no-send", action="store_true", help="send no reminders; velneuro send does it apart")
    given = parser.parse_args(arguments)
    if given.routine and not _is_private(given.host):
        parser.error("--routine is for this machine only: leave out --host and PUBLIC_URL")
    ip_address = free_address(given.host, given.port)
    # The door is decided here and nowhere else: a value that somebody left in the environment must not open it.
    open_door = _is_private(given.host)
    os.environ["VELNEURO_DOOR"] = "open" if open_door else "locked"
    address = os.environ.get("PUBLIC_URL", "").rstrip("/") or base_url(given.host, given.port)
    _choose_routine(given.routine)
    _prepare(address, open_door)
    if given.routine:
        address = _prepare_preview(address, given.routine)
    if given.open:
        threading.Thread(target=_open_page, args=(given.host, given.port, address), daemon=True).start()
    # A preview has notes of its own, and reminds nobody.
    sends = not (given.no_send or given.routine)
    return _serve_with_helpers(ip_address, given.port, ("" if open_door else address) if sends else None)


def _serve_with_helpers(ip_address: str, port: int, send_with: str | None) -> int:
    """Serve, with a process that speaks and one that sends beside it. `send_with`: the app's address for phones, or ""
    where none reaches it; None: nothing is sent.
    """
    from velneuro.cli.sending import SenderBeside
    from velneuro.web.start import begin_sound

    speaking = begin_sound()
    sending = None if send_with is None else SenderBeside(send_with)
    try:
        return _serve(ip_address, port)
    finally:
        speaking.terminate()
        if sending:
            sending.end()


def _is_private(host: str) -> bool:
    return is_this_machine(host) and not os.environ.get("PUBLIC_URL")


def _choose_routine(file: str | None) -> None:
    """A value that somebody left in the environment must not show a file; a preview must not write into a diary."""
    from velneuro.web.environment import read_environment

    os.environ.pop("VELNEURO_ROUTINE", None)
    if file is None:
        return
    refuse_if_any(_unreadable(Path(file)))
    os.environ.pop("DATABASE_URL", None)
    os.environ["VELNEURO_DATA"] = str(read_environment(os.environ).data / PREVIEW)
    os.environ["VELNEURO_ROUTINE"] = str(Path(file).absolute())


def _unreadable(file: Path) -> Iterator[Problem]:
    if not file.is_file():
        yield Problem(f"{file}:file", "is not there", "make an empty file of this name, or check the name")


def _prepare_preview(address: str, file: str) -> str:
    from django.utils import timezone

    from velneuro.web.preview.author import make_author

    make_author(timezone.now())
    page = f"{address}/{PREVIEW}"
    print(f"Preview of {file}: {page}/\nSave the file, and the page shows it.", flush=True)
    return page


def _port(text: str) -> int:
    with contextlib.suppress(ValueError):
        if 1 <= int(text) <= 65535:
            return int(text)
    raise argparse.ArgumentTypeError(f'"{text}" does not fit: use a whole number from 1 to 65535')


def _prepare(address: str, open_door: bool) -> None:
    from velneuro.web.environment import read_environment
    from velneuro.web.start import one_time_link, prepare

    prepare(read_environment(os.environ).data)
    if open_door:
        print(f"Vel Neuro is ready: {address}/\nStop it with Ctrl+C.", flush=True)
    else:
        _show_link(one_time_link(address))


def _show_link(link: str) -> None:
    import segno

    print(f"Vel Neuro is ready. Open this link on your phone. It works once:\n\n  {link}\n")
    segno.make(link, error="m").terminal(compact=True)
    print("\nStop Vel Neuro with Ctrl+C.", flush=True)


def _open_page(host: str, port: int, address: str) -> None:
    if wait_until_open(host, port, START_SECONDS) and not webbrowser.open(f"{address}/"):
        print(f"Open {address}/ in your browser.", file=sys.stderr)


def _serve(ip_address: str, port: int) -> int:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from velneuro.web.sound.ranges import SEATS

    server = Granian(
        "velneuro.web.wsgi:application",
        address=ip_address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=2 * SEATS,  # as many as may be held by slow listeners, and as many for the pages
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    logging.getLogger("_granian").addFilter(_is_news)
    server.serve()
    return 0


def _is_news(record: logging.LogRecord) -> bool:
    """The number of threads is meant: a warning about it at each start would only frighten."""
    return "Python threads" not in record.getMessage()
