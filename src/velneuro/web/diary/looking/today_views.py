"""The front page of the diary: today, what can be written now, and the ways to look back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from velneuro.web.diary.looking.day import day_of_diary
from velneuro.web.people.owner import current_person


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Today's diary. What can be written stands first: diary/actions.html."""
    person, now = current_person(request), timezone.now()
    day = person.day_of(now)
    context = {"person": person, "day": day, "today": day, "told": day_of_diary(person, day)}
    return render(request, "diary/today.html", context)
