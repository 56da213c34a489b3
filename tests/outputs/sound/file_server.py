"""A real HTTP server on loopback that knows ranges, and can be told to break off, to lie, or to know no ranges."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Shelf:
    """What the server has, how it behaves, and the ranges it was asked for (None: the whole)."""

    files: dict[str, bytes]
    break_after: int | None = None  # bytes of one answer
    knows_ranges: bool = True
    status: int | None = None
    asked: list[str | None] = field(default_factory=list)
    address: str = ""


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[Shelf]:
    """A server of these files until the block ends."""
    shelf = Shelf(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shelf.asked.append(self.headers.get("Range"))
            _answer(self, shelf)

        def log_message(self, *_: object) -> None:
            """Nothing: the log of a test is not read."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shelf.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield shelf
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, shelf: Shelf) -> None:
    content = shelf.files.get(handler.path.removeprefix("/"))
    if content is None or shelf.status is not None:
        handler.send_error(shelf.status or 404)
        return
    start = _start(handler.headers.get("Range") or "") if shelf.knows_ranges else None
    if start is not None and start >= len(content):
        handler.send_error(416)
        return
    rest = content[start or 0 :]
    handler.send_response(200 if start is None else 206)
    if start is not None:
        handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    handler.send_header("Content-Length", str(len(rest)))
    handler.end_headers()
    handler.wfile.write(rest[: shelf.break_after])
    handler.close_connection = True


def _start(asked: str) -> int | None:
    found = re.fullmatch(r"bytes=(\d+)-", asked)
    return int(found[1]) if found else None
