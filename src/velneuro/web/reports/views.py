"""Yours: all that is kept, out and in again, and erased."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from velneuro.core.problem import InputRefused
from velneuro.outputs.archive.canonical import to_bytes
from velneuro.outputs.archive.spreadsheets import to_zip
from velneuro.web.people.late import saves_late
from velneuro.web.people.models import Person
from velneuro.web.people.owner import CHOSEN, choose, current_person, people_of
from velneuro.web.reports.erasing import UNDOS, remove_person, start_anew
from velneuro.web.reports.exporting import archive_of
from velneuro.web.reports.forms import ArchiveForm, SureForm
from velneuro.web.reports.importing import Taken, take_in
from velneuro.web.sound.uploading import is_too_long

TAKEN = "archive_taken"


@require_GET
def yours(request: HttpRequest) -> HttpResponse:
    """What can be taken out, brought in and erased."""
    return _page(request, ArchiveForm())


def _page(request: HttpRequest, form: ArchiveForm, mistakes: tuple[str, ...] = ()) -> HttpResponse:
    taken = request.session.pop(TAKEN, None)
    context = {"person": current_person(request), "form": form, "mistakes": mistakes, "taken": taken}
    return render(request, "reports/yours.html", context, status=422 if mistakes or form.errors else 200)


@require_GET
def archive_json(request: HttpRequest) -> HttpResponse:
    """The archive as one JSON file."""
    person = current_person(request)
    return _file(to_bytes(archive_of(person)), "application/json", person, "json")


@require_GET
def archive_zip(request: HttpRequest) -> HttpResponse:
    """The archive with its tables for spreadsheets."""
    person = current_person(request)
    return _file(to_zip(archive_of(person)), "application/zip", person, "zip")


def _file(content: bytes, kind: str, person: Person, ending: str) -> HttpResponse:
    day = person.day_of(timezone.now())
    name = f"velneuro-{slugify(person.name) or 'archive'}-{day}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


@saves_late
@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Add an archive to what is kept."""
    if request.method == "GET":
        return redirect("yours")
    form = ArchiveForm(request.POST, request.FILES)
    if is_too_long(request) or not form.is_valid():
        return _page(request, form, (gettext("This file is too large."),) if is_too_long(request) else ())
    try:
        archive, name = form.read()
        taken = take_in(current_person(request), archive, name)
    except InputRefused as refusal:
        return _page(request, form, tuple(map(str, refusal.problems)))
    request.session[TAKEN] = _told(taken)
    return redirect("yours")


def _told(taken: Taken) -> dict[str, int | bool]:
    return {
        "added": taken.added,
        "known": taken.known,
        "changed": taken.changed,
        "left_out": taken.left_out,
        "settings": taken.settings,
    }


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase all of the person who is here; the name stays, and begins anew."""
    person = current_person(request)
    if person.is_example:  # begun anew under its name, it would be taken for a real person
        return redirect("remove-person", person.pk)

    def anew() -> str:
        choose(request, start_anew(person).pk)
        _forget_here(request)
        return "erased"

    return _ask(request, person, anew, removes=False)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take somebody out of the household, with all that is theirs."""
    person = people_of(request).filter(pk=person_id).first()
    if person is None:
        raise Http404

    def gone() -> str:
        remove_person(person)
        _forget_here(request)
        if request.session.get(CHOSEN) == str(person_id):
            del request.session[CHOSEN]
        return "people"

    return _ask(request, person, gone, removes=True)


def _forget_here(request: HttpRequest) -> None:
    """This device's own session is saved after the view, and would bring back what was erased from it."""
    for name in UNDOS:
        request.session.pop(name, None)


def _ask(request: HttpRequest, person: Person, then: Callable[[], str], removes: bool) -> HttpResponse:
    """Says what it means, and acts only when the box was ticked and the button was tapped."""
    form = SureForm(request.POST or None) if request.method == "GET" else SureForm(request.POST)
    if request.method == "POST" and form.is_valid():
        return redirect(then())
    is_here = person == current_person(request)
    context = {"person": person, "form": form, "removes": removes, "is_here": is_here}
    context["back"] = reverse("people" if removes else "yours")
    return render(request, "reports/erase.html", context, status=422 if form.errors else 200)


@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "reports/erased.html", {"person": current_person(request)})
