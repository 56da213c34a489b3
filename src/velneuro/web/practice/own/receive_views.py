"""Receiving a routine: it is shown in plain words first, and kept only then."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from velneuro.core.problem import InputRefused
from velneuro.outputs.routine_link import KEY
from velneuro.web.people.owner import current_person
from velneuro.web.practice.own.receiving import Received, from_code, from_file, from_pasted
from velneuro.web.toolkit.keeping import Source, Wishes, keep_new
from velneuro.web.toolkit.models import OwnRoutine


class ReceiveForm(forms.Form):
    """A file, or what was pasted; and who gave it."""

    file = forms.FileField(label=_("A routine file"), required=False, allow_empty_file=True)
    pasted = forms.CharField(label=_("Or paste the link or the text here"), required=False, strip=False)
    sender = forms.CharField(label=_("Who gave it to you? It can stay empty."), required=False, max_length=80)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Take a routine, say what it is, and keep it when it is wished."""
    form = ReceiveForm(request.POST or None, request.FILES or None)
    received = _received(request, form)
    problems = received.problems if received else ()
    if received and received.routine and "keep" in request.POST:
        try:
            return _keep(request, received, form.cleaned_data["sender"])
        except InputRefused as refused:  # there are too many
            problems = refused.problems
    context = {"form": form, "received": received, "problems": problems}
    return render(request, "own/receive.html", context, status=422 if problems or form.errors else 200)


def _received(request: HttpRequest, form: ReceiveForm) -> Received | None:
    """What was sent, by whichever way; None where nothing was."""
    person = current_person(request)
    if request.method == "GET":
        return from_code(request.GET[KEY], person) if KEY in request.GET else None
    if not form.is_valid():
        return None
    if form.cleaned_data["file"]:
        return from_file(form.cleaned_data["file"], person)
    return from_pasted(form.cleaned_data["pasted"], person)


def _keep(request: HttpRequest, received: Received, sender: str) -> HttpResponse:
    assert received.routine is not None
    source = Source(OwnRoutine.Origin.RECEIVED, sender=sender)
    row = keep_new(current_person(request), received.routine, source, Wishes(), timezone.now())
    return redirect(f"{reverse('routine', args=[row.name])}?kept=1")
