"""One day, and a month of days."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from velneuro.web.body_map.asking import day_in
from velneuro.web.diary.looking.day import day_of_diary
from velneuro.web.diary.looking.month import LEGEND, month_of
from velneuro.web.people.owner import current_person

EARLIEST = date(1900, 1, 1)


@require_GET
def one_day(request: HttpRequest, day: str) -> HttpResponse:
    """Everything of one day, with ways to correct it. Days to come do not exist yet."""
    person, today = current_person(request), current_person(request).day_of(timezone.now())
    which = _known(day_in(day), today)
    step = timedelta(days=1)
    context = {
        "person": person,
        "day": which,
        "today": today,
        "told": day_of_diary(person, which),
        "earlier": which - step if which > EARLIEST else None,
        "later": which + step if which < today else None,
    }
    return render(request, "diary/look/day.html", context)


@require_GET
def one_month(request: HttpRequest, month: str) -> HttpResponse:
    """A month at a glance."""
    person, today = current_person(request), current_person(request).day_of(timezone.now())
    first = _known(day_in(f"{month}-01"), today)
    return render(request, "diary/look/month.html", {"month": month_of(person, first, today), "legend": LEGEND.items()})


def _known(day: date | None, today: date) -> date:
    """The day, where a diary could have it. Raises Http404 else."""
    if day is None or not EARLIEST <= day <= today:
        raise Http404
    return day
