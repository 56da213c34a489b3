"""The last change of the diary on this device, which can be put back."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from velneuro.web.diary.keeping import Writer, take_back
from velneuro.web.diary.models import Revision
from velneuro.web.people.last_change import LastChange, Notice
from velneuro.web.people.models import Person

LAST_CHANGE = LastChange("diary_undo")


def remember(request: HttpRequest, text: str, revision: Revision | None, now: datetime) -> None:
    """Say what was done, for the next page."""
    LAST_CHANGE.remember(request, text, str(revision.pk) if revision else None, now)


def notice(request: HttpRequest, person: Person, now: datetime) -> Notice | None:
    """What was done last; nothing once it was forgotten for good, or the diary changed again in any other way."""
    told, changes = LAST_CHANGE.notice(request, person, now), Revision.objects.filter(person=person)
    if told is None or changes.filter(at__gt=told.at).exists():
        return None
    is_forgotten = told.undo and not changes.filter(pk=told.undo).exists()
    return None if is_forgotten else told


def undo(request: HttpRequest, writer: Writer) -> bool:
    """Put the last change back; False when there is none, or when the row was changed again since."""
    key = LAST_CHANGE.take(request, writer.person, writer.now)
    revision = Revision.objects.filter(person=writer.person, pk=key).first() if key else None
    return revision is not None and take_back(writer, revision)
