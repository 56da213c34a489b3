"""The tonight page on the server, and what a first visit sends."""

from __future__ import annotations

import os
import re
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.timing import median_ms
from tests.browser.server import serving

LINKED = re.compile(r'(?:src|href)="(/static/[^"]+)"')
NIGHTS = 300


def measure() -> Iterator[tuple[str, str]]:
    """The server's own time for a page, in its process; bytes over a real connection."""
    with TemporaryDirectory(prefix="velneuro-bench-") as folder:
        yield from _tonight(Path(folder) / "inside")
        yield from _first_visit(Path(folder) / "outside")


def _tonight(folder: Path) -> Iterator[tuple[str, str]]:
    os.environ.update(VELNEURO_DATA=str(folder), VELNEURO_DOOR="open")
    from velneuro.web.start import prepare

    prepare(folder)
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.get("/")
    _keep(NIGHTS)
    answer = client.get("/")
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"the tonight page answered {answer.status_code}")
    yield f"tonight page on the server, {NIGHTS} nights kept", f"{median_ms(lambda: client.get('/'), 60):.1f} ms"


def _keep(nights: int) -> None:
    """Many finished sessions for the one person there is: a page may not grow slower with the diary."""
    from datetime import timedelta

    from django.utils import timezone

    from velneuro.web.people.models import Person
    from velneuro.web.practice.models import PracticeSession

    person, now = Person.objects.get(), timezone.now()
    person.welcomed_at = now
    person.save()
    for night in range(nights):
        at = now - timedelta(days=night)
        PracticeSession.objects.create(
            person=person,
            routine="evening-feet-and-legs",
            minutes=20,
            seed=1,
            lang="en",
            answers={},
            plan={},
            state="finished",
            made_at=at,
            day=person.day_of(at),
            started_at=at,
            ended_at=at,
            time_zone="UTC",
        )


def _first_visit(folder: Path) -> Iterator[tuple[str, str]]:
    with serving(folder) as server:
        page, size = _fetch(f"{server.url}/")
        linked = [path for path in dict.fromkeys(LINKED.findall(page)) if not path.endswith(".woff2")]
        size += sum(_fetch(server.url + path)[1] for path in linked)
    yield f"first visit, compressed, {len(linked)} files and the page", f"{size / 1000:.1f} kB"


def _fetch(url: str) -> tuple[str, int]:
    """The text of an address, and how many bytes it took compressed."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        body = answer.read()
        return _text(body, answer.headers.get("Content-Encoding")), len(body)


def _text(body: bytes, encoding: str | None) -> str:
    import gzip

    return (gzip.decompress(body) if encoding == "gzip" else body).decode("utf-8", "replace")
