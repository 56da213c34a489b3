"""How far back a page looks: four weeks, three months, a year, or all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from velneuro.core.diary import WINDOW, Grain, grain_of
from velneuro.web.body_map.models import MapDay
from velneuro.web.diary.models import Entry
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

USUAL = "weeks"
DAYS = {USUAL: 28, "months": 91, "year": 364}
EVERYTHING = "all"
TITLES = {USUAL: _("4 weeks"), "months": _("3 months"), "year": _("A year"), EVERYTHING: _("All")}


@dataclass(frozen=True)
class Span:
    """The days from `first` to `last`, which is today."""

    name: str
    first: date
    last: date

    @property
    def grain(self) -> Grain:
        return grain_of(self.first, self.last)

    @property
    def running_first(self) -> date:
        """The first day that the running median of the first day needs."""
        return self.first - timedelta(days=WINDOW - 1)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def titles(self) -> list[tuple[str, object]]:
        return list(TITLES.items())


def span_of(request: HttpRequest, person: Person, today: date) -> Span:
    """What is asked for; anything else is four weeks. All of it is four weeks at least."""
    name = request.GET.get("range", USUAL)
    if name == EVERYTHING:
        usual = today - timedelta(days=DAYS[USUAL] - 1)
        return Span(name, min(_first_day(person) or usual, usual), today)
    if name not in DAYS:
        name = USUAL
    return Span(name, today - timedelta(days=DAYS[name] - 1), today)


def _first_day(person: Person) -> date | None:
    """The day of the first row; each is looked for in the order of an index, so that no other row is read."""
    entry = Entry.objects.filter(person=person).order_by("at").values_list("day", flat=True).first()
    session = PracticeSession.objects.filter(person=person).order_by("made_at").values_list("day", flat=True).first()
    map_day = MapDay.objects.filter(person=person).order_by("day").values_list("day", flat=True).first()
    return min((day for day in (entry, session, map_day) if day), default=None)
