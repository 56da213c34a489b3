"""The plan in a person's own calendar: the file that programs fetch, and the page that makes its address."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from velneuro.core.rhythm import Span
from velneuro.outputs.calendar import Edition, Line, calendar
from velneuro.web.people.entering import base_url, qr_svg
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person, mine
from velneuro.web.people.stranger import stranger_response
from velneuro.web.rhythm.calendar_address import CALENDARS
from velneuro.web.rhythm.messages import message_title
from velneuro.web.rhythm.models import CalendarFeed, Ritual
from velneuro.web.rhythm.scheduling import breaks_of, plan_of

NAME = "Vel Neuro"  # a calendar may be shown to others: it names nobody
STAYS = timedelta(days=31)  # a line that ended is shown for a while, as its past days would vanish at once


@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The plan as an ICS file, for a program without a login."""
    feed = CALENDARS.row(request)
    if feed is None:
        return stranger_response()
    person, now = feed.person, timezone.now()
    lines, breaks = _lines(person, base_url(request), now), breaks_of([person.pk]).get(person.pk, ())
    edition = _edition(feed, _hash(lines, breaks, person), now)
    answer = HttpResponse(
        calendar(NAME, lines, breaks, person.clock, edition), content_type="text/calendar; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'inline; filename="vel-neuro.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _lines(person: Person, base: str, now: datetime) -> list[Line]:
    still = Q(until=None) | Q(until__gt=person.day_of(now) - STAYS)
    return [_line(ritual, base) for ritual in Ritual.objects.filter(still, person=person)]


def _line(ritual: Ritual, base: str) -> Line:
    address = base + reverse("reminded-of", args=[ritual.pk])
    return Line(str(ritual.pk), plan_of(ritual), ritual.minutes, message_title(ritual), address)


def _hash(lines: Sequence[Line], breaks: Sequence[Span], person: Person) -> str:
    return hashlib.sha256(repr((lines, breaks, person.time_zone, person.day_starts)).encode()).hexdigest()


def _edition(feed: CalendarFeed, content: str, now: datetime) -> Edition:
    """Counts on when the plan is another than at the last fetch; of two fetches at once, one counts."""
    if feed.content_hash != content:
        same = CalendarFeed.objects.filter(pk=feed.pk, edition=feed.edition)
        same.update(content_hash=content, edition=F("edition") + 1, changed_at=now.replace(microsecond=0))
        feed.refresh_from_db(fields=["edition", "changed_at"])
    return Edition(feed.edition, feed.changed_at or now)


@require_http_methods(["GET", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The private address: made and shown once, made anew, taken back."""
    person, link = current_person(request), ""
    if request.method == "POST" and "stop" in request.POST:
        mine(request, CalendarFeed).delete()
        return redirect("calendar")
    if request.method == "POST":
        link = base_url(request) + reverse("calendar-file", args=[CALENDARS.make(person, timezone.now())])
    opens = "webcal" + link[link.index(":") :] if link else ""
    context = {
        "link": link,
        "opens": opens,
        "qr": qr_svg(opens) if link else "",
        "feed": mine(request, CalendarFeed).first(),
        "untimed": mine(request, Ritual).filter(until=None, clock_minutes=None).exists(),
    }
    return render(request, "rhythm/calendar.html", context)
