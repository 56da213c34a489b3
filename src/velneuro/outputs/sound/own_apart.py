"""Own music prepared in a process of its own: minutes of work that no other page should wait for.

`python -m velneuro.outputs.sound.own_apart NAME FOLDER ROOM_S KEPT...` reads the file from its input and answers in one
line of JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Collection
from dataclasses import asdict
from io import UnsupportedOperation
from pathlib import Path
from typing import BinaryIO

from velneuro.core.problem import InputRefused, MachineFailed, Problem
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.orphan import end_with_parent
from velneuro.outputs.sound.own_music import OwnMusic, prepare_own

NICE = 10
BROKE_OFF = "The music could not be prepared: the program broke off. Try again, or choose another file."


def prepare_apart(source: BinaryIO, name: str, folders: SoundFolders, room_s: int, kept: Collection[str]) -> OwnMusic:
    """As prepare_own(), from the beginning of the file. Raises the same."""
    command = [sys.executable, "-m", "velneuro.outputs.sound.own_apart", name, str(folders.root), str(room_s), *kept]
    source.seek(0)
    try:
        done = subprocess.run(command, stdin=source.fileno(), stdout=subprocess.PIPE, check=False)  # noqa: S603 - ours
    except UnsupportedOperation:  # a small one was never on the disk
        done = subprocess.run(command, input=source.read(), stdout=subprocess.PIPE, check=False)  # noqa: S603 - ours
    return _answered(done.stdout)


def _answered(said: bytes) -> OwnMusic:
    try:
        kind, answer = json.loads(said)
    except ValueError as error:
        raise MachineFailed(BROKE_OFF) from error
    if kind == "refused":
        raise InputRefused([Problem(**problem) for problem in answer])
    if kind == "failed":
        raise MachineFailed(answer)
    return OwnMusic(**answer)


def main(name: str, root: str, room_s: str, *kept: str) -> None:
    """Prepare what comes in, and say what became of it."""
    end_with_parent(0)
    with contextlib.suppress(OSError, AttributeError):  # not on every system
        os.nice(NICE)
    sys.stdout.write(json.dumps(_made(name, SoundFolders(Path(root)), int(room_s), kept)))


def _made(name: str, folders: SoundFolders, room_s: int, kept: Collection[str]) -> tuple[str, object]:
    try:
        return "made", asdict(prepare_own(sys.stdin.buffer, name, folders, room_s, kept))
    except InputRefused as refused:
        return "refused", [asdict(problem) for problem in refused.problems]
    except MachineFailed as failed:
        return "failed", str(failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
