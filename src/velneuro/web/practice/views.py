"""Before a session: tonight, the routines, what to have ready, and the gate."""

from __future__ import annotations

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from velneuro.content.figures import figure_names
from velneuro.content.library import catalog, routine, routine_names
from velneuro.core.routine import Routine
from velneuro.outputs.plan_json import plan_dict
from velneuro.web.people.drawings import drawing
from velneuro.web.people.forms import SignsForm
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person
from velneuro.web.people.questions import tonight as answers_of_tonight
from velneuro.web.people.zones import part_of_day
from velneuro.web.practice.card import card, change_lines
from velneuro.web.practice.choosing import SHORT_HELP, to_resume, usual, week_of
from velneuro.web.practice.composing import new_session, preview
from velneuro.web.practice.forms import MinutesForm
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.words import GREETINGS, step_at

SHORTCUTS = (5, 10, 15, 20, 30, 45)
MOST_SEED = 2**31


@require_GET
def tonight(request: HttpRequest) -> HttpResponse:
    """The home page: one routine, ready to begin."""
    person, now = current_person(request), timezone.now()
    if person.welcomed_at is None:
        return redirect("welcome")
    name, minutes = usual(person, now)
    resume = to_resume(person, now)
    shown = card(plan_dict(preview(name, person.answers, minutes)), person.answers)
    week = week_of(person, now)
    context = {
        "person": person,
        "now": now,
        "greeting": GREETINGS[part_of_day(now, person.zone)],
        "card": shown,
        "figure": drawing(shown.figure, person.palette) if shown.figure in figure_names() else None,
        "minutes": minutes,
        "resume": resume and {"session": resume, "step": step_at(resume.plan, resume.position_ms)},
        "week": week,
        "nights": sum(was_there for _, was_there, _ in week),
        "short_help": SHORT_HELP,
    }
    return render(request, "practice/tonight.html", context)


@require_GET
def routines(request: HttpRequest) -> HttpResponse:
    """Every routine of the library."""
    return render(request, "practice/routines.html", {"routines": [routine(name) for name in routine_names()]})


def routine_or_404(name: str) -> Routine:
    """A routine of the library; another name is a page that does not exist."""
    if name not in routine_names():
        raise Http404
    return routine(name)


@require_GET
def one_routine(request: HttpRequest, name: str) -> HttpResponse:
    """One routine: how long, every step and why it is there."""
    chosen, person = routine_or_404(name), current_person(request)
    form, minutes = asked_minutes(request, chosen)
    plan = plan_dict(preview(name, person.answers, minutes))
    context = {
        "routine": chosen,
        "form": form,
        "minutes": minutes,
        "shortcuts": SHORTCUTS,
        "plan": plan,
        "card": card(plan, person.answers),
        "lines": change_lines(plan["changes"]),  # type: ignore[arg-type]
    }
    return render(request, "practice/routine.html", context)


def asked_minutes(request: HttpRequest, chosen: Routine) -> tuple[MinutesForm, int]:
    """The form and the minutes asked for; the usual length when none, or none that is possible, was given."""
    form = MinutesForm(request.GET if "minutes" in request.GET else {"minutes": chosen.minutes})
    return form, form.cleaned_data["minutes"] if form.is_valid() else chosen.minutes


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, name: str) -> HttpResponse:
    """What is good to have ready; what is missing changes the session."""
    chosen, person = routine_or_404(name), current_person(request)
    _, minutes = asked_minutes(request, chosen)
    if request.method == "POST":
        _keep_things(person, chosen, set(request.POST.getlist("have")))
        return redirect(f"{reverse('prepare', args=[name])}?minutes={minutes}&saved=1")
    have = person.answers.get("have")
    supplies = [(catalog().supplies[thing], have is not None and thing in have) for thing in chosen.supplies]
    plan = plan_dict(preview(name, person.answers, minutes))
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


@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest, name: str) -> HttpResponse:
    """Anything new tonight? The answer makes the session, or says what to do instead."""
    chosen, person = routine_or_404(name), current_person(request)
    form = SignsForm(request.POST or None, answers={}, when="tonight", ask_yes=False)
    if request.method == "POST" and form.is_valid():
        return _open_gate(person, name, _minutes_kept(request, chosen), form)
    _, minutes = asked_minutes(request, chosen)
    standing = [entry["id"] for entry in person.answers.get("sign", ())]
    context = {
        "routine": chosen,
        "form": form,
        "minutes": request.POST.get("minutes", minutes),
        "standing": [catalog().signs[sign] for sign in standing if sign in catalog().signs],
        "standing_answered": "sign" in person.answers,
    }
    return render(request, "practice/gate.html", context, status=422 if form.errors else 200)


def _minutes_kept(request: HttpRequest, chosen: Routine) -> int:
    form = MinutesForm(request.POST)
    return form.cleaned_data["minutes"] if form.is_valid() else chosen.minutes


def _open_gate(person: Person, name: str, minutes: int, form: SignsForm) -> HttpResponse:
    answers = answers_of_tonight(person.answers, form.present())
    session = new_session(person, name, minutes, secrets.randbelow(MOST_SEED), answers, timezone.now())
    if session.state == PracticeSession.State.REFUSED or form.present():
        return redirect("advice", session.pk)
    return redirect("session", session.pk)
