"""Making a routine one's own: the page on which it is edited, removing it, and putting it back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from velneuro.core.problem import InputRefused, Problem
from velneuro.core.remaking import Part
from velneuro.core.routine import Routine
from velneuro.outputs.plan_json import plan_dict
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person
from velneuro.web.practice.card import change_lines
from velneuro.web.practice.composing import preview
from velneuro.web.practice.own.bench import TIME_WORDS, BenchForm, becomes, laid_out
from velneuro.web.practice.repertoire import find
from velneuro.web.practice.views import routine_or_404
from velneuro.web.toolkit.keeping import Source, checked_text, keep_changed, keep_new, put_back, remove
from velneuro.web.toolkit.models import OwnRoutine
from velneuro.web.toolkit.own import own_row

SAVE, SAVE_NEW = "save", "save-new"
WISHES = ("voice", "music", "picture")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """One routine on the bench. Nothing is kept until it is saved; a routine of the library is never changed."""
    person = current_person(request)
    routine, row = routine_or_404(name, person), own_row(person, name)
    source = find(row.based_on, person, removed=True) if row else None
    parts = laid_out(routine, source, request.POST)
    form = BenchForm(request.POST or None, initial=_initial(routine, row), person=person, routine=routine)
    made, problems = _made(routine, parts, form)
    if made and not problems and {SAVE, SAVE_NEW} & request.POST.keys():
        try:
            return _save(request, made, row, form)
        except InputRefused as refused:  # there are too many
            problems = refused.problems
    context = {
        "routine": routine,
        "row": row,
        "form": form,
        "parts": parts,
        "times": TIME_WORDS.items(),
        "problems": problems,
        "has_picture": any(part.step.picture and not part.step.begin for part in parts),
        **(_planned(made, person, form) if made and not problems else {}),
    }
    return render(request, "own/edit.html", context, status=422 if form.errors or problems else 200)


def _initial(routine: Routine, row: OwnRoutine | None) -> dict[str, Any]:
    title = gettext(routine.title) if row else gettext("%(title)s, my way") % {"title": gettext(routine.title)}
    wishes = {wish: getattr(row, wish) if row else "" for wish in WISHES}
    return {"title": title, "minutes": routine.minutes, **wishes}


def _made(routine: Routine, parts: tuple[Part, ...], form: BenchForm) -> tuple[Routine | None, tuple[Problem, ...]]:
    """What the bench holds and the rules it breaks; the routine as it was before anything was sent."""
    if not form.is_bound:
        return routine, ()
    if not form.is_valid():
        return None, ()
    made = becomes(routine, parts, form)
    try:
        checked_text(made)
    except InputRefused as refused:
        return made, refused.problems
    return made, ()


def _planned(made: Routine, person: Person, form: BenchForm) -> dict[str, Any]:
    """The steps and their seconds as they would be tonight."""
    picture = form.cleaned_data["picture"] if form.is_bound else form.initial["picture"]
    plan = plan_dict(preview(made, person, made.minutes, picture))
    return {"plan": plan, "lines": change_lines(plan["changes"])}  # type: ignore[arg-type]


def _save(request: HttpRequest, made: Routine, row: OwnRoutine | None, form: BenchForm) -> HttpResponse:
    now = timezone.now()
    if row and SAVE in request.POST:
        keep_changed(row, made, form.wishes(), now)
        return redirect(f"{reverse('routine', args=[row.name])}?kept=1")
    source = Source(OwnRoutine.Origin.MADE, row.based_on if row else form.routine.name)
    kept = keep_new(current_person(request), made, source, form.wishes(), now)
    return redirect(f"{reverse('routine', args=[kept.name])}?kept=1")


@require_POST
def remove_own(request: HttpRequest, name: str) -> HttpResponse:
    """It is offered no longer; the next page can put it back."""
    remove(_row_or_404(request, name), timezone.now())
    return redirect(f"{reverse('routines')}?removed={name}")


@require_POST
def put_own_back(request: HttpRequest, name: str) -> HttpResponse:
    """It is offered again."""
    put_back(_row_or_404(request, name))
    return redirect("routine", name)


def _row_or_404(request: HttpRequest, name: str) -> OwnRoutine:
    row = own_row(current_person(request), name, removed=True)
    if row is None:
        raise Http404
    return row
