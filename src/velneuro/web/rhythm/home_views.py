"""Pages of other features that the plan has a part in: the home page, and the settings of a person's clock."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from velneuro.web.people import views as people_views
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person
from velneuro.web.practice.choosing import usual
from velneuro.web.practice.views import home_of
from velneuro.web.rhythm.days import days_kept, week_of
from velneuro.web.rhythm.scheduling import schedule
from velneuro.web.rhythm.tonight import today_of


@require_GET
def tonight(request: HttpRequest) -> HttpResponse:
    """The home page: one routine, ready to begin. What the plan asks for comes before what is usual."""
    person, now = current_person(request), timezone.now()
    if person.welcomed_at is None:
        return redirect("welcome")
    planned, today = today_of(person, now), person.day_of(now)
    name, minutes = planned.offered or usual(person, now)
    week, first = week_of(today), today.replace(day=1)
    kept = days_kept(person, min(week[0], first), today)
    context = {
        **home_of(person, name, minutes, now),
        "planned": planned,
        "nights": sum(day >= first for day in kept),
        "week": [(day, day in kept, day == today) for day in week],
    }
    return render(request, "practice/tonight.html", context)


def settings_name(request: HttpRequest) -> HttpResponse:
    """Name, zone and start of the day. Messages that wait follow the clock."""
    was = current_person(request).clock
    answer = people_views.settings_name(request)
    person = Person.objects.get(pk=current_person(request).pk)
    if person.clock != was:
        schedule(person, timezone.now())
    return answer
