"""What a person told us of tonight. A key that is missing was not answered, and counts as the careful answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from velneuro.core.body import LIMB_PLACES
from velneuro.core.catalog import ABILITIES, KINDS, MOST_PRESSURE, SURPRISE, Catalog
from velneuro.core.problem import Problem
from velneuro.core.table import Table


@dataclass(frozen=True)
class Sign:
    """A sign that is present, at which places (none named: all it may be at), and whether a clinician said yes."""

    id: str
    where: tuple[str, ...] = ()
    cleared: bool = False


@dataclass(frozen=True)
class Feeling:
    """One mark of the body map: level 0 to 10 of one kind at one place."""

    place: str
    kind: str
    level: int


@dataclass(frozen=True)
class Person:
    """The answers. None means: not answered; `gate_answered`: every sign was asked, and those not listed are absent."""

    hands: frozenset[str] | None = None
    have: frozenset[str] | None = None
    limbs: frozenset[str] | None = None
    pressure: int | None = None
    visualization: bool | None = None
    picture: str | None = None
    signs: tuple[Sign, ...] = ()
    gate_answered: bool = False
    feelings: tuple[Feeling, ...] | None = None


def read_person(data: object, file: str, catalog: Catalog) -> tuple[Person, list[Problem]]:
    """Read the shape of a person file; returns the person and every mistake, each at `file:key`."""
    problems: list[Problem] = []
    table = Table(data, file, "", problems)
    signs = tuple(_read_sign(entry, catalog) for entry in table.tables("sign"))
    person = Person(
        hands=_choices(table, "hands", ABILITIES),
        have=_choices(table, "have", catalog.supplies),
        limbs=_choices(table, "limbs", LIMB_PLACES),
        pressure=table.whole("pressure", 0, MOST_PRESSURE) if table.has("pressure") else None,
        visualization=table.flag("visualization") if table.has("visualization") else None,
        picture=table.name("picture", (*catalog.pictures, SURPRISE)) if table.has("picture") else None,
        signs=signs,
        gate_answered=_read_gate(table),
        feelings=tuple(_read_feeling(entry, catalog) for entry in table.tables("feel")) if table.has("feel") else None,
    )
    table.close()
    return person, problems


def _choices(table: Table, key: str, allowed: tuple[str, ...] | Mapping[str, object]) -> frozenset[str] | None:
    return frozenset(table.names(key, allowed)) if table.has(key) else None


def _read_gate(table: Table) -> bool:
    if not table.has("gate"):
        return False
    gate = table.table("gate")
    none = gate.flag("none", False)
    gate.close()
    return none


def _read_sign(entry: Table, catalog: Catalog) -> Sign:
    # A sign that is misspelled must not vanish: it is reported, and the run is refused.
    sign = Sign(
        id=entry.name("id", catalog.signs),
        where=_read_where(entry, catalog),
        cleared=entry.flag("cleared", False),
    )
    entry.close()
    return sign


def _read_where(entry: Table, catalog: Catalog) -> tuple[str, ...]:
    if not entry.has("where"):
        return ()
    if entry.is_list("where"):
        return entry.names("where", catalog.body.places)
    place = entry.name("where", catalog.body.places)
    return (place,) if place else ()


def _read_feeling(entry: Table, catalog: Catalog) -> Feeling:
    feeling = Feeling(
        place=entry.name("zone", catalog.body.places),
        kind=entry.name("kind", KINDS),
        level=entry.whole("level", 0, 10),
    )
    entry.close()
    return feeling
