"""Loudspeakers that nobody hears: without any, Firefox plays no sound at all."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_S = 20


@contextmanager
def speakers(folder: Path) -> Iterator[str]:
    """The address for PULSE_SERVER, until the end of the block."""
    socket = folder / "speakers.socket"
    loads = ("module-null-sink", f"module-native-protocol-unix auth-anonymous=1 socket={socket}")
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"]
    home = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    with (folder / "speakers.txt").open("w") as printed:
        process = subprocess.Popen(
            [*command, *(f"--load={load}" for load in loads)], env=home, stdout=printed, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(socket, process)
            yield f"unix:{socket}"
        finally:
            process.terminate()
            process.wait(timeout=START_S)


def _wait_for(socket: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_S
    while not socket.exists():
        assert process.poll() is None, "the loudspeakers did not start"
        assert time.monotonic() < end, "the loudspeakers were not ready in time"
        time.sleep(0.05)
