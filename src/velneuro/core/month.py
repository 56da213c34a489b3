"""A month at a glance: its weeks, and what kind of day each was."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta

Week = tuple[date | None, ...]
KINDS_OF_DAY = ("session", "flare", "rest", "foot-check")


def month_grid(year: int, month: int, first_weekday: int) -> tuple[Week, ...]:
    """The weeks of a month, each with seven places; None where a place belongs to another month.

    `first_weekday`: 0 for Monday to 6 for Sunday. Raises ValueError for a month that does not exist.
    """
    first = date(year, month, 1)
    before = (first.weekday() - first_weekday) % 7
    days = [None] * before + [first + timedelta(days=n) for n in range(days_in(first))]
    days += [None] * (-len(days) % 7)
    return tuple(tuple(days[start : start + 7]) for start in range(0, len(days), 7))


def days_in(first: date) -> int:
    """How many days the month has that begins on this day."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1).toordinal() - first.toordinal()


def kinds_of_day(kept: Set[str]) -> tuple[str, ...]:
    """What a day is marked with, by what was kept of it: `session`, `flare`, `foot-check` or anything else.

    A rest day is one of which something was kept, and no session. Of a day without any row nothing is known.
    """
    rest = {"rest"} if kept and "session" not in kept else set()
    return tuple(kind for kind in KINDS_OF_DAY if kind in kept | rest)
