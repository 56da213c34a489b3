"""`python -m tests.web.mass_program`: what the processes of the mass proof do.

`fill COUNT ORIGIN`: as many people, each with a reminder by push that is due now; prints when that is.
`send NAME WAITING SENDING`: a sender whose leases last so many seconds. It prints a line when it is ready, begins once
it reads one, and prints another when it has noted its first messages.
`tell`: the records, as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.web.receiving import Browser

DAILY = list(range(7))
FAR = timedelta(hours=4)


def main(deed: str, *arguments: str) -> None:
    """Do one deed over the instance that the environment names."""
    from velneuro.web.start import open_data

    open_data(Path(os.environ["VELNEURO_DATA"]))
    DEEDS[deed](*arguments)


def _fill(count: str, origin: str) -> None:
    from django.contrib.auth.models import User

    from velneuro.core.day import Clock
    from velneuro.core.rhythm import next_due
    from velneuro.web.people.models import Person
    from velneuro.web.rhythm.models import Channel, Delivery, Occurrence, Reminder, Ritual
    from velneuro.web.rhythm.scheduling import plan_of

    account = User.objects.create(username="mass")
    due = datetime.now(UTC).replace(second=0, microsecond=0)
    minutes = due.hour * 60 + due.minute
    # The day must not end while they are sent: else they would be too late.
    starts = 12 * 60 if minutes < 8 * 60 else 4 * 60
    keys = Browser(origin).subscription["keys"]
    made: dict[type, list[Any]] = {Person: [], Ritual: [], Channel: [], Reminder: [], Occurrence: [], Delivery: []}
    for number in range(int(count)):
        person = Person(account=account, name=f"p{number}", time_zone="UTC", day_starts=starts, created_at=due)
        ritual = Ritual(
            person=person, routine="quiet-rest", minutes=10, weekdays=DAILY, clock_minutes=minutes,
            since=(due - timedelta(days=2)).date(), made_at=due,
        )  # fmt: skip
        address = {"endpoint": f"{origin}/p{number}", "keys": keys}
        channel = Channel(person=person, kind="push", name="phone", address=address, address_hash="x", made_at=due)
        asked = next_due(plan_of(ritual), (), Clock(UTC, timedelta(minutes=starts)), due - timedelta(seconds=1))
        assert asked
        assert asked.at == due
        occurrence = Occurrence(person=person, ritual=ritual, day=asked.day, at=due)
        delivery = Delivery(
            person=person, occurrence=occurrence, channel=channel, channel_kind="push", channel_name="phone",
            round="first", due_at=due,
        )  # fmt: skip
        reminder = Reminder(person=person, ritual=ritual, first=channel)
        for row in (person, ritual, channel, reminder, occurrence, delivery):
            made[type(row)].append(row)
    for model, rows in made.items():
        model._default_manager.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]
    sys.stdout.write(due.isoformat())


def _send(name: str, waiting: str, sending: str) -> None:
    from velneuro.web.rhythm.sending.claiming import Lease
    from velneuro.web.rhythm.sending.sender import Sender

    class Telling(Sender):
        def _note_ended(self) -> bool:
            noted = super()._note_ended()
            if noted and not self.told:
                self.told = True
                _say("works")
            return noted

        told = False

    sender = Telling(Lease(name, timedelta(seconds=float(waiting)), timedelta(seconds=float(sending))), "")
    signal.signal(signal.SIGTERM, lambda *_: sender.stop())
    _say("ready")
    sys.stdin.readline()
    sender.run()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _tell() -> None:
    from velneuro.web.rhythm.models import Delivery

    rows = Delivery.objects.order_by("due_at").values_list(
        "occurrence", "channel__address", "due_at", "state", "result"
    )
    told = [
        [occurrence.hex, address["endpoint"].rpartition("/")[2], due_at.isoformat(), state, result]
        for occurrence, address, due_at, state, result in rows.iterator()
    ]
    json.dump(told, sys.stdout)


DEEDS: dict[str, Any] = {"fill": _fill, "send": _send, "tell": _tell}

if __name__ == "__main__":
    main(*sys.argv[1:])
