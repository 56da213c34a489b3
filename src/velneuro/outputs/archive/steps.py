"""Brings an archive of an older version up to the next one, a step at a time. A step that was released never goes.

A step gets the file as it was read, not yet checked: what is missing is left to the check, which names the place.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Raw = dict[str, Any]
DAY_STARTED = timedelta(hours=4)  # for everybody, until version 2

FRESH = (
    *("own_questions", "own_answers", "happenings", "foot_checks", "findings", "revisions"),
    *("trials", "trial_pauses"),
    *("rituals", "breaks", "occurrences", "deliveries", "rhythm_choices", "own_routines", "favorites"),
)


def bring_up(raw: Raw, version: int) -> Raw:
    """The same content in the form of today."""
    for step in STEPS[version - 1 :]:
        raw = step(raw)
    return raw


def _days(raw: Raw) -> Raw:
    """2: rows know their day; and the tables that are new in it."""
    tables = {**_dict(raw.get("tables"))}
    sessions = [{"gate_path": "", **row, **_day(row, "made_at")} for row in _rows(tables, "sessions")]
    of_session = {row.get("id"): row.get("day") for row in sessions}
    entries = [_entry(row, of_session) for row in _rows(tables, "entries")]
    person = {"morning_asks": [], "any_asks": [], "wordings": {}, "day_starts": 240, **_dict(raw.get("person"))}
    fresh: Raw = {name: [] for name in FRESH}
    return {**raw, "person": person, "tables": {**fresh, **tables, "sessions": sessions, "entries": entries}}


def _entry(row: Raw, of_session: dict[Any, Any]) -> Raw:
    day = of_session.get(row.get("session"))
    known = {"day": day} if day else _day(row, "at")
    return {**row, **known, "changed_at": row.get("at"), "overall": None}


def _day(row: Raw, moment: str) -> Raw:
    """The day that a row was written on; nothing for a row that is damaged."""
    try:
        at = datetime.fromisoformat(row[moment]).astimezone(ZoneInfo(row["time_zone"]))
        return {"day": (at - DAY_STARTED).date().isoformat()}
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return {}


def _moments_of_going_on(raw: Raw) -> Raw:
    """3: a pause of a trial knows the moment at which it ended; of older ones nobody knows it."""
    tables = {**_dict(raw.get("tables"))}
    pauses = tables.get("trial_pauses")
    if isinstance(pauses, list):  # a row that is damaged stays, for the check to name it
        tables["trial_pauses"] = [{"went_on_at": None, **row} if isinstance(row, dict) else row for row in pauses]
    return {**raw, "tables": tables}


def _rows(tables: Raw, name: str) -> list[Raw]:
    rows = tables.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _dict(value: Any) -> Raw:
    return value if isinstance(value, dict) else {}


STEPS: tuple[Callable[[Raw], Raw], ...] = (_days, _moments_of_going_on)
