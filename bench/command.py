"""How long the command takes to answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.timing import median_ms

COMMAND = str(Path(sys.executable).with_name("velneuro"))


def measure() -> Iterator[tuple[str, str]]:
    """Whole processes, started anew each time."""
    for arguments in (("--version",), ("plan", "evening-feet-and-legs", "--json")):
        taken = median_ms(lambda call=(COMMAND, *arguments): subprocess.run(call, check=True, capture_output=True), 15)
        yield f"velneuro {' '.join(arguments)}", f"{taken:.0f} ms"
