"""How long the command takes to answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.timing import median_ms

COMMAND = str(Path(sys.executable).with_name("velneuro"))


def measure() -> Iterator[tuple[str, str]]:
    """Whole processes, started anew each time."""
    for arguments in (("--version",), ("plan", "evening-feet-and-legs", "--json")):
        call = partial(subprocess.run, (COMMAND, *arguments), check=True, capture_output=True)
        yield f"velneuro {' '.join(arguments)}", f"{median_ms(call, 15):.0f} ms"
