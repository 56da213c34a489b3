"""Pages for what happened: a flare day, a change of medicine, a side effect, other care."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.web.diary.drafts import happening_form, save_happening
from velneuro.web.diary.entry_views import take_out
from velneuro.web.diary.forms import HAPPENING_WORDS, HappeningForm
from velneuro.web.diary.keeping import NotKept, Writer
from velneuro.web.diary.models import Happening
from velneuro.web.diary.undoing import remember
from velneuro.web.diary.writing import writer_of
from velneuro.web.people.owner import mine, mine_or_404

Kind = Happening.Kind


@require_GET
def new_happening(request: HttpRequest, kind: str) -> HttpResponse:
    """A page to write what happened. A flare day that is marked already is opened."""
    if kind not in Kind.values:
        raise Http404
    writer = writer_of(request)
    flares = mine(request, Happening).filter(kind=Kind.FLARE, day=writer.person.day_of(writer.now))
    known = flares.first() if kind == Kind.FLARE else None
    return _page(request, writer, happening_form(writer, kind, known), known, uuid.uuid4())


def _page(
    request: HttpRequest, writer: Writer, form: HappeningForm, known: Happening | None, new_id: UUID
) -> HttpResponse:
    context = {
        "form": form,
        "happening": known,
        "row": known.pk if known else new_id,
        "kind": form.kind,
        "title": HAPPENING_WORDS[Kind(form.kind)][0],
        "person": writer.person,
    }
    return render(request, "diary/happening.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def happening(request: HttpRequest, happening_id: UUID) -> HttpResponse:
    """One thing that happened, to read and to correct."""
    writer = writer_of(request)
    known = mine(request, Happening).filter(pk=happening_id).first()
    kind = known.kind if known else request.GET.get("kind", "")
    if known is None and (kind not in Kind.values or Happening.objects.filter(pk=happening_id).exists()):
        raise Http404
    form = happening_form(writer, kind, known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _kept(request, writer, form, happening_id):
        return redirect("diary")
    return _page(request, writer, form, known, happening_id)


def _kept(request: HttpRequest, writer: Writer, form: HappeningForm, row: UUID) -> bool:
    try:
        revision = save_happening(writer, form, row)
    except NotKept as error:
        form.add_error(None, str(error))
        return False
    if revision is not None:
        title = HAPPENING_WORDS[Kind(form.kind)][0]
        remember(request, gettext("%(what)s: saved.") % {"what": title}, revision, writer.now)
    return True


@require_POST
def delete_happening(request: HttpRequest, happening_id: UUID) -> HttpResponse:
    """Take it out; one tap puts it back."""
    return take_out(request, "happening", mine_or_404(request, Happening, happening_id).pk)
