"""What the diary has to say on pages that know nothing of it: what it asks first, and what waits for an answer."""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.template import RequestContext
from django.utils import timezone

from velneuro.web.diary.drafts import entry_form
from velneuro.web.diary.entries import entry_at
from velneuro.web.diary.feet_views import found_of
from velneuro.web.diary.looking.day import DayOfDiary
from velneuro.web.diary.models import Entry, Happening
from velneuro.web.diary.moments import morning_is_due, questions_of, spot_of, week_is_due
from velneuro.web.diary.undoing import notice
from velneuro.web.diary.writing import writer_of

register = template.Library()
Moment = Entry.Moment


@register.inclusion_tag("diary/first.html", takes_context=True)
def diary_first(context: RequestContext, show_found: bool = False) -> dict[str, Any]:
    """The morning's questions, on a morning after a session; before them, what was found on the feet."""
    request = context["request"]
    writer = writer_of(request)
    shown: dict[str, Any] = {"request": request, "csrf_token": context.get("csrf_token"), "person": writer.person}
    if show_found:
        shown |= {"show_found": True, "found": found_of(writer.person)}
    if morning_is_due(writer.person, writer.now):
        spot = spot_of(writer.person, Moment.MORNING, writer.now)
        known = entry_at(writer.person, spot)
        form = entry_form(writer, spot, known, questions_of(writer.person, Moment.MORNING))
        shown |= {"form": form, "row": known.pk if known else uuid.uuid4(), "session": spot.session}
    return shown


@register.inclusion_tag("diary/ways_to_write.html", takes_context=True)
def diary_actions(context: RequestContext, told: DayOfDiary) -> dict[str, Any]:
    """What can be written now, what is due, and what was just done; `told` is what today holds already."""
    request, now = context["request"], timezone.now()
    person = writer_of(request).person
    flares = (happened.row for happened in told.happenings if happened.row.kind == Happening.Kind.FLARE)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "week_due": week_is_due(person, now),
        "flare": next(flares, None),
        "found": found_of(person),
        "checked": told.foot_check is not None,
        "notice": notice(request, person, now),
    }
