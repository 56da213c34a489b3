"""While nobody waits, the sentences of the library are spoken, so that the first evening has them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import the_helper
from tests.web.listening import until
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.voices import BUILT_IN
from velneuro.web.people.models import Person
from velneuro.web.sound.choosing import voices_in_use
from velneuro.web.sound.models import SoundChoice
from velneuro.web.sound.warming import NICE, start_warming

PARENT = """
import sys, time
from pathlib import Path
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.web.sound.warming import start_warming
print(start_warming(SoundFolders(Path(sys.argv[1])), ["calm"]).pid, flush=True)
time.sleep(600)
"""


def clips(folder: Path) -> int:
    return len(list(folder.glob("clips/**/*.clip")))


def test_sentences_are_spoken_with_patience(tmp_path: Path) -> None:
    with start_warming(SoundFolders(tmp_path), ["nobody", BUILT_IN]) as speaking:
        assert until(lambda: clips(tmp_path) > 2)
        assert os.getpriority(os.PRIO_PROCESS, speaking.pid) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICE)
        speaking.terminate()


def test_it_ends_with_the_server(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        speaking = int(server.stdout.readline())
        assert until(lambda: clips(tmp_path) > 0)
        server.kill()
    assert until(lambda: not runs(speaking), seconds=10)


def runs(process: int) -> bool:
    """A process that has ended may still be listed until somebody asks how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    ("chosen", "spoken"),
    [([], [BUILT_IN]), (["", "device"], [BUILT_IN]), (["aunt-mary", BUILT_IN], [BUILT_IN, "aunt-mary"])],
)
def test_the_voices_that_somebody_chose_are_spoken(person: Person, chosen: list[str], spoken: list[str]) -> None:
    for somebody, voice in zip((person, the_helper()), chosen, strict=False):
        SoundChoice.objects.create(person=somebody, voice=voice)
    assert voices_in_use() == spoken
