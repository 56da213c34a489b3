"""Who waits for a track comes before a program that fetches a feed, and nobody makes work by asking for a length."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW, a_session
from tests.web.listening import until
from tests.web.test_sound_store import music_alone
from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.web import api
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.sounding import SessionTrack, track_of
from velneuro.web.sound.tracks import Tracks
from velneuro.web.sound.turns import Rendering, Turns


class Queue:
    """Renderings that begin when it is their turn, and end when the test says so."""

    def __init__(self, at_once: int) -> None:
        self.turns, self.began = Turns(at_once), list[str]()
        self.made: dict[str, Rendering] = {}

    def ask(self, name: str, *, urgent: bool) -> None:
        self.made[name] = Rendering(Path(name), urgent)
        threading.Thread(target=self._run, args=(name,), daemon=True).start()
        assert until(lambda: name in self.began or self.made[name] in self.turns._waiting)

    def _run(self, name: str) -> None:
        with self.turns.turn(self.made[name]):
            self.began.append(name)
            self.made[name].ended.wait()

    def end(self, name: str) -> None:
        self.made[name].ended.set()
        assert until(lambda: self.made[name] not in self.turns._running)


@contextmanager
def queue(at_once: int) -> Iterator[Queue]:
    """Whatever the test left running ends with it."""
    made = Queue(at_once)
    yield made
    for rendering in made.made.values():
        rendering.ended.set()


def test_so_many_run_at_a_time_in_the_order_they_came() -> None:
    with queue(2) as made:
        for name in ("first", "second", "third", "fourth"):
            made.ask(name, urgent=True)
        assert made.began == ["first", "second"]
        made.end("second")
        assert until(lambda: made.began[2:] == ["third"])


def test_who_waits_for_it_waits_for_no_feed() -> None:
    with queue(1) as made:
        made.ask("feed", urgent=False)
        made.ask("start", urgent=True)
        assert until(lambda: made.began == ["feed", "start"])


def test_a_feed_waits_for_everybody() -> None:
    with queue(1) as made:
        for name, urgent in (("start", True), ("feed", False), ("another", True)):
            made.ask(name, urgent=urgent)
        made.end("start")
        assert until(lambda: made.began == ["start", "another"])
        made.end("another")
        assert until(lambda: made.began == ["start", "another", "feed"])


def test_what_waits_as_a_feed_is_hurried_by_who_wants_to_start() -> None:
    with queue(1) as made:
        for name in ("one", "two", "three"):
            made.ask(name, urgent=False)
        made.turns.hurry(made.made["three"])
        assert until(lambda: made.began == ["one", "three"])


@pytest.fixture
def session(person: Person, time_machine: TimeMachineFixture) -> PracticeSession:
    time_machine.move_to(NOW, tick=True)
    return a_session(person)


@pytest.mark.parametrize("name", ["track.mp3", "track-evening.mp3"])
def test_who_asks_for_a_length_makes_no_work(
    home: Client, session: PracticeSession, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tracks, "track", None)  # to begin a rendering would fail
    answer = home.head(f"/practice/{session.pk}/{name}", {"v": track_of(session).version})
    assert answer.status_code == 200
    assert int(answer["Content-Length"]) > 2_000_000


def test_a_length_is_no_promise_while_nothing_can_be_sent(tmp_path: Path) -> None:
    made = Tracks(SoundFolders(tmp_path), at_once=0, most_bytes=10**9)
    made.track("key", music_alone(10))
    with pytest.raises(MachineFailed, match="not ready yet"):
        made.promised("key", music_alone(10)).check()


def test_new_music_is_made_while_others_save(
    home: Client, session: PracticeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths = []

    def slow(asked: PracticeSession) -> SessionTrack:
        depths.append(len(connection.savepoint_ids))
        return track_of(asked)

    monkeypatch.setattr(api, "track_of", slow)
    content = {"music": "rain", "level_voice": 3, "level_music": 2, "level_chime": 1}
    answer = home.put(f"/api/v1/sessions/{session.pk}/sound", content, content_type="application/json")
    assert answer.status_code == 200
    assert depths == [len(connection.savepoint_ids)]  # in no transaction but that of the test
