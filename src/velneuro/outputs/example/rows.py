"""Collects the rows of a made-up life, each with an id that follows from what it is, and the note of its change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from velneuro.core.day import day_of
from velneuro.outputs.archive.canonical import plain
from velneuro.outputs.archive.table import Row
from velneuro.outputs.archive.tables import TABLES

NAMED = {"entry": "entries", "happening": "happenings", "foot-check": "foot_checks", "own-question": "own_questions"}
UNSEEN = ("id", "changed_at")


@dataclass
class Rows:
    """The tables as they fill. `home` names the zone that the person lives in."""

    namespace: UUID
    by: str
    home: str
    tables: dict[str, list[Row]] = field(default_factory=lambda: {table.name: [] for table in TABLES})

    def add(self, table: str, name: str, **values: Any) -> Row:
        """One row; its id follows from the table and the name."""
        row = {"id": self.id(table, name), **{key: plain(value) for key, value in values.items()}}
        self.tables[table].append(row)
        return row

    def id(self, table: str, name: str) -> str:
        """The id of the row of that name."""
        return str(uuid5(self.namespace, f"{table} {name}"))

    def at(self, day: date, minutes: float, zone: str = "") -> datetime:
        """A moment by the clock of a zone, so many minutes after midnight."""
        midnight = datetime.combine(day, time(), ZoneInfo(zone or self.home))
        return (midnight + timedelta(minutes=round(minutes))).astimezone(UTC)

    def when(self, at: datetime, zone: str = "") -> dict[str, Any]:
        """The fields that say when something was written."""
        named = zone or self.home
        return {"at": at, "day": day_of(at, ZoneInfo(named)), "time_zone": named}

    def entry(self, name: str, moment: str, scores: Mapping[str, int], **values: Any) -> Row:
        """An entry with its scores and its note of the change."""
        usual = {"session": None, "went_well": "", "note": "", "skin": "", "overall": None}
        row = self.add("entries", name, moment=moment, changed_at=values["at"], **{**usual, **values})
        for scale, value in scores.items():
            self.add("scores", f"{name} {scale}", entry=row["id"], scale=scale, value=value)
        return row

    def note(self, what: str, row: Row, at: datetime, **hanging: Mapping[str, Any]) -> None:
        """The revision that says that a row was made, with all that hangs on it."""
        fields = {key: _snapshot(key, value) for key, value in row.items() if key not in UNSEEN}
        became = {**fields, **hanging}
        self.add(
            "revisions", f"{what} {row['id']}", what=what, row=row["id"], at=at, by=self.by, was=None, became=became
        )


def _snapshot(name: str, value: Any) -> Any:
    """Revisions write moments as the diary does, with the offset and without needless decimals."""
    if name in ("at", "made_at", "retired_at", "answered_at") and isinstance(value, str):
        return datetime.fromisoformat(value).isoformat()
    return value
