"""Keeps diary entries and scores. The same entry sent twice is one entry; a later value replaces the earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from velneuro.web.diary.models import Entry, Score
from velneuro.web.practice.models import PracticeSession


def draft_of(session: PracticeSession, moment: str, at: datetime) -> Entry:
    """The one entry of a session at a moment; when there is none yet, a new one that is not saved."""
    known = Entry.objects.filter(session=session, moment=moment).first()
    return known or Entry(
        person_id=session.person_id, session=session, moment=moment, at=at, time_zone=session.time_zone
    )


def entry_of(session: PracticeSession, moment: str, at: datetime, entry_id: UUID | None = None) -> Entry:
    """The one entry of a session at a moment, saved; a new one gets the phone's id, where it chose one."""
    entry = draft_of(session, moment, at)
    if entry._state.adding:
        # The id may have been used for something else: then the entry keeps its own, and nothing else is touched.
        if entry_id is not None and not Entry.objects.filter(pk=entry_id).exists():
            entry.pk = entry_id
        entry.save()
    return entry


def keep_scores(entry: Entry, scores: Mapping[str, int]) -> None:
    """Set the given scores of an entry; those not named stay as they are."""
    for scale, value in scores.items():
        Score.objects.update_or_create(
            entry=entry, scale=scale, defaults={"person_id": entry.person_id, "value": value}
        )
