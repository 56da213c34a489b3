"""The tables of an archive as CSV files in one zip, for spreadsheets; the archive itself lies with them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from velneuro.outputs.archive.canonical import Archive, to_bytes
from velneuro.outputs.archive.table import Field, Row
from velneuro.outputs.archive.tables import PERSON, TABLES

FORMULA = ("=", "+", "-", "@", "\t", "\r")
INSIDE = "archive.json"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same archive gives the same bytes


def to_zip(archive: Archive) -> bytes:
    """`archive.json`, `person.csv` and one CSV for each table."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as zipped:
        for name, content in _files(archive):
            zipped.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _files(archive: Archive) -> Iterable[tuple[str, bytes]]:
    yield INSIDE, to_bytes(archive)
    yield "person.csv", to_csv([archive.person], PERSON)
    for table in TABLES:
        yield f"{table.name}.csv", to_csv(sorted(archive.rows(table.name), key=table.place), table.fields)


def to_csv(rows: Iterable[Row], fields: tuple[Field, ...]) -> bytes:
    """RFC 4180 in UTF-8 with a mark at its start, without which spreadsheets guess at the letters."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([field.name for field in fields])
    for row in rows:
        writer.writerow([_cell(row[field.name], field) for field in fields])
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def _cell(value: Any, field: Field) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; a number stays a number."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, bool):
        return "true" if value else "false"
    is_words = isinstance(value, str) and not field.is_number
    return f"'{value}" if is_words and value.startswith(FORMULA) else str(value)
