"""Who writes in the diary in a request."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from velneuro.web.diary.keeping import Writer
from velneuro.web.people.owner import current_person


def writer_of(request: HttpRequest) -> Writer:
    """The person of this device, by the name that they use now."""
    person = current_person(request)
    return Writer(person, person.name, timezone.now())
