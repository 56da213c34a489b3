"""`python -m tests.web.holding_program`: whether a person's taps and a sender at work get in each other's way.

A sender's step is kept open in its transaction until the tap waits for it, or has ended; then it is committed. Each
pair is tried with a plan of its own. Prints what did not end well, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from velneuro.web.people.models import Person
    from velneuro.web.rhythm.models import Channel, Occurrence, Ritual
    from velneuro.web.rhythm.sending.claiming import Lease

PATIENCE_S = 60
A_SECOND = timedelta(seconds=1)
LINE = {"routine": "quiet-rest", "minutes": "20", "part": "bedtime", "weekdays": ["0", "1", "2", "3", "4", "5", "6"]}


@dataclass(frozen=True)
class Evening:
    """A reminder that is due now, by a first way and a second."""

    person: Person
    ritual: Ritual
    occurrence: Occurrence
    first: Channel
    lease: Lease
    now: datetime


def main() -> None:
    """Try every step with every tap."""
    from velneuro.web.start import collect_files, open_data

    open_data(Path(os.environ["VELNEURO_DATA"]))
    collect_files()
    found = {f"{step} {tap}": _tried(step, tap) for step in STEPS for tap in TAPS}
    json.dump({pair: problems for pair, problems in found.items() if problems}, sys.stdout)


def _tried(step: str, tap: str) -> list[str]:
    evening, problems = _an_evening(), list[str]()
    with _said(problems), STEPS[step](evening):
        other = threading.Thread(target=_tap, args=(tap, evening, problems))
        other.start()
        wait_until_it_waits(other)
    other.join(PATIENCE_S)
    return problems


def _an_evening() -> Evening:
    from tests.web.reminding import a_channel, a_reminder, a_ritual
    from velneuro.web.people.models import Person
    from velneuro.web.people.owner import machine_account
    from velneuro.web.rhythm.models import Occurrence
    from velneuro.web.rhythm.sending.claiming import Lease

    Person.objects.all().delete()
    now = datetime.now(UTC)
    due = now.replace(second=0, microsecond=0)
    minutes = due.hour * 60 + due.minute
    person = Person.objects.create(
        account=machine_account(), name="Maria", time_zone="UTC", created_at=now, welcomed_at=now,
        day_starts=12 * 60 if minutes < 8 * 60 else 4 * 60,  # the day must not end meanwhile
    )  # fmt: skip
    ritual = a_ritual(person, minutes, since=date(2026, 1, 1), made_at=now)
    first, second = (a_channel(person, name, url="json://127.0.0.1:9/") for name in ("kitchen", "bedroom"))
    a_reminder(ritual, first, second, due - A_SECOND)
    return Evening(person, ritual, Occurrence.objects.get(at=due), first, Lease("this-one"), now)


@contextmanager
def _while_taken(evening: Evening) -> Iterator[None]:
    from django.db import transaction

    from velneuro.web.rhythm.sending.claiming import claim

    with transaction.atomic():
        assert claim(evening.lease, 10, evening.now)
        yield


@contextmanager
def _while_begun(evening: Evening) -> Iterator[None]:
    from django.db import transaction

    from velneuro.web.rhythm.sending.beginning import begin
    from velneuro.web.rhythm.sending.claiming import claim

    taken = claim(evening.lease, 10, evening.now)
    with transaction.atomic():
        assert begin(taken, evening.lease, "", lambda _: None, evening.now)
        yield


@contextmanager
def _while_noted(evening: Evening) -> Iterator[None]:
    from django.db import transaction

    from velneuro.web.rhythm.sending.beginning import begin
    from velneuro.web.rhythm.sending.claiming import claim
    from velneuro.web.rhythm.sending.outcome import Fate, Outcome
    from velneuro.web.rhythm.sending.recording import record

    begun = begin(claim(evening.lease, 10, evening.now), evening.lease, "", lambda _: None, evening.now)
    with transaction.atomic():
        record([(one, Outcome(Fate.REFUSED, "status 400")) for one in begun], evening.lease, evening.now)
        yield


def _tap(tap: str, evening: Evening, problems: list[str]) -> None:
    from django.db import connection

    from tests.cast import at_home

    address, fields = TAPS[tap](evening)
    with _said(problems):
        status = at_home().post(address, fields).status_code
        if status >= 400:
            problems.append(f"{address} {status}")
    connection.close()


def _answer(words: str) -> Callable[[Evening], tuple[str, dict[str, Any]]]:
    return lambda evening: (f"/rhythm/reminded/{evening.occurrence.pk}/", {"answer": words})


@contextmanager
def _said(problems: list[str]) -> Iterator[None]:
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        problems.append(str(error).partition("\n")[0])


def wait_until_it_waits(other: threading.Thread) -> None:
    """Returns once the other one waits for a row, or has ended. On SQLite, which does not tell, after a second."""
    from django.db import connection

    if connection.vendor == "sqlite":
        other.join(1)
        return
    end = time.monotonic() + PATIENCE_S
    while other.is_alive() and time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.01)


STEPS = {"taken": _while_taken, "begun": _while_begun, "noted": _while_noted}
TAPS: dict[str, Callable[[Evening], tuple[str, dict[str, Any]]]] = {
    "done": _answer("done"),
    "later": _answer("snooze-15"),
    "line out": lambda evening: (f"/rhythm/lines/{evening.ritual.pk}/take-out/", {}),
    "line changed": lambda evening: (f"/rhythm/lines/{evening.ritual.pk}/", {**LINE, "at": "00:00"}),
    "way removed": lambda evening: (f"/rhythm/channels/{evening.first.pk}/remove/", {}),
    "way tried": lambda evening: (f"/rhythm/channels/{evening.first.pk}/", {"test": "1"}),
    "pause": lambda _: ("/rhythm/breaks/pause/", {}),
}

if __name__ == "__main__":
    main()
