"""Holidays and pauses: days on which nothing is asked, and which cost nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from velneuro.web.people.owner import current_person, mine_or_404
from velneuro.web.rhythm.forms import BreakForm
from velneuro.web.rhythm.keeping import begin_break, change_break, end_break, remove_break
from velneuro.web.rhythm.models import Break
from velneuro.web.rhythm.undoing import LAST_CHANGE


@require_http_methods(["GET", "POST"])
def new_break(request: HttpRequest) -> HttpResponse:
    """Days off, with a last day or without one."""
    person, now = current_person(request), timezone.now()
    form = BreakForm(request.POST or None, today=person.day_of(now))
    if request.method == "POST" and form.is_valid():
        kind = Break.Kind.HOLIDAY if form.until else Break.Kind.PAUSE
        made = begin_break(person, kind, form.cleaned_data["since"], form.until, now)
        if made is not None:
            LAST_CHANGE.remember(request, gettext("Noted. Nothing is asked on these days."), made, now)
        return redirect("rhythm")
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
def one_break(request: HttpRequest, break_id: UUID) -> HttpResponse:
    """Give a break other days."""
    row, now = mine_or_404(request, Break, break_id), timezone.now()
    form = BreakForm(request.POST or None, today=row.person.day_of(now), row=row)
    if request.method == "POST" and form.is_valid():
        made = change_break(row, form.cleaned_data["since"], form.until, now)
        if made is not None:
            LAST_CHANGE.remember(request, gettext("Changed."), made, now)
        return redirect("rhythm")
    return _page(request, form, row)


@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """From today on nothing is asked, until the person ends it."""
    person, now = current_person(request), timezone.now()
    made = begin_break(person, Break.Kind.PAUSE, person.day_of(now), None, now)
    if made is not None:
        LAST_CHANGE.remember(request, gettext("Paused. Nothing is asked until you end it."), made, now)
    return redirect("rhythm")


@require_POST
def go_on(request: HttpRequest, break_id: UUID) -> HttpResponse:
    """End a break: today the plan holds again."""
    row, now = mine_or_404(request, Break, break_id), timezone.now()
    made = end_break(row, now)
    if made is not None:
        LAST_CHANGE.remember(request, gettext("Welcome back. Your plan holds again from today."), made, now)
    return redirect("rhythm")


@require_POST
def take_break_out(request: HttpRequest, break_id: UUID) -> HttpResponse:
    """As if it had not been; one tap puts it back."""
    row, now = mine_or_404(request, Break, break_id), timezone.now()
    LAST_CHANGE.remember(request, gettext("Taken out."), remove_break(row, now), now)
    return redirect("rhythm")


def _page(request: HttpRequest, form: BreakForm, row: Break | None) -> HttpResponse:
    return render(request, "rhythm/break.html", {"form": form, "row": row}, status=422 if form.errors else 200)
