"""A month at a glance: what kind of day each was. There is no count of days in a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from velneuro.core.month import KINDS_OF_DAY, days_in, kinds_of_day, month_grid
from velneuro.web.body_map.models import MapDay
from velneuro.web.diary.models import Entry, Happening
from velneuro.web.feet.models import FootCheck
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

State = PracticeSession.State
KIND_OF_DAY_WORDS = {
    "session": _("a session"),
    "flare": _("a flare"),
    "rest": _("rest"),
    "foot-check": _("feet looked at"),
}
LEGEND = {
    "session": _("Session"),
    "flare": _("Flare day"),
    "rest": _("Rest day: something written, no session"),
    "foot-check": _("Foot check"),
}


@dataclass(frozen=True)
class Cell:
    """One place of the grid; `day` is None outside of the month, `is_ahead` when it has not come yet."""

    day: date | None
    kinds: tuple[tuple[str, object], ...] = ()
    is_today: bool = False
    is_ahead: bool = False


@dataclass(frozen=True)
class Month:
    """One month, ready for the page. `before` and `after` begin the months that can be turned to."""

    first: date
    weekdays: tuple[date, ...]
    weeks: tuple[tuple[Cell, ...], ...]
    sentence: str
    before: date | None
    after: date | None


def month_of(person: Person, first: date, today: date) -> Month:
    """The month that begins with `first`."""
    kept = _kept(person, first, first + timedelta(days=days_in(first) - 1))
    grid = month_grid(first.year, first.month, (get_format("FIRST_DAY_OF_WEEK") - 1) % 7)
    kinds = {day: kinds_of_day(kept.get(day, frozenset())) for week in grid for day in week if day}
    return Month(
        first=first,
        weekdays=_weekdays(grid),
        weeks=tuple(tuple(_cell(day, kinds, today) for day in week) for week in grid),
        sentence=_sentence(Counter(kind for found in kinds.values() for kind in found)),
        before=_turned(first, -1),
        after=_turned(first, days_in(first)) if first < today.replace(day=1) else None,
    )


def _kept(person: Person, first: date, last: date) -> dict[date, set[str]]:
    """What was kept of each day."""
    kept: dict[date, set[str]] = {}
    for kind, day in _rows(person, first, last):
        kept.setdefault(day, set()).add(kind)
    return kept


def _rows(person: Person, first: date, last: date) -> Iterator[tuple[str, date]]:
    sessions = PracticeSession.objects.filter(person=person, day__range=(first, last)).exclude(state=State.READY)
    for day, state in sessions.values_list("day", "state"):
        yield "refused" if state == State.REFUSED else "session", day
    for day, kind in Happening.objects.filter(person=person, day__range=(first, last)).values_list("day", "kind"):
        yield kind, day
    for kind, model in (("entry", Entry), ("foot-check", FootCheck), ("map", MapDay)):
        for day in model.objects.filter(person=person, day__range=(first, last)).values_list("day", flat=True):
            yield kind, day


def _cell(day: date | None, kinds: dict[date, tuple[str, ...]], today: date) -> Cell:
    if day is None:
        return Cell(None)
    named = tuple((kind, KIND_OF_DAY_WORDS[kind]) for kind in kinds[day])
    return Cell(day, named, is_today=day == today, is_ahead=day > today)


def _weekdays(grid: tuple[tuple[date | None, ...], ...]) -> tuple[date, ...]:
    """Seven days whose names head the columns, taken from a week that is whole."""
    whole = next(week for week in grid if all(week))
    return tuple(day for day in whole if day)


def _turned(first: date, days: int) -> date | None:
    """The first day of the month so many days on; None where the calendar ends."""
    try:
        return (first + timedelta(days=days)).replace(day=1)
    except OverflowError:
        return None


def _sentence(days: Counter[str]) -> str:
    parts = (
        ngettext("%(n)d day with a session", "%(n)d days with a session", days["session"]) % {"n": days["session"]},
        ngettext("%(n)d flare day", "%(n)d flare days", days["flare"]) % {"n": days["flare"]},
        ngettext("%(n)d rest day", "%(n)d rest days", days["rest"]) % {"n": days["rest"]},
        ngettext("%(n)d foot check", "%(n)d foot checks", days["foot-check"]) % {"n": days["foot-check"]},
    )
    return ", ".join(part for part, kind in zip(parts, KINDS_OF_DAY, strict=True) if days[kind])
