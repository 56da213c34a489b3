"""What is said at one moment of the diary: finds the entry it belongs to, or begins one, and keeps it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from velneuro.web.asking.questions import OWN
from velneuro.web.diary.keeping import Sitting, Writer, keep, merged
from velneuro.web.diary.models import Entry, Revision
from velneuro.web.diary.snapshots import plain, read
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

Moment = Entry.Moment
AROUND = (Moment.BEFORE, Moment.AFTER)
ONCE_A_DAY = (Moment.MORNING, Moment.WEEK)
NOTHING_SAID: Mapping[str, Any] = {"went_well": "", "note": "", "skin": "", "overall": None}


@dataclass(frozen=True)
class Said:
    """What was said. What is not named stays as it was; a score or an answer that is None is taken out."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    scores: Mapping[str, int | None] = field(default_factory=dict)
    answers: Mapping[UUID, Decimal | None] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        values = (*self.fields.values(), *self.scores.values(), *self.answers.values())
        return all(value in (None, "") for value in values)


@dataclass(frozen=True)
class Spot:
    """Where in the diary something is said: at which moment, when, and around which session."""

    moment: str
    at: datetime
    session: PracticeSession | None = None

    def day(self, person: Person) -> date:
        return self.session.day if self.session and self.moment in AROUND else person.day_of(self.at)

    def time_zone(self, person: Person) -> str:
        return self.session.time_zone if self.session and self.moment in AROUND else person.time_zone


def entry_at(person: Person, spot: Spot) -> Entry | None:
    """The entry that a moment has already, where it can have only one."""
    mine = Entry.objects.filter(person=person, moment=spot.moment)
    if spot.moment in AROUND:
        return mine.filter(session=spot.session).first()
    return mine.filter(day=spot.day(person)).first() if spot.moment in ONCE_A_DAY else None


def known_answers(entry: Entry | None) -> dict[str, Any]:
    """What was answered in an entry already, by the names of the form's fields."""
    if entry is None:
        return {}
    scores = {score.scale: str(score.value) for score in entry.scores.all()}
    return {**scores, **{f"{OWN}{each.question_id}": plain(each.value) for each in entry.own_answers.all()}}


def keep_said(
    writer: Writer, spot: Spot, said: Said, entry_id: UUID | None = None, sitting: Sitting = Sitting.ENDS
) -> Revision | None:
    """Keep what was said, in the entry there is, else in a new one by the id that the phone chose.

    None when it changes nothing: it was kept before, or nothing was said in a new entry.
    """
    row = _row(writer.person, spot, entry_id)
    was = read(writer.person, "entry", row)
    if was is None and said.is_nothing:
        return None
    return keep(writer, "entry", row, _became(was or _begun(writer.person, spot), said), sitting)


def _row(person: Person, spot: Spot, entry_id: UUID | None) -> UUID:
    if entry_id is not None and Entry.objects.filter(person=person, pk=entry_id).exists():
        return entry_id
    if (known := entry_at(person, spot)) is not None:
        return known.pk
    # The id may have been used for something else: then the entry gets another, and nothing else is touched.
    taken = entry_id is None or Entry.objects.filter(pk=entry_id).exists()
    return uuid.uuid4() if taken or entry_id is None else entry_id


def _begun(person: Person, spot: Spot) -> dict[str, Any]:
    return {
        **NOTHING_SAID,
        "moment": spot.moment,
        "session": str(spot.session.pk) if spot.session else None,
        **when(person, spot),
    }


def when(person: Person, spot: Spot) -> dict[str, Any]:
    """The fields that say when something was."""
    zone = spot.time_zone(person)
    return {"at": plain(spot.at.astimezone(UTC)), "day": plain(spot.day(person)), "time_zone": zone}


def _became(was: Mapping[str, Any], said: Said) -> dict[str, Any]:
    fields = {name: plain(value) for name, value in said.fields.items()}
    scores = {name: None if value is None else {"value": value} for name, value in said.scores.items()}
    answers = {str(name): None if value is None else {"value": plain(value)} for name, value in said.answers.items()}
    return merged(dict(was), fields, scores=scores, own_answers=answers)
