"""The last change of a map on this device, which can be put back."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from velneuro.web.body_map.keeping import put_back
from velneuro.web.people.last_change import LastChange
from velneuro.web.people.models import Person

LAST_CHANGE = LastChange("map_undo")


def undo(request: HttpRequest, person: Person, now: datetime) -> bool:
    """Put the last change back; False when there is none, or when the day was changed again since."""
    before = LAST_CHANGE.take(request, person, now)
    return before is not None and put_back(person, before, now)
