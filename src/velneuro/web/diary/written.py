"""What the phone sends while somebody writes: some fields of one row, read by the same forms as the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from velneuro.web.diary.drafts import entry_form, happening_form, save_entry, save_happening
from velneuro.web.diary.entries import AROUND, Spot, entry_at
from velneuro.web.diary.feet import check_at, feet_form, save_check
from velneuro.web.diary.keeping import Sitting, Writer, was_deleted
from velneuro.web.diary.models import Entry, Happening
from velneuro.web.diary.moments import every_question, spot_of
from velneuro.web.diary.snapshots import KINDS
from velneuro.web.practice.models import PracticeSession

# A phone may be without a network for weeks; a clock that is further off is not believed.
LATE_BY = timedelta(days=60)


@dataclass(frozen=True)
class Written:
    """Some fields of one row, as the phone tells them."""

    row: UUID
    kind: str
    at: datetime
    session: UUID | None
    values: Mapping[str, str | list[str]]

    def data(self) -> MultiValueDict[str, Any]:
        return MultiValueDict(
            {name: [value] if isinstance(value, str) else value for name, value in self.values.items()}
        )


def keep_written(writer: Writer, what: str, written: Written) -> list[str] | None:
    """Keep it, and give what is wrong with it, in words; None when the row was taken out before.

    Raises Http404 for a row, a session or a kind that is not there, NotKept where the diary has no room for it.
    """
    if what not in SAVERS or KINDS[what].model._default_manager.filter(pk=written.row).exclude(person=writer.person):
        raise Http404
    if was_deleted(writer.person, what, written.row):
        return None
    return SAVERS[what](writer, written)


def _believable(at: datetime, now: datetime) -> datetime:
    return at if now - LATE_BY < at <= now else now


def _keep_entry(writer: Writer, written: Written) -> list[str]:
    if written.kind not in Entry.Moment.values:
        raise Http404
    at = _believable(written.at, writer.now)
    known = Entry.objects.filter(person=writer.person, pk=written.row).select_related("session").first()
    if known is not None:
        spot = Spot(known.moment, known.at, known.session)
    elif written.kind in AROUND:
        spot = Spot(written.kind, at, _session(writer, written.session))
    else:
        spot = spot_of(writer.person, written.kind, at)
    questions = every_question(writer.person, spot.moment)
    form = entry_form(writer, spot, known or entry_at(writer.person, spot), questions, written.data())
    wrong = _wrong(form, written)
    if not wrong:
        save_entry(writer, form, spot, written.row, Sitting.GOES_ON)
    return wrong


def _session(writer: Writer, session: UUID | None) -> PracticeSession:
    found = PracticeSession.objects.filter(person=writer.person, pk=session).first() if session else None
    if found is None:
        raise Http404
    return found


def _keep_happening(writer: Writer, written: Written) -> list[str]:
    if written.kind not in Happening.Kind.values:
        raise Http404
    known = Happening.objects.filter(person=writer.person, pk=written.row).first()
    form = happening_form(writer, known.kind if known else written.kind, known, written.data())
    form.at = known.at if known else _believable(written.at, writer.now)
    wrong = _wrong(form, written)
    if not wrong:
        save_happening(writer, form, written.row, Sitting.GOES_ON)
    return wrong


def _keep_feet(writer: Writer, written: Written) -> list[str]:
    at = _believable(written.at, writer.now)
    known = check_at(writer.person, written.row, writer.person.day_of(at))
    form = feet_form(writer, known, written.data(), drafting=True)
    form.at = known.at if known else at
    wrong = _wrong(form, written)
    if not wrong:
        save_check(writer, form, written.row, Sitting.GOES_ON)
    return wrong


def _wrong(form: forms.Form, written: Written) -> list[str]:
    """What is wrong, one sentence each. A field that is not there must not vanish silently."""
    unknown = sorted(set(written.values) - set(form.fields))
    if unknown:
        return [gettext("There is no such question: %(names)s.") % {"names": ", ".join(unknown)[:200]}]
    return [str(error) for errors in form.errors.values() for error in errors]


SAVERS: dict[str, Callable[[Writer, Written], list[str]]] = {
    "entry": _keep_entry,
    "happening": _keep_happening,
    "foot-check": _keep_feet,
}
