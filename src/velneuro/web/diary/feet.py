"""Keeps the daily look at the feet, and answers to what was found."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from velneuro.web.diary.drafts import moved
from velneuro.web.diary.entries import Spot, when
from velneuro.web.diary.feet_form import FeetForm
from velneuro.web.diary.keeping import Sitting, Writer, keep, merged
from velneuro.web.diary.models import Entry, Revision
from velneuro.web.diary.snapshots import plain, read
from velneuro.web.feet.models import Finding, FootCheck
from velneuro.web.people.models import Person

WHAT = "foot-check"
OPEN: Mapping[str, Any] = {"note": "", "answer": Finding.Answer.OPEN.value, "answered_at": None}


def check_at(person: Person, row: UUID | None, day: Any) -> FootCheck | None:
    """The check by its id, else the one of the day."""
    mine = FootCheck.objects.filter(person=person)
    return (mine.filter(pk=row).first() if row else None) or mine.filter(day=day).first()


def feet_form(writer: Writer, known: FootCheck | None, data: Any = None, drafting: bool = False) -> FeetForm:
    """The form of a check as it is kept, or of a new one."""
    return FeetForm(
        data,
        found=known.findings.all() if known else (),
        drafting=drafting,
        at=known.at if known else writer.now,
        now=writer.now,
        zone=ZoneInfo(known.time_zone) if known else writer.person.zone,
    )


def save_check(writer: Writer, form: FeetForm, row: UUID, sitting: Sitting = Sitting.ENDS) -> Revision | None:
    """Keep what was found. A draft that holds no finding keeps nothing: only the button says that all is fine."""
    at = form.moment(form.data)
    known = check_at(writer.person, row, writer.person.day_of(at))
    if form.drafting and not form.found():
        return None
    taken = FootCheck.objects.filter(pk=row).exclude(person=writer.person).exists()
    place = known.pk if known else uuid.uuid4() if taken else row
    was = read(writer.person, WHAT, place)
    if known is None:
        clock = when(writer.person, Spot(Entry.Moment.ANY, at))
    else:
        clock = moved(writer.person, at, known.time_zone) if at != form.at else {}
    return keep(writer, WHAT, place, merged(was, clock, findings=_findings(was or {}, form)), sitting)


def _findings(was: Mapping[str, Any], form: FeetForm) -> dict[str, Any]:
    """Each finding as it was answered before, else open; None takes out what is not ticked any more."""
    before, found = was.get("findings", {}), form.found()
    gone = [name for name in before if name not in found and form.was_asked(name.split(" ")[0])]
    return {**dict.fromkeys(gone), **{name: before.get(name, OPEN) for name in found}}


def answer_finding(writer: Writer, finding: Finding, answer: str) -> Revision | None:
    """Gone, or seen by a clinician: every open finding of the same item and side is answered with it."""
    same = Finding.objects.filter(
        person=writer.person, item=finding.item, side=finding.side, answer=Finding.Answer.OPEN
    ).order_by("foot_check__day")
    revision = None
    for each in same:
        was = read(writer.person, WHAT, each.foot_check_id) or {}
        name = f"{each.item} {each.side}".strip()
        said = {**was["findings"][name], "answer": answer, "answered_at": plain(writer.now)}
        revision = keep(writer, WHAT, each.foot_check_id, merged(was, {}, findings={name: said}))
    return revision
