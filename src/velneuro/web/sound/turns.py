"""Whose track is rendered next: somebody who waits for Start comes before a program that fetches a feed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(eq=False)
class Rendering:
    """A track that is being made, or waits for its turn. Somebody waits for it if it is urgent."""

    part: Path
    urgent: bool = True
    ended: threading.Event = field(default_factory=threading.Event)
    problem: str = ""


class Turns:
    """So many renderings at a time. An urgent one waits for urgent ones alone."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._changed = threading.Condition()
        self._waiting: list[Rendering] = []
        self._running: list[Rendering] = []

    @contextmanager
    def turn(self, rendering: Rendering) -> Iterator[None]:
        """Waits until it may begin; the next one may when the block ends."""
        with self._changed:
            self._waiting.append(rendering)
            self._changed.wait_for(lambda: self._may_begin(rendering))
            self._waiting.remove(rendering)
            self._running.append(rendering)
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._running.remove(rendering)
                self._changed.notify_all()

    def _may_begin(self, rendering: Rendering) -> bool:
        first = min(self._waiting, key=lambda waiting: not waiting.urgent)
        before = [running for running in self._running if running.urgent or not rendering.urgent]
        return rendering is first and len(before) < self._at_once

    def hurry(self, rendering: Rendering) -> None:
        """Somebody waits for it now."""
        with self._changed:
            rendering.urgent = True
            self._changed.notify_all()
