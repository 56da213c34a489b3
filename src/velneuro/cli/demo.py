"""`velneuro demo`: a made-up person with a year of notes, to try the app with."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, timedelta

from velneuro.cli.household import find_person, open_household
from velneuro.cli.parser import Parser

SEED = 1
EARLIEST, LATEST = date(1971, 1, 1), date(2100, 12, 31)


def day(text: str) -> date:
    """A day like 2026-11-22, in the years that a diary may be of."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day. Write it as 2026-11-22") from error
    if not EARLIEST <= found <= LATEST:
        raise ArgumentTypeError(f"{text} is out of reach. Choose a day from {EARLIEST} to {LATEST}")
    return found


def run(arguments: list[str]) -> int:
    """Fill, or remove, the person named demo. The same day and seed give the same year; real people are not touched."""
    parser = Parser("demo", "Fill a made-up person named demo with a year of notes. What was tried in it goes.")
    parser.add_argument("--remove", action="store_true", help="take the made-up person out again")
    parser.add_argument("--until", metavar="DAY", type=day, help="its last day; default: yesterday")
    parser.add_argument("--seed", metavar="N", type=int, default=SEED, help="another number, another year")
    given = parser.parse_args(arguments)
    open_household()
    from velneuro.web.people.owner import machine_account
    from velneuro.web.reports.example import remove_example

    if given.remove:
        removed = remove_example(machine_account())
        print("demo is removed." if removed else "There is no demo here.")
        return 0
    return _fill(given.until, given.seed)


def _fill(until: date | None, seed: int) -> int:
    from django.utils import timezone

    from velneuro.web.people.owner import machine_account
    from velneuro.web.people.zones import zone_of_this_machine
    from velneuro.web.reports.example import fill_example

    first = find_person(None)
    zone, now = first.time_zone if first else zone_of_this_machine(), timezone.now()
    last = until or timezone.localdate(now) - timedelta(days=1)
    taken = fill_example(machine_account(), last, seed, zone, now)
    print(f"demo has a year of notes, up to {last}: {taken.added} rows. Choose it under More, People.")
    return 0
