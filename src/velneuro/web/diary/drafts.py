"""Keeps what a form of the diary brought: from a page as a whole, or from the phone answer by answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from velneuro.core.day import day_of
from velneuro.web.asking.questions import Question
from velneuro.web.diary.entries import AROUND, Spot, keep_said, known_answers, when
from velneuro.web.diary.forms import EntryForm, HappeningForm
from velneuro.web.diary.keeping import Sitting, Writer, keep, merged
from velneuro.web.diary.models import Entry, Happening, Revision
from velneuro.web.diary.moments import spot_of
from velneuro.web.diary.snapshots import plain, read
from velneuro.web.people.models import Person


def entry_form(
    writer: Writer, spot: Spot, entry: Entry | None, questions: Iterable[Question], data: Any = None
) -> EntryForm:
    """The form of an entry as it is kept, or of a new one."""
    words = {name: getattr(entry, name) for name in EntryForm.own_fields} if entry else {}
    return EntryForm(
        data,
        questions=questions,
        at=entry.at if entry else spot.at,
        now=writer.now,
        zone=ZoneInfo(entry.time_zone) if entry else writer.person.zone,
        initial={**words, **known_answers(entry)},
    )


def happening_form(writer: Writer, kind: str, known: Happening | None, data: Any = None) -> HappeningForm:
    """The form of what happened, as it is kept, or of something new."""
    return HappeningForm(
        data,
        kind=kind,
        at=known.at if known else writer.now,
        now=writer.now,
        zone=ZoneInfo(known.time_zone) if known else writer.person.zone,
        initial={"text": known.text} if known else {},
    )


def save_entry(
    writer: Writer, form: EntryForm, spot: Spot, entry_id: UUID, sitting: Sitting = Sitting.ENDS
) -> Revision | None:
    """Keep what came with the form, and the new time where that was changed. Raises NotKept."""
    said, at = form.said(), form.moment(form.data)
    if spot.moment not in AROUND and at != form.at:
        known = Entry.objects.filter(person=writer.person, pk=entry_id).first()
        if known is None:
            spot = spot_of(writer.person, spot.moment, at)
        else:
            said = replace(said, fields={**said.fields, **moved(writer.person, at, known.time_zone)})
    return keep_said(writer, spot, said, entry_id, sitting)


def moved(person: Person, at: datetime, time_zone: str) -> dict[str, Any]:
    """Another time, in the zone that the row was written in: a journey since must not move it to another day."""
    starts = timedelta(minutes=person.day_starts)
    return {"at": plain(at.astimezone(UTC)), "day": plain(day_of(at, ZoneInfo(time_zone), starts))}


def save_happening(
    writer: Writer, form: HappeningForm, row: UUID | None, sitting: Sitting = Sitting.ENDS
) -> Revision | None:
    """Keep what happened, in the row there is, else in a new one. A day has one flare. Raises NotKept."""
    at = form.moment(form.data)
    known = _happening_at(writer.person, form.kind, at, row)
    taken = row is None or Happening.objects.filter(pk=row).exists()
    place = known.pk if known else uuid.uuid4() if taken or row is None else row
    was = read(writer.person, "happening", place)
    text = form.cleaned_data["text"] if "text" in form.data else (was or {}).get("text", "")
    if was is None and not text and form.kind != Happening.Kind.FLARE:
        return None
    if known is not None:
        time = moved(writer.person, at, known.time_zone) if at != form.at else {}
    else:
        time = when(writer.person, Spot(Entry.Moment.ANY, at))
    return keep(writer, "happening", place, merged(was, {"kind": form.kind, "text": text, **time}), sitting)


def _happening_at(person: Person, kind: str, at: datetime, row: UUID | None) -> Happening | None:
    mine = Happening.objects.filter(person=person)
    known = mine.filter(pk=row).first() if row else None
    if known is None and kind == Happening.Kind.FLARE:
        return mine.filter(kind=kind, day=person.day_of(at)).first()
    return known
