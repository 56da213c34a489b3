"""A track that is still rendered: what is there is sent, what is not is waited for, and nothing is promised falsely."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from tests.web.listening import body
from velneuro.web.sound import ranges
from velneuro.web.sound.ranges import SEATS, Sent, sound_response
from velneuro.web.sound.tracks import Promised, Track
from velneuro.web.sound.turns import Rendering

SIZE = 3 << 20


class Renderer:
    """Writes a part file as a renderer does, when the test says so."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "key.mp3"
        self.rendering = Rendering(folder / "key.1234.part")
        self.content = bytes(number % 251 for number in range(1 << 16)) * (SIZE >> 16)
        self.written = 0

    @property
    def sent(self) -> Sent:
        return Sent(Promised(SIZE, lambda: None, lambda: Track(self.file, SIZE, self.rendering)), "key")

    def write(self, count: int) -> None:
        with self.rendering.part.open("ab") as part:
            part.write(self.content[self.written : self.written + count])
        self.written += count

    def end(self) -> None:
        self.write(SIZE - self.written)
        self.rendering.part.replace(self.file)
        self.rendering.ended.set()

    def fail(self) -> None:
        self.rendering.problem = "The sound could not be made."
        self.rendering.ended.set()


@pytest.fixture(autouse=True)
def no_database() -> Iterator[None]:
    """The end of an answer closes connections to the database, which other tests still need."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    return Renderer(tmp_path)


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "MOST_WAIT_S", 0.1)


def ask(renderer: Renderer, asked: str = "") -> HttpResponseBase:
    headers = {"Range": asked} if asked else {}
    return sound_response(RequestFactory().get("/track.mp3", headers=headers), renderer.sent)


def later(act: object) -> threading.Thread:
    thread = threading.Timer(0.1, act)  # type: ignore[arg-type]
    thread.start()
    return thread


def test_an_open_range_gets_what_is_there_and_says_so(renderer: Renderer) -> None:
    renderer.write(64_000)
    answer = ask(renderer, "bytes=0-")
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes 0-63999/{SIZE}"
    assert answer.headers["Content-Length"] == "64000"
    assert body(answer) == renderer.content[:64_000]


def test_the_first_bytes_are_waited_for(renderer: Renderer) -> None:
    later(lambda: renderer.write(1000))
    assert body(ask(renderer, "bytes=0-")) == renderer.content[:1000]


def test_a_place_far_ahead_is_waited_for(renderer: Renderer) -> None:
    renderer.write(1000)
    later(lambda: renderer.write(1000))
    answer = ask(renderer, "bytes=1500-")
    assert answer.headers["Content-Range"] == f"bytes 1500-1999/{SIZE}"


def test_a_range_with_an_end_is_sent_to_its_end(renderer: Renderer) -> None:
    renderer.write(1000)
    later(renderer.end)
    answer = ask(renderer, "bytes=500-2999")
    assert answer.headers["Content-Length"] == "2500"
    assert body(answer) == renderer.content[500:3000]


def test_the_whole_grows_under_the_listener(renderer: Renderer) -> None:
    renderer.write(1000)
    later(renderer.end)
    answer = ask(renderer)
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(SIZE))
    assert body(answer) == renderer.content


def test_what_does_not_come_in_time_is_told(renderer: Renderer, short_wait: None) -> None:
    renderer.write(1000)
    answer = ask(renderer, "bytes=1000-")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"
    assert body(answer) == b"The sound is not ready yet. Try again in a moment."


def test_a_failed_rendering_is_told(renderer: Renderer) -> None:
    later(renderer.fail)
    answer = ask(renderer, "bytes=0-")
    assert (answer.status_code, body(answer)) == (503, b"The sound could not be made.")


def test_an_answer_breaks_off_when_the_rendering_fails(renderer: Renderer, caplog: pytest.LogCaptureFixture) -> None:
    """The server then closes the connection before the promised length, which no browser takes for the whole."""
    renderer.write(1000)
    later(renderer.fail)
    assert body(ask(renderer)) == renderer.content[:1000]
    [line] = caplog.messages
    assert line == f"key: an answer broke off at byte 1000 of {SIZE}: The sound could not be made."


def test_nobody_waits_for_ever(renderer: Renderer, short_wait: None) -> None:
    renderer.write(1000)
    before = time.monotonic()
    assert body(ask(renderer)) == renderer.content[:1000]
    assert time.monotonic() - before < 2


def test_too_many_who_wait_are_told_so_at_once(renderer: Renderer) -> None:
    renderer.write(1000)
    waiting = [ask(renderer) for _ in range(SEATS)]
    refused = ask(renderer, "bytes=1000-")
    assert (refused.status_code, body(refused)[:8]) == (503, b"Too many")
    for answer in waiting:
        answer.close()
    later(renderer.end)
    assert ask(renderer, "bytes=1000-").status_code == 206


def test_a_listener_who_has_what_is_there_needs_no_seat(renderer: Renderer) -> None:
    renderer.write(1000)
    waiting = [ask(renderer) for _ in range(SEATS)]
    assert ask(renderer, "bytes=0-").status_code == 206
    for answer in waiting:
        answer.close()


def test_a_refused_listener_leaves_the_seats_as_they_were(renderer: Renderer, short_wait: None) -> None:
    for _ in range(SEATS + 1):
        assert ask(renderer, "bytes=0-").status_code == 503
    renderer.write(1000)
    answer = ask(renderer)
    assert answer.status_code == 200
    answer.close()


def test_a_player_that_takes_less_for_the_end_gets_all_of_an_open_range(renderer: Renderer) -> None:
    """FFmpeg and GStreamer, of which WebKitGTK is made, ask like this, and stop where an answer ends."""
    renderer.write(1000)
    headers = {"Range": "bytes=10-", "Icy-MetaData": "1"}
    answer = sound_response(RequestFactory().get("/track.mp3", headers=headers), renderer.sent)
    assert answer.headers["Content-Range"] == f"bytes 10-{SIZE - 1}/{SIZE}"
    later(renderer.end)
    assert body(answer) == renderer.content[10:]


def test_a_folder_that_is_none_is_waited_for_like_a_late_one(tmp_path: Path, short_wait: None) -> None:
    (tmp_path / "tracks").write_text("in the way")
    assert ask(Renderer(tmp_path / "tracks"), "bytes=0-").status_code == 503
