"""Reads an archive strictly: every mistake has its place, and a file with any mistake is refused whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from velneuro.core.long_number import whole_number
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.outputs.archive.canonical import FORMAT, VERSION, Archive
from velneuro.outputs.archive.steps import bring_up
from velneuro.outputs.archive.table import Field, Row, Table
from velneuro.outputs.archive.tables import PERSON, TABLES
from velneuro.outputs.archive.unzipping import unzipped

MOST_BYTES = 300 * 10**6  # ten years with a session each evening take 200 MB
MOST_TOLD = 20
KEYS = ("format", "person", "tables", "version")
Ids = dict[str, set[str] | None]
ANEW = "export it again, and import that file"


def read_archive(content: bytes, file: str) -> Archive:
    """Read an archive of this or an older version, also from the zip that holds it with its tables.

    Raises InputRefused, which names the place of each mistake.
    """
    raw = _parsed(unzipped(content, file, MOST_BYTES), file)
    _refuse(_header(raw, file))
    raw = bring_up(raw, raw["version"])
    _refuse(_shape(raw, file))
    archive = Archive(raw["person"], raw["tables"])
    _refuse(_content(archive, file))
    return archive


def _refuse(problems: Iterator[Problem]) -> None:
    """A file of another kind has a mistake in each line; the first few are enough to see it."""
    refuse_if_any(islice(problems, MOST_TOLD))


def _parsed(content: bytes, file: str) -> Any:
    try:
        if len(content) > MOST_BYTES:
            raise ValueError(f"it is larger than {MOST_BYTES // 10**6} MB")
        text = content.decode("utf-8")
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number, parse_int=whole_number)
    except UnicodeDecodeError as error:
        refuse_if_any([Problem(file, f"byte {error.start + 1} is not text", ANEW)])
    except json.JSONDecodeError as error:
        place = f"{file}:{error.lineno}:{error.colno}"
        what = "the file ends here or is damaged" if content else "the file is empty"
        refuse_if_any([Problem(place, what, ANEW)])
    except (ValueError, RecursionError) as error:
        what = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        refuse_if_any([Problem(file, what, ANEW)])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _header(raw: Any, file: str) -> Iterator[Problem]:
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        yield Problem(file, "it is not an archive of Vel Neuro", "choose the file that the export wrote")
        return
    version = raw.get("version")
    if type(version) is not int or version < 1:
        yield Problem(f"{file}:version", "it is not a whole number from 1", ANEW)
    elif version > VERSION:
        what = f"version {version} was written by a newer Vel Neuro, and this one knows up to {VERSION}"
        yield Problem(f"{file}:version", what, "update this one, then import again")


def _shape(raw: dict[str, Any], file: str) -> Iterator[Problem]:
    """The outer form: what the rest may rely on."""
    yield from _names(raw, KEYS, file)
    if not isinstance(raw.get("person"), dict):
        yield Problem(f"{file}:person", "it is not an object", ANEW)
    tables = raw.get("tables")
    if not isinstance(tables, dict):
        yield Problem(f"{file}:tables", "it is not an object", ANEW)
        return
    yield from _names(tables, [table.name for table in TABLES], f"{file}:tables")
    for name, rows in tables.items():
        if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            yield Problem(f"{file}:{name}", "it is not a list of objects", ANEW)


def _names(found: Mapping[str, Any], wanted: Sequence[str], place: str) -> Iterator[Problem]:
    """Each name that is missing, and each that is not known: a word that nobody reads would be lost."""
    for name in wanted:
        if name not in found:
            yield Problem(place, f"{name} is missing", ANEW)
    for name in found:
        if name not in wanted:
            yield Problem(place, f"{name!r} is not known", ANEW)


def _content(archive: Archive, file: str) -> Iterator[Problem]:
    yield from _row(archive.person, PERSON, f"{file}:person")
    ids: Ids = {}
    for table in TABLES:
        yield from _table(table, archive.rows(table.name), ids, file)


def _table(table: Table, rows: list[Row], ids: Ids, file: str) -> Iterator[Problem]:
    """Rows are counted from 1. Values are looked at first: what has the wrong kind cannot be compared."""
    found = False
    for number, row in enumerate(rows, 1):
        for problem in _row(row, table.fields, f"{file}:{table.name}[{number}]"):
            found = True
            yield problem
    ids[table.name] = None if found else {row["id"] for row in rows}
    if not found:
        yield from _twice(table, rows, file)
        yield from _pointing(table, rows, ids, file)


def _row(row: Row, fields: tuple[Field, ...], place: str) -> Iterator[Problem]:
    if row.keys() != {field.name for field in fields}:
        yield from _names(row, [field.name for field in fields], place)
        return
    for field in fields:
        value = row[field.name]
        if not (field.kind.fits(value) or (value is None and field.null)):
            yield Problem(f"{place}.{field.name}", f"it is not {field.kind.expected}", ANEW)


def _twice(table: Table, rows: list[Row], file: str) -> Iterator[Problem]:
    seen: set[tuple[Any, ...]] = set()
    for number, row in enumerate(rows, 1):
        keys = [("id", row["id"]), *((once.fields, once.key(row)) for once in table.once)]
        for name, key in keys:
            if key is not None and (name, key) in seen:
                what = f"there is one with the same {name if isinstance(name, str) else ' and '.join(name) or 'kind'}"
                yield Problem(f"{file}:{table.name}[{number}]", f"{what} before it", "remove one of them")
            seen.add((name, key))


def _pointing(table: Table, rows: list[Row], ids: Ids, file: str) -> Iterator[Problem]:
    """Rows of a table with mistakes are not known by their ids, so nothing is said of what points to them."""
    for field in (field for field in table.fields if field.refers):
        known = ids[field.refers]
        for number, row in enumerate(rows, 1):
            if known is not None and row[field.name] is not None and row[field.name] not in known:
                what = f"there is no such row in {field.refers}"
                yield Problem(f"{file}:{table.name}[{number}].{field.name}", what, ANEW)
