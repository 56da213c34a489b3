"""Keeps the last change in the browser's session, so that a slip of a numb finger is put back with one tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from velneuro.web.body_map.keeping import Before, put_back
from velneuro.web.people.models import Person

KEY = "map_undo"
KEPT_FOR = timedelta(minutes=10)  # ten seconds are over before a screen reader has said what happened


@dataclass(frozen=True)
class Notice:
    """What was just done, and whether it can be put back."""

    text: str
    can_undo: bool


def remember(request: HttpRequest, text: str, before: Before | None, now: datetime) -> None:
    """Say what was done; with `before` it can be put back."""
    request.session[KEY] = {"text": text, "before": before, "at": now.isoformat()}


def notice(request: HttpRequest, person: Person, now: datetime) -> Notice | None:
    """What was done last by this person on this device, for ten minutes."""
    kept = request.session.get(KEY)
    if kept is None or not _is_fresh(kept["at"], now):
        return None
    before = kept["before"]
    if before is not None and before["person"] != str(person.pk):
        return None
    return Notice(kept["text"], before is not None)


def undo(request: HttpRequest, person: Person, now: datetime) -> bool:
    """Put the last change back; False when there is none, or when the day was changed again since."""
    kept = request.session.pop(KEY, None)
    return bool(kept and kept["before"] and _is_fresh(kept["at"], now) and put_back(person, kept["before"], now))


def _is_fresh(at: str, now: datetime) -> bool:
    moment = parse_datetime(at)
    return moment is not None and now - moment < KEPT_FOR
