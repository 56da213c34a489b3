"""The rendered tracks on disk: made once, never half, within their size, and failures told in words."""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path

import pytest

from tests.web.listening import until
from velneuro.core.problem import MachineFailed
from velneuro.core.timeline import Cue
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.spec import Part, TrackSpec
from velneuro.web.sound import tracks as store
from velneuro.web.sound.tracks import Tracks

KEY = "0123456789abcdef"
HOUR = 3600


def music_alone(seconds: int, music: str = "far-sea") -> TrackSpec:
    ms = seconds * 1000
    return TrackSpec((Cue(0, ms, "rest"),), (Part("Rest", 0, ms),), ms, "en", "none", music)


@pytest.fixture
def where(tmp_path: Path) -> SoundFolders:
    return SoundFolders(tmp_path / "sound")


@pytest.fixture
def tracks(where: SoundFolders) -> Tracks:
    return Tracks(where, at_once=1, most_bytes=10**9)


def names(where: SoundFolders) -> list[str]:
    return sorted(file.name for file in where.tracks.iterdir()) if where.tracks.exists() else []


def finish(tracks: Tracks, key: str, spec: TrackSpec) -> None:
    assert until(lambda: tracks.track(key, spec).there() == tracks.track(key, spec).size)
    assert until(lambda: not tracks._renderings)


def test_a_track_is_rendered_beside_its_name_and_then_gets_it(tracks: Tracks, where: SoundFolders) -> None:
    made = tracks.track(KEY, music_alone(60))
    assert until(lambda: made.there() > 0)
    assert f"{KEY}.mp3" not in names(where)
    assert any(name.startswith(KEY) and name.endswith(".part") for name in names(where))
    finish(tracks, KEY, music_alone(60))
    assert names(where) == [f"{KEY}.mp3"]


def test_asking_again_renders_nothing_again(tracks: Tracks, where: SoundFolders) -> None:
    asked = [tracks.track(KEY, music_alone(60)) for _ in range(3)]
    assert until(lambda: asked[0].there() > 0)
    assert len([name for name in names(where) if name.endswith(".part")]) == 1
    finish(tracks, KEY, music_alone(60))
    first = (where.tracks / f"{KEY}.mp3").stat().st_ino
    finish(tracks, KEY, music_alone(60))
    assert (where.tracks / f"{KEY}.mp3").stat().st_ino == first


def test_a_file_of_another_length_is_not_taken_for_the_track(tracks: Tracks, where: SoundFolders) -> None:
    where.tracks.mkdir(parents=True)
    (where.tracks / f"{KEY}.mp3").write_bytes(b"half")
    made = tracks.track(KEY, music_alone(10))
    assert until(lambda: made.there() == made.size)
    assert made.read(0, 2) == b"\xff\xfb"


def test_a_track_that_cannot_be_made_says_so_and_leaves_nothing(
    tracks: Tracks, where: SoundFolders, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        made = tracks.track(KEY, music_alone(10, music="no-such-piece"))
        assert until(lambda: not tracks._renderings)
    with pytest.raises(MachineFailed, match="The log of the server says why"):
        made.there()
    assert names(where) == []
    assert len(caplog.messages) == 1
    assert "no-such-piece" in caplog.messages[0]


def test_it_is_tried_again_after_a_minute(tracks: Tracks, monkeypatch: pytest.MonkeyPatch) -> None:
    tracks.track(KEY, music_alone(10, music="no-such-piece"))
    assert until(lambda: not tracks._renderings)
    with pytest.raises(MachineFailed):
        tracks.track(KEY, music_alone(10))
    monkeypatch.setattr(store, "TRY_AGAIN_S", 0)
    finish(tracks, KEY, music_alone(10))


def test_a_folder_that_cannot_be_written_is_told(where: SoundFolders) -> None:
    where.root.mkdir()
    where.tracks.write_text("in the way")
    tracks = Tracks(where, at_once=1, most_bytes=10**9)
    made = tracks.track(KEY, music_alone(10))
    assert until(lambda: not tracks._renderings)
    with pytest.raises(MachineFailed, match="could not be made"):
        made.there()


def test_a_full_disk_is_told_in_words() -> None:
    with pytest.raises(OSError, match="No space left") as full, Path("/dev/full").open("wb", buffering=0) as device:
        device.write(b"sound")
    assert "Make some room" in store._in_words(str(full.value))


def keep(where: SoundFolders, name: str, size: int, unused_s: float) -> Path:
    where.tracks.mkdir(parents=True, exist_ok=True)
    file = where.tracks / name
    file.write_bytes(bytes(size))
    os.utime(file, (time.time() - unused_s,) * 2)
    return file


def test_what_was_used_longest_ago_goes_first(where: SoundFolders) -> None:
    files = [keep(where, f"{days}.mp3", 1000, days * 24 * HOUR) for days in (3, 1, 2)]
    Tracks(where, at_once=1, most_bytes=2000).clean()
    assert [file.exists() for file in files] == [False, True, True]


def test_what_was_used_in_the_last_hour_stays(where: SoundFolders) -> None:
    keep(where, "playing.mp3", 1000, 60)
    Tracks(where, at_once=1, most_bytes=10).clean()
    assert names(where) == ["playing.mp3"]


def test_a_track_that_is_asked_for_counts_as_used(tracks: Tracks, where: SoundFolders) -> None:
    finish(tracks, KEY, music_alone(10))
    file = where.tracks / f"{KEY}.mp3"
    os.utime(file, (0, 0))
    tracks.track(KEY, music_alone(10))
    assert time.time() - file.stat().st_mtime < 60


def test_what_a_killed_server_left_is_removed(where: SoundFolders) -> None:
    for name in (f"{KEY}.aaaa.part", f"{KEY}.aaaa.json"):
        keep(where, name, 10, 120)
    keep(where, f"{KEY}.bbbb.part", 10, 0)  # another server writes it
    Tracks(where, at_once=1, most_bytes=10**9).clean()
    assert names(where) == [f"{KEY}.bbbb.part"]


def test_a_server_that_ends_leaves_nothing_half(tracks: Tracks, where: SoundFolders) -> None:
    running = tracks.track(KEY, music_alone(3000))
    assert until(lambda: running.there() > 0)
    tracks.track(f"{KEY}ef", music_alone(3000))
    tracks.stop()
    assert names(where) == []
    with pytest.raises(MachineFailed):
        tracks.track(f"{KEY}01", music_alone(3000)).wait(0, 1)
    assert names(where) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_unexpected_error_leaves_no_track_that_is_waited_for(
    tracks: Tracks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("unexpected")

    monkeypatch.setattr(store, "write_spec", broken)
    before = set(threading.enumerate())
    made = tracks.track(KEY, music_alone(10))
    begun = set(threading.enumerate()) - before
    # Until its thread is gone too: else its error would be told of the next test.
    assert until(lambda: not tracks._renderings and not any(thread.is_alive() for thread in begun), seconds=5)
    with pytest.raises(MachineFailed):
        made.there()
