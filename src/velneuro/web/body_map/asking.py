"""Which person's map of which day a page is about, and what every page of the map needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date

from velneuro.web.body_map.days import Sheet, sheet_of
from velneuro.web.body_map.undoing import LAST_CHANGE
from velneuro.web.people.last_change import Notice
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person


@dataclass(frozen=True)
class Asked:
    """A request, understood. `query` goes behind links, so that a correction stays on its day."""

    person: Person
    now: datetime
    today: date
    sheet: Sheet
    query: str
    notice: Notice | None

    @property
    def is_today(self) -> bool:
        return self.sheet.day == self.today


def asked(request: HttpRequest) -> Asked:
    """What is asked for: today, or an earlier day that has a map. Raises Http404 for a day without one."""
    person, now = current_person(request), timezone.now()
    today = person.day_of(now)
    day = day_in(request.GET.get("day", "")) or today
    sheet = sheet_of(person, day)
    if day != today and sheet.kept is None:
        raise Http404
    query = "" if day == today else f"?day={day.isoformat()}"
    return Asked(person, now, today, sheet, query, LAST_CHANGE.notice(request, person, now))


def day_in(text: str) -> date | None:
    """A day as 2026-11-22, or None for anything else."""
    try:
        return parse_date(text)
    except ValueError:
        return None
