"""The real server: slow listeners do not keep the pages waiting, and a killed one leaves no half track."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import socket
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.client import IncompleteRead
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.browser.server import Server, serving
from tests.cast import EVENING
from tests.web.listening import DATA, RENDERED_S, until

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LISTENERS = 8


class Visitor:
    """Somebody at the machine itself, with cookies and no browser."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str, **headers: str) -> bytes:
        with self.opener.open(urllib.request.Request(self.url + path, headers=headers), timeout=RENDERED_S) as answer:
            content: bytes = answer.read()
            return content

    def post(self, path: str, **fields: str) -> str:
        """The page that the form leads to."""
        token = TOKEN.search(self.get(path).decode())
        assert token
        content = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self.opener.open(self.url + path, content, timeout=RENDERED_S) as answer:
            return str(answer.read().decode())

    def track_of_a_session(self, minutes: int) -> str:
        self.post("/welcome/", skip="1")
        found = DATA.search(self.post(f"/practice/{EVENING}/gate/", minutes=str(minutes), none="1"))
        assert found
        return str(json.loads(found[1])["track"]["url"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def visitor(server: Server) -> Visitor:
    return Visitor(server)


@pytest.fixture(scope="module")
def track(server: Server, visitor: Visitor) -> str:
    """Twenty minutes, heard while they are made."""
    return visitor.track_of_a_session(minutes=20)


def slow_listener(server: Server, path: str, asked: str) -> socket.socket:
    """Asks for a track and then hardly reads it."""
    host = urllib.parse.urlsplit(server.url)
    listener = socket.create_connection((str(host.hostname), int(host.port or 0)), timeout=RENDERED_S)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener.sendall(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\n{asked}\r\n".encode())
    assert listener.recv(100).startswith(b"HTTP/1.1 20")
    return listener


def tracks_of(server: Server, names: str) -> list[Path]:
    return list((server.data / "sound" / "tracks").glob(names))


def test_a_track_is_heard_while_it_is_made(visitor: Visitor, track: str) -> None:
    first = visitor.get(track, Range="bytes=0-")
    assert first[:2] == b"\xff\xfb"
    assert visitor.get(track)[: len(first)] == first


@pytest.mark.parametrize("asked", ["", "Range: bytes=0-\r\n", "Range: bytes=0-99999999\r\n"])
def test_slow_listeners_do_not_keep_a_page_waiting(server: Server, visitor: Visitor, track: str, asked: str) -> None:
    visitor.get(track)
    listeners = [slow_listener(server, track, asked) for _ in range(LISTENERS)]
    visitor.get("/")
    started = time.monotonic()
    visitor.get("/")
    assert time.monotonic() - started < 1
    for listener in listeners:
        listener.close()


def test_a_killed_server_leaves_no_half_track(tmp_path: Path) -> None:
    with serving(tmp_path / "server") as server:
        track = Visitor(server).track_of_a_session(minutes=20)
        assert until(lambda: any(file.stat().st_size for file in tracks_of(server, "*.part")))
        server.kill()
        assert tracks_of(server, "*.mp3") == []
        part = tracks_of(server, "*.part")[0]
        assert until(lambda: not is_growing(part), seconds=20)
    with serving(tmp_path / "server") as again:
        content = Visitor(again).get(track)
        assert len(content) == bytes_of(20)


def renderers(server: Server) -> list[int]:
    """The processes that render for this server."""
    calls = {file.parent.name: call_of(file) for file in Path("/proc").glob("[0-9]*/cmdline")}
    return [int(n) for n, call in calls.items() if b"velneuro.outputs.sound\0" in call and bytes(server.data) in call]


def call_of(file: Path) -> bytes:
    with suppress(OSError):  # a process that has ended meanwhile
        return file.read_bytes()
    return b""


def kill_renderer(server: Server, *before: int) -> int:
    """Kills, as a machine short of memory does, the one that renders now; not one that was killed before."""
    assert until(lambda: set(renderers(server)) - set(before))
    [renderer] = set(renderers(server)) - set(before)
    os.kill(renderer, signal.SIGKILL)
    return renderer


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="who renders is read from Linux")
def test_a_killed_renderer_begins_again_and_the_listener_goes_on(tmp_path: Path) -> None:
    with serving(tmp_path / "server") as server:
        visitor = Visitor(server)
        track = visitor.track_of_a_session(minutes=20)
        first = visitor.get(track, Range="bytes=0-")
        kill_renderer(server)
        content = visitor.get(track)
        assert (len(content), content[: len(first)]) == (bytes_of(20), first)
        assert visitor.get(track) == content


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="who renders is read from Linux")
def test_one_that_is_killed_twice_ends_the_answer_and_fills_no_log(tmp_path: Path) -> None:
    with serving(tmp_path / "server") as server:
        visitor = Visitor(server)
        track = visitor.track_of_a_session(minutes=20)
        with visitor.opener.open(server.url + track, timeout=RENDERED_S) as answer:
            kill_renderer(server, kill_renderer(server))
            with pytest.raises(IncompleteRead):
                answer.read()
        printed = server.printed.read_text()
        assert "Traceback" not in printed
        assert printed.count("an answer broke off") == 1
        assert printed.count("the sound could not be made") == 1


def bytes_of(minutes: int) -> int:
    """Frames of 24 ms, two of silence, 192 bytes each at 64 kbit/s."""
    return (-(-minutes * 60_000 // 24) + 2) * 192


def is_growing(file: Path) -> bool:
    before = file.stat().st_size
    time.sleep(3)
    return file.stat().st_size > before


def test_who_asks_for_the_head_gets_the_length_and_nothing_else(server: Server, visitor: Visitor, track: str) -> None:
    request = urllib.request.Request(server.url + track, method="HEAD")
    with visitor.opener.open(request, timeout=RENDERED_S) as answer:
        assert answer.headers["Content-Length"] == str(bytes_of(20))
        assert answer.read() == b""


def test_a_range_beyond_the_end_over_the_wire(visitor: Visitor, track: str) -> None:
    with pytest.raises(HTTPError, match="416"):
        visitor.get(track, Range="bytes=999999999-")
