"""The page that a reminder leads to: begin, or say what is to become of it today."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from velneuro.core.rhythm import asks_on, reminder_moment
from velneuro.web.people.models import Person
from velneuro.web.people.owner import choose, current_person, mine, mine_or_404, of_account_or_404
from velneuro.web.practice.repertoire import Titles, find
from velneuro.web.rhythm.answering import SNOOZES, Reply, answer, comes_again_at, snooze_moment, way_of
from velneuro.web.rhythm.messages import message_title
from velneuro.web.rhythm.models import Occurrence, Ritual
from velneuro.web.rhythm.reminder_words import moment_words, ritual_words
from velneuro.web.rhythm.scheduling import breaks_of, plan_of

ANSWERS = {reply.value: reply for reply in Reply if reply is not Reply.SEEN}


@require_http_methods(["GET", "POST"])
def reminded(request: HttpRequest, occurrence_id: UUID) -> HttpResponse:
    """A ritual on one day. To open it counts as seen, so that nothing else rings for it."""
    found, now = of_account_or_404(request, Occurrence, occurrence_id), timezone.now()
    if found.person_id != current_person(request).pk:
        return _for_another(request, found.person)
    occurrence = mine_or_404(request, Occurrence, occurrence_id)
    given = ANSWERS.get(request.POST.get("answer", ""))
    if request.method == "POST":
        return redirect(_answered(occurrence, given, now) if given else reverse("reminded", args=[occurrence_id]))
    occurrence = answer(occurrence, Reply.SEEN, now)
    shown = {**_shown(occurrence, now), "cannot_come": "over" in request.GET}
    return render(request, "rhythm/reminded.html", shown)


def _for_another(request: HttpRequest, person: Person) -> HttpResponse:
    """On a device that a household shares, a reminder comes for whoever it is, not for whoever used it last."""
    if request.method == "POST" and "go-on" in request.POST:
        choose(request, person.pk)
        return redirect(request.path)
    return render(request, "rhythm/reminded_other.html", {"name": person.name})


def _answered(occurrence: Occurrence, given: Reply, now: datetime) -> str:
    """Keeps it; gives the page that says so, also where the later time that was asked for cannot come."""
    kept, page = answer(occurrence, given, now), reverse("reminded", args=[occurrence.pk])
    return f"{page}?over" if given in SNOOZES and not comes_again_at(kept, now) else page


def _shown(occurrence: Occurrence, now: datetime) -> dict[str, object]:
    person, ritual = occurrence.person, occurrence.ritual
    today = person.day_of(now)
    is_reminded = way_of(ritual) is not None
    waits = comes_again_at(occurrence, now) if is_reminded else None
    is_today = occurrence.day == today
    return {
        "occurrence": occurrence,
        "title": message_title(ritual),
        "line": ritual_words(ritual, Titles(person)),
        "ritual": ritual,
        "can_begin": is_today and find(ritual.routine, person) is not None,
        "is_today": is_today,
        "snoozed": moment_words(waits, person, now) if waits else "",
        "later": _later(occurrence, now) if is_reminded else [],
        "is_reminded": is_reminded,
    }


def _later(occurrence: Occurrence, now: datetime) -> list[tuple[str, str]]:
    """The snoozes that still end within the day, with their words."""
    words = {
        Reply.IN_15_MINUTES: gettext("In 15 minutes"),
        Reply.IN_1_HOUR: gettext("In 1 hour"),
        Reply.AT_BEDTIME: gettext("At bedtime"),
    }
    return [(reply.value, words[reply]) for reply in SNOOZES if snooze_moment(occurrence, reply, now)]


@require_http_methods(["GET", "POST"])
def reminded_of(request: HttpRequest, ritual_id: UUID) -> HttpResponse:
    """Where an entry of a calendar leads, which knows the line of the plan but not the day: to today's page of it."""
    ritual, now = of_account_or_404(request, Ritual, ritual_id), timezone.now()
    person = current_person(request)
    if ritual.person_id != person.pk:
        return _for_another(request, ritual.person)
    today = person.day_of(now)
    if not asks_on(plan_of(ritual), breaks_of([person.pk]).get(person.pk, ()), today):
        return redirect("tonight")
    at = _moment(ritual, person, now)
    occurrence, _ = mine(request, Occurrence).get_or_create(
        ritual=ritual, day=today, defaults={"person": person, "at": at}
    )
    return redirect("reminded", occurrence.pk)


def _moment(ritual: Ritual, person: Person, now: datetime) -> datetime | None:
    minutes = ritual.clock_minutes
    return None if minutes is None else reminder_moment(minutes, person.clock, person.day_of(now))
