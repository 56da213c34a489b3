"""Pages that write an entry: a check-in, the morning, the week; and any entry, opened again."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.web.diary.drafts import entry_form, save_entry
from velneuro.web.diary.entries import AROUND, Spot, entry_at
from velneuro.web.diary.forms import EntryForm
from velneuro.web.diary.keeping import NotKept, Writer, keep
from velneuro.web.diary.models import Entry
from velneuro.web.diary.moments import MOMENT_WORDS, questions_of, spot_of
from velneuro.web.diary.undoing import remember
from velneuro.web.diary.writing import writer_of
from velneuro.web.people.owner import mine, mine_or_404

Moment = Entry.Moment
NEW = {"check-in": Moment.ANY, "morning": Moment.MORNING, "week": Moment.WEEK}


@require_GET
def new_entry(request: HttpRequest, moment: str) -> HttpResponse:
    """A page to write on. The morning and the week have one entry a day, which is opened again."""
    if moment not in NEW:
        raise Http404
    writer = writer_of(request)
    spot = spot_of(writer.person, NEW[moment], writer.now)
    known = entry_at(writer.person, spot)
    return _page(request, writer, _form(writer, spot, known), spot, known, uuid.uuid4())


def _form(writer: Writer, spot: Spot, entry: Entry | None, data: Any = None) -> EntryForm:
    return entry_form(writer, spot, entry, questions_of(writer.person, spot.moment, entry), data)


def _page(
    request: HttpRequest, writer: Writer, form: EntryForm, spot: Spot, entry: Entry | None, new_id: UUID
) -> HttpResponse:
    context = {
        "form": form,
        "entry": entry,
        "row": entry.pk if entry else new_id,
        "kind": spot.moment,
        "title": MOMENT_WORDS[Moment(spot.moment)],
        "session": spot.session,
        "person": writer.person,
        "can_move": spot.moment not in AROUND,
    }
    return render(request, "diary/entry.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry, to read and to correct. A page to write on sends its first words here, with its moment as kind."""
    writer = writer_of(request)
    known = mine(request, Entry).filter(pk=entry_id).select_related("session").first()
    moment = known.moment if known else request.GET.get("kind", "")
    if known is None and (moment not in NEW.values() or Entry.objects.filter(pk=entry_id).exists()):
        raise Http404
    spot = Spot(moment, known.at, known.session) if known else spot_of(writer.person, moment, writer.now)
    known = known or entry_at(writer.person, spot)
    form = _form(writer, spot, known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _kept(request, writer, form, spot, entry_id):
        return redirect("diary")
    return _page(request, writer, form, spot, known, entry_id)


def _kept(request: HttpRequest, writer: Writer, form: EntryForm, spot: Spot, entry_id: UUID) -> bool:
    try:
        revision = save_entry(writer, form, spot, entry_id)
    except NotKept as error:
        form.add_error(None, str(error))
        return False
    if revision is not None:
        remember(
            request, gettext("%(what)s: saved.") % {"what": MOMENT_WORDS[Moment(spot.moment)]}, revision, writer.now
        )
    return True


@require_POST
def delete_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take an entry out; one tap puts it back."""
    return take_out(request, "entry", mine_or_404(request, Entry, entry_id).pk)


def take_out(request: HttpRequest, what: str, row: UUID) -> HttpResponse:
    """Take a row of the diary out, and offer to put it back."""
    writer = writer_of(request)
    remember(request, gettext("Taken out."), keep(writer, what, row, None), writer.now)
    return redirect("diary")
