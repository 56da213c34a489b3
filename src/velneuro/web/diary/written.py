"""What the phone sends while somebody writes: some fields of one row, read by the same forms as the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from velneuro.web.diary.drafts import entry_form, happening_form, save_entry, save_happening
from velneuro.web.diary.entries import AROUND, Spot, entry_at
from velneuro.web.diary.feet import check_at, feet_form, save_check
from velneuro.web.diary.feet_form import FeetForm
from velneuro.web.diary.forms import EntryForm, HappeningForm, WhenForm
from velneuro.web.diary.keeping import NotKept, Sitting, Writer, was_deleted
from velneuro.web.diary.models import Entry, Happening
from velneuro.web.diary.moments import every_question, spot_of
from velneuro.web.diary.snapshots import KINDS
from velneuro.web.practice.models import PracticeSession

# A phone may be without a network for weeks; a clock that is further off is not believed.
LATE_BY = timedelta(days=60)
WHEN = frozenset(WhenForm.base_fields)
AnyForm = TypeVar("AnyForm", bound=WhenForm)
Values = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Written:
    """Some fields of one row, as the phone tells them."""

    row: UUID
    kind: str
    at: datetime
    session: UUID | None
    values: Values


@dataclass(frozen=True)
class Declined:
    """What was not kept of what the phone sent: the reason for each field, in words."""

    reasons: Mapping[str, str]

    @property
    def words(self) -> str:
        return " ".join(dict.fromkeys(self.reasons.values()))

    @property
    def is_of_time_only(self) -> bool:
        """True where every answer and word was kept, so that nothing has to wait on the device."""
        return WHEN.issuperset(self.reasons)


def keep_written(writer: Writer, what: str, written: Written) -> Declined | None:
    """Keep all that can be kept, and give what was declined; None when the row was taken out before.

    Raises Http404 for a row, a session or a kind that is not there, NotKept where the diary has no room for it.
    """
    if what not in SAVERS or KINDS[what].model._default_manager.filter(pk=written.row).exclude(person=writer.person):
        raise Http404
    if was_deleted(writer.person, what, written.row):
        return None
    return SAVERS[what](writer, written)


def _believable(at: datetime, now: datetime) -> datetime:
    return at if now - LATE_BY < at <= now else now


def _keep_entry(writer: Writer, written: Written) -> Declined:
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

    def form(data: Any) -> EntryForm:
        return entry_form(writer, spot, known or entry_at(writer.person, spot), questions, data)

    return _keep(written, form, lambda form: save_entry(writer, form, spot, written.row, Sitting.GOES_ON))


def _session(writer: Writer, session: UUID | None) -> PracticeSession:
    found = PracticeSession.objects.filter(person=writer.person, pk=session).first() if session else None
    if found is None:
        raise Http404
    return found


def _keep_happening(writer: Writer, written: Written) -> Declined:
    if written.kind not in Happening.Kind.values:
        raise Http404
    known = Happening.objects.filter(person=writer.person, pk=written.row).first()

    def form(data: Any) -> HappeningForm:
        made = happening_form(writer, known.kind if known else written.kind, known, data)
        made.at = known.at if known else _believable(written.at, writer.now)
        return made

    return _keep(written, form, lambda form: save_happening(writer, form, written.row, Sitting.GOES_ON))


def _keep_feet(writer: Writer, written: Written) -> Declined:
    at = _believable(written.at, writer.now)
    known = check_at(writer.person, written.row, writer.person.day_of(at))

    def form(data: Any) -> FeetForm:
        made = feet_form(writer, known, data, drafting=True)
        made.at = known.at if known else at
        return made

    return _keep(written, form, lambda form: save_check(writer, form, written.row, Sitting.GOES_ON))


def _keep(written: Written, make: Callable[[Any], AnyForm], save: Callable[[AnyForm], object]) -> Declined:
    """A field that is declined must not take the others with it: a note would be lost with a mistyped day."""
    reasons = _reasons(written.values, make, save)
    out = WHEN | reasons.keys() if WHEN & reasons.keys() else reasons.keys()
    rest = {name: value for name, value in written.values.items() if name not in out}
    if reasons and rest:
        _reasons(rest, make, save)
    return Declined(reasons)


def _reasons(values: Values, make: Callable[[Any], AnyForm], save: Callable[[AnyForm], object]) -> dict[str, str]:
    """Keep all of the values, or none of them and say why, by field."""
    form = make(MultiValueDict({name: [value] if isinstance(value, str) else value for name, value in values.items()}))
    # A field that is not there must not vanish silently.
    unknown = {
        name: gettext("There is no such question: %(name)s.") % {"name": name}
        for name in values.keys() - form.fields.keys()
    }
    wrong = {**unknown, **{name: " ".join(map(str, errors)) for name, errors in form.errors.items()}}
    if not wrong:
        try:
            save(form)
        except NotKept as error:
            if not WHEN & values.keys():
                raise
            return {"date": str(error)}
    return wrong


SAVERS: dict[str, Callable[[Writer, Written], Declined]] = {
    "entry": _keep_entry,
    "happening": _keep_happening,
    "foot-check": _keep_feet,
}
