"""Before a session: the home page's card, the routines, what to have ready, and the gate."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from velneuro.content.figures import figure_names
from velneuro.content.library import catalog
from velneuro.core.routine import Routine
from velneuro.outputs.plan_json import plan_dict
from velneuro.web.people.drawings import drawing
from velneuro.web.people.late import saves_late
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person
from velneuro.web.people.questions import ROUTINES_OWN, picture_choice
from velneuro.web.people.words import picture_title
from velneuro.web.people.zones import part_of_day
from velneuro.web.practice.card import card, change_lines
from velneuro.web.practice.choosing import to_resume
from velneuro.web.practice.composing import preview
from velneuro.web.practice.forms import MinutesForm
from velneuro.web.practice.gating import Offer, pass_gate
from velneuro.web.practice.repertoire import find, library_routines, routine
from velneuro.web.practice.shelf import liked_first, shelf_of
from velneuro.web.practice.words import GREETINGS, step_at
from velneuro.web.toolkit.favorites import favorite_names
from velneuro.web.toolkit.own import own_of, own_row, own_rows

SHORTCUTS = (5, 10, 15, 20, 30, 45)


def home_of(person: Person, name: str, minutes: int, now: datetime) -> dict[str, Any]:
    """What the home page shows of the routine that is offered, of a session to go on with, and beside it."""
    chosen, resume = routine(name, person), to_resume(person, now)
    shown = card(plan_dict(preview(chosen, person, minutes)), gettext(chosen.title), person.answers)
    return {
        "person": person,
        "today": person.day_of(now),  # at one at night it is still the evening before
        "greeting": GREETINGS[part_of_day(now, person.zone)],
        "card": shown,
        "figure": drawing(shown.figure, person.palette) if shown.figure in figure_names() else None,
        "minutes": minutes,
        "resume": resume and {"session": resume, "step": step_at(resume.plan, resume.position_ms)},
        "shelf": shelf_of(person, name),
    }


@require_GET
def routines(request: HttpRequest) -> HttpResponse:
    """Favorites, the person's own, the library, and what was removed and can be put back."""
    person = current_person(request)
    every = [own_of(row) for row in own_rows(person, removed=True)]
    removed = [own for own in every if own.row.removed_at]
    there = [own for own in every if not own.row.removed_at]
    mine = [own.routine for own in there if own.routine]
    liked, others = liked_first(person, [*mine, *library_routines()])
    context = {
        "liked": liked,
        "mine": [known for known in others if known in mine],
        "broken": [own for own in there if own.routine is None],
        "routines": [known for known in others if known not in mine],
        "removed": removed,
        "just_removed": next((own for own in removed if own.row.name == request.GET.get("removed")), None),
    }
    return render(request, "practice/routines.html", context)


def routine_or_404(name: str, person: Person) -> Routine:
    """What the person can play under that name; another name is a page that does not exist."""
    found = find(name, person)
    if found is None:
        raise Http404
    return found


@require_GET
def one_routine(request: HttpRequest, name: str) -> HttpResponse:
    """One routine: how long, every step and why it is there; of an own one that cannot be played, why not."""
    person = current_person(request)
    row = own_row(person, name)
    if row and (own := own_of(row)).problems:
        return render(request, "practice/broken.html", {"own": own})
    chosen = routine_or_404(name, person)
    form, minutes = asked_minutes(request, chosen)
    plan = plan_dict(preview(chosen, person, minutes))
    context = {
        "routine": chosen,
        "form": form,
        "minutes": minutes,
        "shortcuts": SHORTCUTS,
        "plan": plan,
        "card": card(plan, gettext(chosen.title), person.answers),
        "picture": _picture(chosen, person),
        "lines": change_lines(plan["changes"]),  # type: ignore[arg-type]
        "row": row,
        "kept": "kept" in request.GET,
        "liked": chosen.name in favorite_names(person),
    }
    return render(request, "practice/routine.html", context)


def _picture(chosen: Routine, person: Person) -> str:
    """The name of the picture that the routine will have; empty where it has no part for one."""
    choice = picture_choice(person.answers)
    if chosen.picture is None:
        return ""
    return picture_title(chosen.picture if choice == ROUTINES_OWN else choice)


def asked_minutes(request: HttpRequest, chosen: Routine) -> tuple[MinutesForm, int]:
    """The form and the minutes asked for; the usual length when none, or none that is possible, was given."""
    form = MinutesForm(request.GET if "minutes" in request.GET else {"minutes": chosen.minutes})
    return form, form.cleaned_data["minutes"] if form.is_valid() else chosen.minutes


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, name: str) -> HttpResponse:
    """What is good to have ready; what is missing changes the session."""
    person = current_person(request)
    chosen = routine_or_404(name, person)
    _, minutes = asked_minutes(request, chosen)
    if request.method == "POST":
        _keep_things(person, chosen, set(request.POST.getlist("have")))
        return redirect(f"{reverse('prepare', args=[name])}?minutes={minutes}&saved=1")
    have = person.answers.get("have")
    supplies = [(catalog().supplies[thing], have is not None and thing in have) for thing in chosen.supplies]
    plan = plan_dict(preview(chosen, person, minutes))
    context = {
        "routine": chosen,
        "minutes": minutes,
        "supplies": supplies,
        "answered": have is not None,
        "saved": "saved" in request.GET,
        "lines": change_lines(change for change in plan["changes"] if change["sign"] == "have"),  # type: ignore[attr-defined]
    }
    return render(request, "practice/prepare.html", context)


def _keep_things(person: Person, chosen: Routine, ticked: set[str]) -> None:
    """What this page asked about is replaced; what other routines need stays as it was."""
    others = set(person.answers.get("have", ())) - set(chosen.supplies)
    kept = (others | ticked) & set(catalog().supplies)
    person.answers = {**person.answers, "have": [thing for thing in catalog().supplies if thing in kept]}
    person.save(update_fields=["answers"])


@saves_late  # the words of the session may have to be spoken first
@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest, name: str) -> HttpResponse:
    """Anything new tonight? The answer makes the session, or says what to do instead."""
    person = current_person(request)
    chosen = routine_or_404(name, person)
    minutes = _minutes_kept(request, chosen) if request.method == "POST" else asked_minutes(request, chosen)[1]
    return pass_gate(request, person, Offer(chosen, minutes, person.answers))


def _minutes_kept(request: HttpRequest, chosen: Routine) -> int:
    form = MinutesForm(request.POST)
    return form.cleaned_data["minutes"] if form.is_valid() else chosen.minutes
