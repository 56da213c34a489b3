"""The last change of the plan on this device, which can be put back."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from velneuro.web.people.last_change import LastChange
from velneuro.web.people.models import Person
from velneuro.web.rhythm.keeping import put_back

LAST_CHANGE = LastChange("rhythm_undo")


def undo(request: HttpRequest, person: Person, now: datetime) -> bool:
    """Put the last change back; False when there is none, or when it was changed again since."""
    made = LAST_CHANGE.take(request, person, now)
    return made is not None and put_back(person, made, now)
