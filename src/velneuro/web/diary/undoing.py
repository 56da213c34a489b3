"""The last change of the diary on this device, which can be put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from velneuro.web.diary.keeping import Writer, take_back
from velneuro.web.diary.models import Revision
from velneuro.web.people.last_change import LastChange, Notice
from velneuro.web.people.models import Person

LAST_CHANGE = LastChange("diary_undo")


@dataclass(frozen=True)
class DiaryNotice(Notice):
    """A notice with the day under which the changed row stands, None where that is today or no row is left."""

    day: date | None


def remember(request: HttpRequest, text: str, revision: Revision | None, now: datetime) -> None:
    """Say what was done, for the next page."""
    LAST_CHANGE.remember(request, text, str(revision.pk) if revision else None, now)


def notice(request: HttpRequest, person: Person, now: datetime) -> DiaryNotice | None:
    """What was done last; nothing once it was forgotten for good, or the diary changed again in any other way."""
    told, changes = LAST_CHANGE.notice(request, person, now), Revision.objects.filter(person=person)
    if told is None or changes.filter(at__gt=told.at).exists():
        return None
    revision = changes.filter(pk=told.undo).first() if told.undo else None
    if told.undo and revision is None:
        return None
    return DiaryNotice(told.text, told.undo, told.at, _other_day(revision, person.day_of(now)))


def _other_day(revision: Revision | None, today: date) -> date | None:
    """What was saved shortly before the day ended is looked for in vain on the page of today."""
    named = ((revision and revision.became) or {}).get("day")
    day = date.fromisoformat(named) if named else None
    return None if day == today else day


def undo(request: HttpRequest, writer: Writer) -> bool:
    """Put the last change back; False when there is none, or when the row was changed again since."""
    key = LAST_CHANGE.take(request, writer.person, writer.now)
    revision = Revision.objects.filter(person=writer.person, pk=key).first() if key else None
    return revision is not None and take_back(writer, revision)
