"""The sender that belongs to a server: a process of its own, begun anew when it dies, ended with the server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
WELL_AFTER_S = 60.0  # a sender that ran so long died of something new
END_S = 10.0


class SenderBeside:
    """Keeps one sender running until end() is called."""

    def __init__(self, base_url: str) -> None:
        self._command = [sys.executable, "-m", "velneuro", "send", "--inside", str(os.getpid())]
        self._command += ["--base-url", base_url] if base_url else []
        self._ends = threading.Event()
        self._process = self._begin()
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process that runs now, or ran last."""
        return self._process.pid

    def end(self) -> None:
        """End it; one that does not note the end of its messages in time is killed."""
        self._ends.set()
        self._process.terminate()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _begin(self) -> subprocess.Popen[bytes]:
        # In a session of its own: Ctrl+C in the server's terminal is told to the server, which then ends this one.
        return subprocess.Popen(self._command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603

    def _watch(self) -> None:
        pause = FIRST_PAUSE_S
        while True:
            began = time.monotonic()
            self._process.wait()
            pause = FIRST_PAUSE_S if time.monotonic() - began > WELL_AFTER_S else pause
            if self._ends.wait(pause):
                return
            pause = min(2 * pause, LONGEST_PAUSE_S)
            self._process = self._begin()
            if self._ends.is_set():
                self._process.terminate()  # the server ended in this moment
                return
