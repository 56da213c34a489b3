"""A wall in front of the host's own network, for code of others that calls where a person's address leads.

A name may resolve to something else a moment later, and a service may redirect: so what counts is the address that is
connected to. `requests` asks `socket.getaddrinfo` for it, even of an address in numbers. Code that hands a name
straight to a socket does not, and gets past: only services that speak by `requests` may be used behind this wall.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from velneuro.web.rhythm.sending.allowed import is_private


@dataclass
class Watch:
    """What a wall has seen: whether something tried to get through."""

    closed: bool
    was_tried: bool = False


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def wall(*, closed: bool) -> Iterator[Watch]:
    """Within it, this thread reaches no private address when `closed`: the connection fails with an OSError."""
    _build()
    watch = Watch(closed)
    mark = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(mark)


@cache
def _build() -> None:
    ask = socket.getaddrinfo

    def guarded(*args: Any, **kwargs: Any) -> Any:
        found = ask(*args, **kwargs)
        watch = _watch.get()
        if watch and watch.closed and any(is_private(str(address[0])) for *_, address in found):
            watch.was_tried = True
            raise OSError("this address is not allowed")
        return found

    socket.getaddrinfo = guarded
