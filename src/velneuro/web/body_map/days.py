"""Which map is that of a day: the one of the day itself, else the newest before it as a start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from velneuro.content.library import catalog
from velneuro.web.body_map.marks import Marks, marks_of
from velneuro.web.body_map.models import MapDay
from velneuro.web.people.models import Person


@dataclass(frozen=True)
class Sheet:
    """The marks shown for a day: of its own map (`kept`), else of the map `since` which it holds, else the answers."""

    day: date
    marks: Marks
    kept: MapDay | None
    since: date | None


def maps_of(person: Person) -> QuerySet[MapDay]:
    """A person's maps, the newest first, each with its marks."""
    return MapDay.objects.filter(person=person).prefetch_related("marks")


def sheet_of(person: Person, day: date) -> Sheet:
    """What the map shows for a day."""
    newest = maps_of(person).filter(day__lte=day).first()
    if newest is None:
        return Sheet(day, marks_of(person.answers.get("feel", ()), catalog().body), None, None)
    return Sheet(day, marks_on(newest), newest if newest.day == day else None, newest.day)


def marks_on(map_day: MapDay) -> dict[str, dict[str, int]]:
    """The marks of one map."""
    marks: dict[str, dict[str, int]] = {}
    for mark in sorted(map_day.marks.all(), key=lambda mark: mark.place):
        marks.setdefault(mark.place, {})[mark.kind] = mark.level
    return marks
