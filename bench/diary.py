"""The diary's pages on the server when ten years are kept, on one core. `python -m bench.diary` measures only this."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.diary_rows import write_diary
from bench.process import cores

YEARS = 10
ROUNDS = 25
PAGES = (
    ("today", "/diary/"),
    ("trends, 4 weeks", "/diary/trends/"),
    ("trends, 3 months", "/diary/trends/?range=months"),
    ("trends, a year", "/diary/trends/?range=year"),
    ("trends, all", "/diary/trends/?range=all"),
    ("month", "/diary/month/{month}/"),
    ("day", "/diary/day/{day}/"),
    ("before and after, all", "/diary/before-after/?range=all"),
    ("where, all", "/diary/where/?range=all"),
    ("minutes, all", "/diary/minutes/?range=all"),
    ("what went well", "/diary/went-well/"),
    ("search, a word on many days", "/diary/search/?q=FÜSSE"),
)


def measure() -> Iterator[tuple[str, str]]:
    """In a process of its own, because Django takes one data folder and keeps it."""
    done = subprocess.run((sys.executable, "-m", "bench.diary"), check=True, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        name, _, value = line.partition("\t")
        yield name, value


def main() -> None:
    """The server's own time for a page, through the whole middleware, on one core."""
    with TemporaryDirectory(prefix="velneuro-bench-") as folder:
        os.environ.update(VELNEURO_DATA=folder, VELNEURO_DOOR="open")
        from velneuro.web.start import prepare

        prepare(Path(folder))
        if cores():
            os.sched_setaffinity(0, {cores()[-1]})
        for name, value in _pages():
            print(f"{name}\t{value}", flush=True)


def _pages() -> Iterator[tuple[str, str]]:
    from django.test import Client
    from django.utils import timezone

    from velneuro.web.people.models import Person

    client = Client(headers={"host": "localhost"})
    client.get("/")
    person = Person.objects.get()
    person.welcomed_at = timezone.now()
    person.save()
    today = person.day_of(timezone.now())
    yield f"rows of a diary of {YEARS} years", str(write_diary(person, today, YEARS * 365))
    for name, address in PAGES:
        path = address.format(month=f"{today:%Y-%m}", day=today)
        if client.get(path).status_code != HTTPStatus.OK:
            raise SystemExit(f"{path} answered {client.get(path).status_code}")
        wall, cpu = _medians(lambda path=path: client.get(path))  # type: ignore[misc]
        yield f"diary: {name}", f"{wall:.1f} ms, {cpu:.1f} ms CPU"


def _medians(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of one call by the clock and by the processor: on a busy machine the clock counts others too."""
    taken = []
    for _ in range(ROUNDS):
        start, busy = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - start, time.process_time() - busy))
    wall, cpu = zip(*taken, strict=True)
    return statistics.median(wall) * 1000, statistics.median(cpu) * 1000


if __name__ == "__main__":
    main()
