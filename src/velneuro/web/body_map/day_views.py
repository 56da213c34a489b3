"""Whole days: the same as before, nothing at all, take a day out, put the last change back, compare two of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from velneuro.web.body_map.asking import Asked, asked, day_in
from velneuro.web.body_map.comparing import rows, sentences, views_with
from velneuro.web.body_map.days import maps_of, marks_on
from velneuro.web.body_map.keeping import redraw, remove
from velneuro.web.body_map.marks import Marks
from velneuro.web.body_map.models import MapDay
from velneuro.web.body_map.picture import SMALL_SCALE, Picture, small
from velneuro.web.body_map.undoing import LAST_CHANGE, undo
from velneuro.web.body_map.views import ACROSS, shared
from velneuro.web.body_map.words import pair_words
from velneuro.web.people.owner import mine


@require_POST
def same(request: HttpRequest) -> HttpResponse:
    """The map is as it was: all of it counts as said today."""
    page = asked(request)
    before = redraw(page.person, page.sheet.day, page.sheet.marks, page.now)
    LAST_CHANGE.remember(request, gettext("Saved. Today is as the map shows."), before, page.now)
    return redirect("map")


@require_POST
def nothing(request: HttpRequest) -> HttpResponse:
    """Nothing is felt anywhere today, which is a map too."""
    page = asked(request)
    before = redraw(page.person, page.sheet.day, {}, page.now)
    LAST_CHANGE.remember(request, gettext("Saved. You feel nothing anywhere today."), before, page.now)
    return redirect("map")


@require_POST
def take_out(request: HttpRequest, day: str) -> HttpResponse:
    """One day's map, gone for good once ten minutes are over."""
    page, which = asked(request), day_in(day)
    map_day = mine(request, MapDay).filter(day=which).first() if which else None
    if map_day is None:
        raise Http404
    before = remove(page.person, map_day)
    text = gettext("Taken out: the map of %(day)s.") % {"day": date_format(map_day.day, "F j")}
    LAST_CHANGE.remember(request, text, before, page.now)
    return redirect("map")


@require_POST
def put_back(request: HttpRequest) -> HttpResponse:
    """Put the last change back."""
    page = asked(request)
    if undo(request, page.person, page.now):
        LAST_CHANGE.remember(request, gettext("Put back as it was."), None, page.now)
    else:
        LAST_CHANGE.remember(request, gettext("It was changed again since. Nothing was put back."), None, page.now)
    return redirect("map")


@require_GET
def days(request: HttpRequest) -> HttpResponse:
    """Two days side by side, in pictures, in words and as a table."""
    page = asked(request)
    known = list(mine(request, MapDay).values_list("day", flat=True))
    chosen = _chosen(request, known)
    context: dict[str, Any] = {"known": known, "chosen": chosen}
    if chosen:
        context |= _compared(page, *chosen, known)
    seen = [pair[0].view for _, pair, _ in context.get("pictures", ())]
    context |= shared(page, SMALL_SCALE, seen)
    return render(request, "body_map/days.html", context)


def _chosen(request: HttpRequest, known: list[date]) -> tuple[date, date] | None:
    """The two days asked for, the earlier one first; the last two when they were not, or have no map."""
    wanted = {day_in(request.GET.get(name, "")) for name in ("first", "second")}
    both = [day for day in known if day in wanted]
    newest = (both if len(both) == 2 else known)[:2]
    return (newest[1], newest[0]) if len(newest) == 2 else None


def _compared(page: Asked, first: date, second: date, known: list[date]) -> dict[str, Any]:
    maps = {map_day.day: map_day for map_day in maps_of(page.person).filter(day__in=(first, second))}
    marks = marks_on(maps[first]), marks_on(maps[second])
    found = rows(*marks)
    return {
        "sentences": sentences((first, marks[0]), (second, marks[1]), found),
        "rows": found,
        "pictures": [_pair(name, *marks) for name in views_with(*marks)],
        "apart": (second - first).days,
        "between": sum(first < day < second for day in known),
        "carried": sum(mark.carried for mark in maps[second].marks.all()),
    }


def _pair(name: str, first: Marks, second: Marks) -> tuple[str, list[Picture], list[Picture]]:
    return (
        pair_words(name),
        [small(name, side, first) for side in ACROSS],
        [small(name, side, second) for side in ACROSS],
    )
