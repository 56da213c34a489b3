"""A row of the diary with all that hangs on it, as one JSON value, and back.

What hangs on a row is kept by what names it there: a score by its scale, an answer by its question, a finding by its
item and side. Each gets its id from that name, so that what is put back is the same row to every link that leads to it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from velneuro.web.asking.models import OwnQuestion
from velneuro.web.diary.models import Entry, Happening, OwnAnswer, Score
from velneuro.web.feet.models import Finding, FootCheck
from velneuro.web.people.models import OfPerson, Person

Snapshot = dict[str, Any]
UNSEEN = ("id", "person", "changed_at")


@dataclass(frozen=True)
class Hanging:
    """Rows that belong to another row by `of`, one for each value of `names`."""

    model: type[OfPerson]
    of: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of row, and what hangs on it."""

    model: type[OfPerson]
    hanging: dict[str, Hanging]


KINDS = {
    "entry": Kind(
        Entry,
        {"scores": Hanging(Score, "entry", ("scale",)), "own_answers": Hanging(OwnAnswer, "entry", ("question",))},
    ),
    "happening": Kind(Happening, {}),
    "foot-check": Kind(FootCheck, {"findings": Hanging(Finding, "foot_check", ("item", "side"))}),
    "own-question": Kind(OwnQuestion, {}),
}


def read(person: Person, what: str, row: UUID) -> Snapshot | None:
    """The row as it is, None where there is none. Raises nothing for the row of another: it is not there."""
    kind = KINDS[what]
    found = kind.model._default_manager.filter(person=person, pk=row).first()
    if found is None:
        return None
    return {**_fields(found), **{name: _hanging_on(found, hanging) for name, hanging in kind.hanging.items()}}


def _fields(row: models.Model, without: tuple[str, ...] = ()) -> Snapshot:
    fields = (field for field in row._meta.concrete_fields if field.name not in (*UNSEEN, *without))
    return {field.name: plain(getattr(row, field.attname)) for field in fields}


def plain(value: Any) -> Any:
    """As JSON writes it; a number without the zeros that a database adds."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _hanging_on(row: OfPerson, hanging: Hanging) -> Snapshot:
    rows = hanging.model._default_manager.filter(**{hanging.of: row})
    return {_name(each, hanging): _fields(each, (hanging.of, *hanging.names)) for each in rows}


def _name(row: OfPerson, hanging: Hanging) -> str:
    values = (row._meta.get_field(name).value_from_object(row) for name in hanging.names)  # type: ignore[union-attr]
    return " ".join(str(value) for value in values).strip()


def write(person: Person, what: str, row: UUID, became: Snapshot | None, now: datetime) -> None:
    """Make the row what the snapshot says. Raises IntegrityError where it does not go with the other rows."""
    kind = KINDS[what]
    if became is None:
        kind.model._default_manager.filter(person=person, pk=row).delete()
        return
    fields = _values(kind.model, {key: value for key, value in became.items() if key not in kind.hanging})
    if any(field.name == "changed_at" for field in kind.model._meta.concrete_fields):
        fields["changed_at"] = now
    made, _ = kind.model._default_manager.update_or_create(pk=row, person=person, defaults=fields)
    for name, hanging in kind.hanging.items():
        _hang(made, hanging, became.get(name, {}))


def _values(model: type[OfPerson], snapshot: Snapshot) -> dict[str, Any]:
    """What a snapshot says, by the columns that there are: one of an older version may name others."""
    columns = {field.name: field for field in model._meta.concrete_fields if field.name not in UNSEEN}
    return {columns[key].attname: columns[key].to_python(value) for key, value in snapshot.items() if key in columns}


def _can_hang(hanging: Hanging, name: str) -> bool:
    """False for the answer to a question that was taken out since: there is nothing left that it answers."""
    field = hanging.model._meta.get_field(hanging.names[0])
    if not isinstance(field, models.ForeignKey):
        return True
    return bool(field.related_model._default_manager.filter(pk=name).exists())


def _hang(row: OfPerson, hanging: Hanging, wanted: Snapshot) -> None:
    manager = hanging.model._default_manager
    there = {_name(each, hanging): each for each in manager.filter(**{hanging.of: row})}
    manager.filter(pk__in=[each.pk for name, each in there.items() if name not in wanted]).delete()
    for name, fields in wanted.items():
        if not _can_hang(hanging, name):
            continue
        if name not in there or _fields(there[name], (hanging.of, *hanging.names)) != fields:
            of = {hanging.of: row, "person_id": row.person_id}
            named = dict(zip(hanging.names, (*name.split(" "), ""), strict=False))
            pk = there[name].pk if name in there else uuid.uuid5(row.pk, name)
            defaults = {**of, **_values(hanging.model, {**named, **fields})}
            manager.update_or_create(pk=pk, defaults=defaults)
