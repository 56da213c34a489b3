"""`python -m velneuro.web.sound.warming FOLDER VOICE...`: speaks every sentence once, so that no evening waits for it.

It runs beside the server, in a process that gives way to everything else, and ends with the server.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from velneuro.content.library import voice
from velneuro.core.problem import VelNeuroError
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.orphan import end_with_parent
from velneuro.outputs.sound.spoken import spoken
from velneuro.outputs.sound.voices import guide

LANG = "en"
NICE = 10


def start_warming(folders: SoundFolders, voices: Iterable[str]) -> subprocess.Popen[bytes]:
    """Begin to speak the sentences of these voices that were not spoken yet."""
    command = [sys.executable, "-m", "velneuro.web.sound.warming", str(folders.root), *voices]
    # In a session of its own: Ctrl+C in the server's terminal is told to the server, which then ends this one.
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def main(arguments: list[str]) -> None:
    """Speak every sentence by each voice; a voice that fails is left to the session that asks for it."""
    end_with_parent(0)
    with contextlib.suppress(OSError, AttributeError):  # not on every system
        os.nice(NICE)
    for name in arguments[1:]:
        with contextlib.suppress(VelNeuroError, OSError):
            speaker = guide(name, LANG, SoundFolders(Path(arguments[0])))
            for line in spoken(voice(LANG)):
                speaker.ms(line.sentence, line.text)


if __name__ == "__main__":
    main(sys.argv[1:])
