"""A process that works for another one ends with it: nobody waits any more for what an orphan makes."""

from __future__ import annotations

import os
import threading
import time

LOOK_EVERY_S = 1.0


def end_with_parent(code: int) -> None:
    """From now on, end this process with that code when the one that started it is gone."""
    threading.Thread(target=_watch, args=(os.getppid(), code), daemon=True).start()


def _watch(parent: int, code: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_S)
    os._exit(code)
