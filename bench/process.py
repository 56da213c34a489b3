"""One process, watched by a small one: what it costs by the system's own count.

The peak of a child begins at that of its parent, so whoever starts it has to be small: this, and nothing imported.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOOK_EVERY_S = 0.002
KIB_IN_MB = 1000 / 1024 * 1000  # Linux counts the peak in KiB


@dataclass(frozen=True)
class Spent:
    """Seconds from the start of a process to its end, its processor's seconds, its peak, and what it said.

    `first_s` is when the watched file held its first byte, `first_cpu_s` what that had cost (0 where the system does
    not tell it of a process that still runs). Children are counted in.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    first_s: float
    first_cpu_s: float
    said: str

    @property
    def told(self) -> dict[str, float]:
        """What it said, as figures."""
        figures: dict[str, float] = json.loads(self.said)
        return figures


def cores() -> list[int]:
    """The cores this process may use; none where the system cannot bind a process to one."""
    return sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []


def spend(command: Sequence[str | Path], core: int | None = None, watched: Path | None = None) -> Spent:
    """Run a command to its end on one core. Raises CalledProcessError when it fails."""
    return finish(start(command, core, watched))


def start(command: Sequence[str | Path], core: int | None = None, watched: Path | None = None) -> subprocess.Popen[str]:
    """Begin to run a command."""
    order = json.dumps({"command": [str(part) for part in command], "core": core, "watched": str(watched or "")})
    return subprocess.Popen([sys.executable, "-S", __file__, order], stdout=subprocess.PIPE, text=True)


def finish(started: subprocess.Popen[str]) -> Spent:
    """Wait for a command's end. Raises CalledProcessError when it fails."""
    said, _ = started.communicate()
    if started.returncode:
        raise subprocess.CalledProcessError(started.returncode, started.args)
    return Spent(**json.loads(said))


def _watch(command: list[str], core: int | None, watched: str) -> dict[str, Any]:
    if core is not None:
        os.sched_setaffinity(0, {core})
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    first, first_cpu = _first_byte(child.pid, Path(watched)) if watched else (begun, 0.0)
    assert child.stdout
    said = child.stdout.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)[:300]} ended with {child.returncode}")
    return {
        "wall_s": wall,
        "cpu_s": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / KIB_IN_MB,
        "first_s": first - begun,
        "first_cpu_s": first_cpu,
        "said": said,
    }


def _first_byte(process: int, file: Path) -> tuple[float, float]:
    while not (file.exists() and file.stat().st_size):
        if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            raise SystemExit(f"{file} was never written")
        time.sleep(LOOK_EVERY_S)
    return time.perf_counter(), _cpu_until_now(process)


def _cpu_until_now(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    print(json.dumps(_watch(**json.loads(sys.argv[1]))))
