"""What a table of the archive is: its fields, the order of its rows, and what there is at most one of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from velneuro.outputs.archive.kinds import DAY_KIND, DECIMAL_KIND, IDENTITY, MOMENT_KIND, ZONE, Kind

Row = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One field; `refers` names the table whose row it points to."""

    name: str
    kind: Kind
    null: bool = False
    refers: str = ""

    @property
    def is_number(self) -> bool:
        """True for a number that is written in quotes, so that no decimal is lost."""
        return self.kind is DECIMAL_KIND


@dataclass(frozen=True)
class Once:
    """A person has at most one row with these values, among those where `when` holds; a null never counts."""

    fields: tuple[str, ...]
    when: tuple[str, object] | None = None

    def key(self, row: Row) -> tuple[Any, ...] | None:
        """What must not come twice; None for a row that is not meant."""
        key = tuple(row[name] for name in self.fields)
        meant = self.when is None or row[self.when[0]] == self.when[1]
        return key if meant and None not in key else None


@dataclass(frozen=True)
class Table:
    """One table of a person."""

    name: str
    fields: tuple[Field, ...]
    order: tuple[str, ...]
    once: tuple[Once, ...] = ()

    def place(self, row: Row) -> tuple[str, ...]:
        """Where a row stands among the others: by time, then by id."""
        return (*(row[name] or "" for name in self.order), row["id"])


ID = Field("id", IDENTITY)
OF_DAY = (ID, Field("day", DAY_KIND), Field("at", MOMENT_KIND), Field("time_zone", ZONE))


def refer(name: str, table: str, null: bool = False) -> Field:
    """A field that points to a row of another table."""
    return Field(name, IDENTITY, null, table)
