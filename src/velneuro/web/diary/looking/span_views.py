"""What a span of time says: trends, before and after, where, and minutes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from velneuro.web.asking.models import OwnQuestion
from velneuro.web.body_map.asking import asked
from velneuro.web.body_map.models import MapDay
from velneuro.web.body_map.picture import SMALL_SCALE
from velneuro.web.body_map.views import shared
from velneuro.web.diary.looking.answers import happened, overall_by_day, own_by_day, scores_by_day
from velneuro.web.diary.looking.minutes import minutes_figure
from velneuro.web.diary.looking.own import own_figures
from velneuro.web.diary.looking.pairs import pair_figures
from velneuro.web.diary.looking.spans import Span, span_of
from velneuro.web.diary.looking.trends import overall, symptoms
from velneuro.web.diary.looking.where import where
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person, mine


@require_GET
def trends(request: HttpRequest) -> HttpResponse:
    """Each symptom over time, the person's own questions, and what happened meanwhile."""
    person, span = _asked(request)
    seen, weeks = happened(person, span), overall_by_day(person, span)
    shown = symptoms(scores_by_day(person, span), span, seen.events)
    context = {
        "symptoms": [*shown, *([overall(weeks, span, seen.events)] if weeks else [])],
        "own": own_figures(mine(request, OwnQuestion), own_by_day(person, span), span, seen.events),
        "medicines": seen.medicines,
    }
    return _page(request, "trends", span, context)


@require_GET
def before_after(request: HttpRequest) -> HttpResponse:
    """The scores before and just after each session."""
    person, span = _asked(request)
    return _page(request, "before_after", span, {"figures": pair_figures(person, span)})


@require_GET
def minutes(request: HttpRequest) -> HttpResponse:
    """Session minutes of each week."""
    person, span = _asked(request)
    return _page(request, "minutes", span, {"figure": minutes_figure(person, span)})


@require_GET
def worst_places(request: HttpRequest) -> HttpResponse:
    """Where it was worst, by the body maps."""
    person, span = _asked(request)
    found = where(person, span, list(mine(request, MapDay).values_list("day", flat=True)))
    context = shared(asked(request), SMALL_SCALE, found.drawn)
    return _page(request, "where", span, {**context, "where": found})


def _asked(request: HttpRequest) -> tuple[Person, Span]:
    person = current_person(request)
    return person, span_of(request, person, person.day_of(timezone.now()))


def _page(request: HttpRequest, name: str, span: Span, context: dict[str, Any]) -> HttpResponse:
    return render(
        request, f"diary/look/{name}.html", {"span": span, "year": span.first.year != span.last.year, **context}
    )
