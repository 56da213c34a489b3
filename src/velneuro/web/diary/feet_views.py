"""Pages of the daily foot check: what to look for, and what to do about what was found."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.content.foot_check import FootItem
from velneuro.web.diary.entry_views import take_out
from velneuro.web.diary.feet import answer_finding, check_at, feet_form, save_check
from velneuro.web.diary.feet_form import FeetForm
from velneuro.web.diary.keeping import NotKept, Writer
from velneuro.web.diary.undoing import notice, remember
from velneuro.web.diary.writing import writer_of
from velneuro.web.feet.found import item_of, open_findings
from velneuro.web.feet.models import Finding, FootCheck
from velneuro.web.feet.words import FOOT_WORDS
from velneuro.web.people.models import Person
from velneuro.web.people.owner import mine, mine_or_404


@dataclass(frozen=True)
class Found:
    """One open finding with what to do about it."""

    finding: Finding
    item: FootItem | None
    foot: Promise | str


@require_GET
def todays_check(request: HttpRequest) -> HttpResponse:
    """The check of today, opened again when it was done."""
    writer = writer_of(request)
    known = check_at(writer.person, None, writer.person.day_of(writer.now))
    return _page(request, writer, feet_form(writer, known), known, known.pk if known else uuid.uuid4())


def _page(request: HttpRequest, writer: Writer, form: FeetForm, known: FootCheck | None, row: UUID) -> HttpResponse:
    context = {
        "form": form,
        "check": known,
        "row": row,
        "person": writer.person,
        "found": found_of(writer.person),
    }
    return render(request, "diary/feet.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def one_check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """One foot check, to read and to correct; a new one is sent here too."""
    writer = writer_of(request)
    known = mine(request, FootCheck).filter(pk=check_id).first()
    is_new = request.GET.get("kind") == "today" and not FootCheck.objects.filter(pk=check_id).exists()
    if known is None and not is_new:
        raise Http404
    known = known or check_at(writer.person, None, writer.person.day_of(writer.now))
    form = feet_form(writer, known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _kept(request, writer, form, check_id):
        return redirect("findings" if open_findings(writer.person) else "diary")
    return _page(request, writer, form, known, check_id)


def _kept(request: HttpRequest, writer: Writer, form: FeetForm, row: UUID) -> bool:
    try:
        revision = save_check(writer, form, row)
    except NotKept as error:
        form.add_error(None, str(error))
        return False
    if revision is not None:
        remember(request, gettext("Your foot check is saved."), revision, writer.now)
    return True


@require_POST
def delete_check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """Take a check out; one tap puts it back."""
    return take_out(request, "foot-check", mine_or_404(request, FootCheck, check_id).pk)


def found_of(person: Person) -> list[Found]:
    """Every open finding with its words."""
    return [Found(finding, item_of(finding), FOOT_WORDS[finding.side]) for finding in open_findings(person)]


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """Everything that was found and waits for an answer, with what to do."""
    writer = writer_of(request)
    context = {"found": found_of(writer.person), "notice": notice(request, writer.person, writer.now)}
    return render(request, "diary/findings.html", {**context, "person": writer.person})


@require_POST
def answer(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """It is gone, or a clinician has seen it."""
    finding, writer = mine_or_404(request, Finding, finding_id), writer_of(request)
    said = request.POST.get("answer", "")
    if said not in (Finding.Answer.GONE, Finding.Answer.SEEN):
        raise Http404
    revision = answer_finding(writer, finding, said)
    remember(request, gettext("Good to know. It is noted."), revision, writer.now)
    return redirect("findings" if open_findings(writer.person) else "diary")
