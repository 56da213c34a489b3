"""An archive as a value, and as bytes: the same content always gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from velneuro.outputs.archive.table import Row, Table
from velneuro.outputs.archive.tables import TABLES

FORMAT = "velneuro-archive"
VERSION = 3  # each older one has a step in steps.py


@dataclass(frozen=True)
class Archive:
    """All of one person as plain JSON values; `tables` holds a list of rows for every table."""

    person: Row
    tables: Mapping[str, list[Row]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        """The rows of one table, none where it is empty."""
        return self.tables.get(table, [])


def plain(value: Any) -> Any:
    """A value of the database in the archive's fixed form: moments in UTC to the microsecond, three decimals."""
    form = FORMS.get(type(value))
    return form(value) if form else value


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _decimal(value: Decimal) -> str:
    return f"{value + 0:.3f}"  # adding zero takes the sign from a zero


FORMS: dict[type, Callable[[Any], str]] = {
    datetime: _moment,
    date: date.isoformat,
    Decimal: _decimal,
    UUID: str,
    str: str,  # a text may be one of Django's own kinds of text
}


def to_bytes(archive: Archive) -> bytes:
    """UTF-8 JSON with sorted keys, one row a line, and a line break at the end."""
    tables = ",\n".join(_table(table, archive) for table in sorted(TABLES, key=lambda table: table.name))
    parts = (
        f'"format":{_json(FORMAT)}',
        f'"person":{_json(archive.person)}',
        f'"tables":{{\n{tables}\n}}',
        f'"version":{VERSION}',
    )
    # Half a letter cannot be written in UTF-8; its escape can, and means the same in JSON.
    return ("{" + ",\n".join(parts) + "}\n").encode("utf-8", "backslashreplace")


def _table(table: Table, archive: Archive) -> str:
    rows = ",\n".join(_json(row) for row in sorted(archive.rows(table.name), key=table.place))
    return f"{_json(table.name)}:[\n{rows}\n]" if rows else f"{_json(table.name)}:[]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
