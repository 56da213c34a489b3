"""A track over HTTP, whole or in ranges (RFC 9110, sections 13 and 14), also while it still grows.

A thread of the server is held while an answer of several pieces is read by a slow listener, or while bytes are
waited for. So a browser that asks for "all from here on" gets one piece of what is there, and asks again.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext

from velneuro.core.problem import MachineFailed
from velneuro.web.sound.tracks import Promised

log = logging.getLogger(__name__)
PIECE = 1 << 20
MOST_WAIT_S = 10.0
SEATS = 8  # threads that may be held at a time; velneuro serve has twice as many
# Players made of GStreamer (WebKitGTK among them) or FFmpeg ask for the titles of a radio station, whatever they play.
# They take less than they asked for as the end of the file, and stop there: they get all of an open range.
ASKS_FOR_TITLES = "Icy-MetaData"
ASKED = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*")
FOR_GOOD = "private, max-age=31536000, immutable"

seats = threading.BoundedSemaphore(SEATS)


class OutOfRange(Exception):
    """No byte of the file is in the range."""


class AllTaken(Exception):
    """Too many listeners wait already."""


@dataclass(frozen=True)
class Sent:
    """A track as it is sent: what comes before it, its bytes, and a name that changes with any of them."""

    track: Promised
    etag: str
    head: bytes = b""

    @property
    def size(self) -> int:
        return len(self.head) + self.track.size

    def begin(self) -> None:
        """Raises MachineFailed."""
        self.track.begin()

    def wait(self, place: int, seconds: float) -> int:
        return len(self.head) + self.track.wait(place - len(self.head), seconds)

    def read(self, start: int, count: int) -> bytes:
        before = self.head[start : start + count]
        rest = count - len(before)
        return before + (self.track.read(max(0, start - len(self.head)), rest) if rest else b"")


@dataclass(frozen=True)
class Span:
    """From the first byte to the last one, both included."""

    first: int
    last: int
    is_open: bool


def asked_span(header: str, size: int) -> Span | None:
    """The one range that is asked for; None where all is to be sent: for no range, several, or nonsense.

    Raises OutOfRange.
    """
    found = ASKED.fullmatch(header)
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return _checked(Span(max(0, size - int(last)), size - 1, is_open=False), size)
    if last and int(last) < int(first):
        return None
    return _checked(Span(int(first), min(int(last or size), size - 1), is_open=not last), size)


def _checked(span: Span, size: int) -> Span:
    if not span.first < size:
        raise OutOfRange
    return span


def sound_response(request: HttpRequest, sound: Sent, keep: str = FOR_GOOD) -> HttpResponseBase:
    """The answer to GET or HEAD for a sound; 503 with a short text when it cannot be had just now."""
    etag = f'"{sound.etag}"'
    try:
        response = get_conditional_response(request, etag=etag) or _answer(request, sound, etag)
    except OutOfRange:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{sound.size}"})
    except AllTaken:
        return not_now(gettext("Too many devices play just now. Try again in a moment."))
    except MachineFailed as error:
        return not_now(str(error))
    response["Accept-Ranges"], response["ETag"], response["Cache-Control"] = "bytes", etag, keep
    return response


def not_now(why: str) -> HttpResponse:
    """Why there is no sound, in a sentence."""
    headers = {"Retry-After": "5", "Cache-Control": "no-store"}
    return HttpResponse(why, status=503, content_type="text/plain; charset=utf-8", headers=headers)


def _answer(request: HttpRequest, sound: Sent, etag: str) -> HttpResponseBase:
    if request.method == "HEAD":
        sound.track.check()
        return _with_length(HttpResponse(content_type="audio/mpeg"), sound.size)
    wanted = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    span = asked_span(wanted, sound.size)
    if span is None:
        return _sent(sound, Span(0, sound.size - 1, is_open=False), 200)
    if span.is_open and ASKS_FOR_TITLES not in request.headers:
        span = _what_is_there(sound, span)
    response = _sent(sound, span, 206)
    response["Content-Range"] = f"bytes {span.first}-{span.last}/{sound.size}"
    return response


def _what_is_there(sound: Sent, span: Span) -> Span:
    """As much of an open range as there is, and one piece at most: less than asked for is an honest answer."""
    return Span(span.first, min(span.last, span.first + PIECE - 1, _awaited(sound, span.first) - 1), is_open=True)


def _awaited(sound: Sent, place: int) -> int:
    """How many bytes there are, the one at `place` among them. Raises AllTaken, MachineFailed."""
    there = sound.wait(place, 0)
    if there <= place:
        with _Seat():
            there = sound.wait(place, MOST_WAIT_S)
    if there <= place:
        raise MachineFailed(gettext("The sound is not ready yet. Try again in a moment."))
    return there


class _Seat:
    """One of the threads that may be held."""

    def __enter__(self) -> None:
        if not seats.acquire(blocking=False):
            raise AllTaken

    def __exit__(self, *_: object) -> None:
        seats.release()


def _sent(sound: Sent, span: Span, status: int) -> HttpResponseBase:
    count = span.last + 1 - span.first
    there = _awaited(sound, span.first)
    if count <= PIECE and there > span.last:
        content = sound.read(span.first, count)
        return _with_length(HttpResponse(content, status=status, content_type="audio/mpeg"), count)
    return _with_length(StreamingHttpResponse(_Pieces(sound, span), status=status, content_type="audio/mpeg"), count)


def _with_length(response: HttpResponseBase, count: int) -> HttpResponseBase:
    response["Content-Length"] = str(count)
    return response


class _Pieces:
    """A long answer, piece by piece. It breaks off when the rendering fails: the promised length tells the listener."""

    def __init__(self, sound: Sent, span: Span) -> None:
        _Seat().__enter__()
        self._sound, self._span, self._is_open = sound, span, True

    def __iter__(self) -> Iterator[bytes]:
        place, end = self._span.first, self._span.last + 1
        while place < end:
            try:
                piece = self._next(place, end)
            except MachineFailed as error:  # raised into the server, it would be a page of its log
                log.warning("%s: an answer broke off at byte %d of %d: %s", self._sound.etag, place, end, error)
                return
            place += len(piece)
            yield piece

    def _next(self, place: int, end: int) -> bytes:
        there = self._sound.wait(place, MOST_WAIT_S)
        if there <= place:
            raise MachineFailed(gettext("The sound is not ready yet. Try again in a moment."))
        return self._sound.read(place, min(PIECE, end - place, there - place))

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            seats.release()
