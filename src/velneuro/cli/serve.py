"""`velneuro serve`: prepares what is needed, serves the app, and opens the page when asked."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser

from velneuro.cli.listening import base_url, free_address, is_this_machine, wait_until_open
from velneuro.cli.parser import Parser

START_SECONDS = 30


def run(arguments: list[str]) -> int:
    """Serve until stopped. On loopback the door is open; beyond it one comes in by the one-time link only."""
    parser = Parser("serve", "Start the app and serve its pages.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; default 127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on; default 8000")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    given = parser.parse_args(arguments)
    ip_address = free_address(given.host, given.port)
    # The door is decided here and nowhere else: a value that somebody left in the environment must not open it.
    open_door = is_this_machine(given.host) and not os.environ.get("PUBLIC_URL")
    os.environ["VELNEURO_DOOR"] = "open" if open_door else "locked"
    address = os.environ.get("PUBLIC_URL", "").rstrip("/") or base_url(given.host, given.port)
    _prepare(address, open_door)
    if given.open:
        threading.Thread(target=_open_page, args=(given.host, given.port, address), daemon=True).start()
    return _serve(ip_address, given.port)


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError(text)
    return port


_port.__name__ = "port from 1 to 65535"


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

    server = Granian(
        "velneuro.web.wsgi:application",
        address=ip_address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=2,  # more threads make reads slower, and SQLite has one writer
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    server.serve()
    return 0
