"""Rows of a diary, written straight into the tables: what a test of looking back starts from."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.cast import NOW, ZONE, a_session
from velneuro.web.body_map.models import MapDay, Mark
from velneuro.web.diary.models import Entry, Happening, Score
from velneuro.web.feet.models import FootCheck
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def an_entry(person: Person, day: date = TODAY, moment: str = "any", hour: int = 20, **scores: int) -> Entry:
    """An entry of a day with its scores; `moment` is that of the tables."""
    return _entry(person, None, day, moment, hour, scores)


def a_note(person: Person, note: str, day: date = TODAY, **fields: Any) -> Entry:
    entry = an_entry(person, day)
    for name, value in {"note": note, **fields}.items():
        setattr(entry, name, value)
    entry.save()
    return entry


def a_night(person: Person, day: date, before: dict[str, int], after: dict[str, int]) -> PracticeSession:
    """A finished session of a day with scores before and after."""
    at = datetime.combine(day, time(20), UTC)
    session = a_session(person, state=PracticeSession.State.FINISHED, now=at, started_at=at)
    PracticeSession.objects.filter(pk=session.pk).update(day=day)
    _entry(person, session, day, "before", 20, before)
    _entry(person, session, day, "after", 21, after)
    return session


def _entry(
    person: Person, session: PracticeSession | None, day: date, moment: str, hour: int, scores: dict[str, int]
) -> Entry:
    at = datetime.combine(day, time(hour), UTC)
    entry = Entry.objects.create(
        person=person, session=session, moment=moment, day=day, at=at, changed_at=at, time_zone=ZONE
    )
    for scale, value in scores.items():
        Score.objects.create(person=person, entry=entry, scale=scale, value=value)
    return entry


def a_happening(person: Person, kind: str, day: date = TODAY, text: str = "") -> Happening:
    return Happening.objects.create(person=person, kind=kind, day=day, at=NOW, time_zone=ZONE, text=text)


def a_foot_check(person: Person, day: date = TODAY) -> FootCheck:
    return FootCheck.objects.create(person=person, day=day, at=NOW, time_zone=ZONE)


def a_map(person: Person, day: date, **levels: int) -> MapDay:
    """A map of burning: `left_ball=5` marks the left ball of the foot."""
    kept = MapDay.objects.create(person=person, day=day, changed_at=NOW, time_zone=ZONE)
    for place, level in levels.items():
        mark = {"place": place.replace("_", "-"), "kind": "burning", "level": level, "at": NOW, "time_zone": ZONE}
        Mark.objects.create(person=person, map_day=kept, **mark)
    return kept
