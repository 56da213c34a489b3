"""Tells every page whether the person of this device is the made-up one."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject

from velneuro.web.people.owner import current_person


def example(request: HttpRequest) -> dict[str, object]:
    """`is_example` for the templates; asked only by those that show it."""
    return {"is_example": SimpleLazyObject(lambda: _is_example(request))}


def _is_example(request: HttpRequest) -> bool:
    """At the door there is nobody, and a page that says that the database fails must not ask it."""
    try:
        return current_person(request).is_example
    except (Http404, AttributeError, DatabaseError):
        return False
