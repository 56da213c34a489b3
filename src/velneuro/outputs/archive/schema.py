"""The JSON Schema of the archive, from the same list that reads and writes it; `schema.json` holds it for others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from velneuro.outputs.archive.canonical import FORMAT, VERSION
from velneuro.outputs.archive.table import Field
from velneuro.outputs.archive.tables import PERSON, TABLES

SHIPPED = Path(__file__).with_name("schema.json")


def schema() -> dict[str, Any]:
    """The schema of the newest version, in draft 2020-12."""
    tables = {table.name: {"type": "array", "items": _object(table.fields)} for table in TABLES}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vel Neuro archive of one person",
        **_closed(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "person": _object(PERSON),
                "tables": _closed(tables),
            }
        ),
    }


def _object(fields: Iterable[Field]) -> dict[str, Any]:
    return _closed({field.name: _value(field) for field in fields})


def _value(field: Field) -> dict[str, Any]:
    said = {"description": f"id of a row in {field.refers}"} if field.refers else {}
    value = {**said, **field.kind.schema}
    return {"anyOf": [value, {"type": "null"}]} if field.null else value


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }
