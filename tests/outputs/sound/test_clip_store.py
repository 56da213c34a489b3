"""The store of clips: two may write at once, none is ever half there, a damaged one is made anew."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound.clip import Clip, make_clip
from velneuro.outputs.sound.clip_store import ClipStore, read_clip
from velneuro.outputs.sound.samples import RATE, whole_ms

WRITES = """
import itertools, sys
from pathlib import Path
import numpy as np
from velneuro.outputs.sound.clip import make_clip
from velneuro.outputs.sound.clip_store import ClipStore, clip_bytes, write_whole
clip = make_clip(np.sin(np.arange(48_000) / 30))
store = ClipStore(Path(sys.argv[1]))
store.clip("begun", lambda: clip)
print("begun", flush=True)
for number in itertools.count() if len(sys.argv) < 3 else range(int(sys.argv[2])):
    write_whole(store.folder / f"{number % 7}.clip", clip_bytes(clip))
"""


def tone(seconds: float = 1.0, hertz: float = 220.0) -> Clip:
    return make_clip(np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE))


def never() -> Clip:
    raise AssertionError("the store had it")


def test_a_clip_is_made_once(tmp_path: Path) -> None:
    store, clip = ClipStore(tmp_path), tone()
    store.clip("a", lambda: clip)
    kept = store.clip("a", never)
    assert np.array_equal(kept.samples, clip.samples)
    assert np.array_equal(kept.energies, clip.energies)


def test_its_length_is_known_from_the_store(tmp_path: Path) -> None:
    store, clip = ClipStore(tmp_path), tone()
    assert store.ms("a") is None
    store.clip("a", lambda: clip)
    assert store.ms("a") == whole_ms(clip.samples.size)


def test_names_of_any_length_and_letters(tmp_path: Path) -> None:
    store = ClipStore(tmp_path)
    for name in ("../../out", "é" * 1000, "a\x00b", ""):
        store.clip(name, tone)
        store.clip(name, never)
    assert {path.parent for path in tmp_path.rglob("*.clip")} == {tmp_path}


@pytest.mark.parametrize("damage", ["empty", "short", "longer", "changed", "other"])
def test_a_damaged_clip_is_made_anew(tmp_path: Path, damage: str) -> None:
    store, clip = ClipStore(tmp_path), tone()
    store.clip("a", lambda: clip)
    [file] = tmp_path.glob("*.clip")
    whole = file.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "empty": b"",
        "short": whole[:-1],
        "longer": whole + b"\0",
        "changed": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "other": b"RIFF" + whole[4:],
    }
    file.write_bytes(damaged[damage])
    assert np.array_equal(store.clip("a", lambda: clip).samples, clip.samples)
    assert file.read_bytes() == whole


def test_two_processes_write_the_same_clips(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITES, str(tmp_path), "60"], stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    while any(writer.poll() is None for writer in writers):
        assert all(read_clip(file) is not None for file in tmp_path.glob("*.clip"))
    assert [writer.returncode for writer in writers] == [0, 0]
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("after_ms", [1, 7, 23])
def test_killed_while_writing_leaves_whole_clips(tmp_path: Path, after_ms: int) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITES, str(tmp_path)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    with writer.stdout:
        assert writer.stdout.readline() == b"begun\n"
    time.sleep(after_ms / 1000)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert all(read_clip(file) is not None for file in tmp_path.glob("*.clip"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineFailed, match="try again"):
        ClipStore(tmp_path / "file" / "clips").clip("a", tone)
