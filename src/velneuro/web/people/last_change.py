"""Keeps the last change in the browser's session, so that a slip of a numb finger is put back with one tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person

KEPT_FOR = timedelta(minutes=10)  # ten seconds are over before a screen reader has said what happened


@dataclass(frozen=True)
class Notice:
    """What was just done and when, and what puts it back, as JSON; None when there is nothing to put back."""

    text: str
    undo: Any
    at: datetime


@dataclass(frozen=True)
class LastChange:
    """The last change of one kind on a device. `key` is its place in the browser's session."""

    key: str

    def remember(self, request: HttpRequest, text: str, undo: Any, now: datetime) -> None:
        """Say what was done, for the next page; with `undo`, which must be JSON, it can be put back."""
        person = str(current_person(request).pk)
        request.session[self.key] = {"text": text, "undo": undo, "person": person, "at": now.isoformat()}

    def notice(self, request: HttpRequest, person: Person, now: datetime) -> Notice | None:
        """What was done last by this person on this device, for ten minutes."""
        kept = request.session.get(self.key)
        if not kept or not _is_of(kept, person, now):
            return None
        return Notice(kept["text"], kept["undo"], datetime.fromisoformat(kept["at"]))

    def take(self, request: HttpRequest, person: Person, now: datetime) -> Any:
        """What puts the last change of this person back, once; None when there is none."""
        kept = request.session.pop(self.key, None)
        return kept["undo"] if kept and _is_of(kept, person, now) else None


def _is_of(kept: dict[str, Any], person: Person, now: datetime) -> bool:
    moment = parse_datetime(kept["at"])
    return kept["person"] == str(person.pk) and moment is not None and now - moment < KEPT_FOR
