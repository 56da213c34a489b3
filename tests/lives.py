"""Generated lives: archives with any letters, any zone, any moment of 2020 to 2040, also where clocks change."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import strategies as st

from velneuro.core.day import day_of
from velneuro.core.trial.design import Design
from velneuro.core.trial.plan_file import make_plan, plan_hash, plan_table
from velneuro.core.trial.seal import seal
from velneuro.outputs.archive import kinds
from velneuro.outputs.archive.canonical import Archive, plain
from velneuro.outputs.archive.table import Field, Row, Table
from velneuro.outputs.archive.tables import PERSON, TABLES

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
ZONES = sorted(available_timezones())
# In autumn the same hour comes twice, in spring one is missing: each a few minutes before and after.
CHANGES = (
    datetime(2026, 11, 1, 5, 59, 59, 999999, tzinfo=UTC),  # New York
    datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
    datetime(2027, 3, 14, 6, 59, 59, tzinfo=UTC),
    datetime(2027, 3, 14, 7, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 59, tzinfo=UTC),  # Berlin
    datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
    datetime(2026, 4, 4, 15, 30, tzinfo=UTC),  # Lord Howe, by half an hour
)

letters = st.characters(codec="utf-8", exclude_characters="\0")
moments = st.one_of(
    st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC), allow_imaginary=False),
    st.sampled_from(CHANGES),
)
ids = st.uuids(version=4).map(str)
plain_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(letters, max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(letters, max_size=5), inner, max_size=3),
    max_leaves=6,
)


def values(field: Field) -> st.SearchStrategy[Any]:
    """What a field may hold."""
    made = _of_kind(field.kind)
    return st.none() | made if field.null else made


def _of_kind(kind: kinds.Kind) -> st.SearchStrategy[Any]:
    schema = kind.schema
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    fixed: dict[int, st.SearchStrategy[Any]] = {
        id(kinds.IDENTITY): ids,
        id(kinds.YES_NO): st.booleans(),
        id(kinds.MOMENT_KIND): moments.map(plain),
        id(kinds.DAY_KIND): moments.map(lambda moment: moment.date().isoformat()),
        id(kinds.DECIMAL_KIND): st.decimals(-99999999, 99999999, places=3).map(plain),
        id(kinds.PATH_KIND): st.sampled_from(["", "/", "/trials/0a-1/gate/"]),
        id(kinds.WEEKDAYS): st.lists(st.integers(0, 6), unique=True).map(sorted),
        id(kinds.ZONE): st.sampled_from(ZONES),
        id(kinds.OBJECT): st.dictionaries(st.text(letters, max_size=8), plain_json, max_size=3),
        id(kinds.ARRAY): st.lists(plain_json, max_size=3),
    }
    return fixed.get(id(kind), st.text(letters, max_size=min(30, schema.get("maxLength", 200))))


@st.composite
def lives(draw: st.DrawFn, most: int = 4) -> Archive:
    """One person with a few rows in each table, many of them on one day."""
    tables: dict[str, list[Row]] = {}
    for table in TABLES:
        tables[table.name] = _rows(draw, table, tables, most)
    person = {field.name: draw(values(field)) for field in PERSON}
    name = str(draw(st.text(letters, min_size=1, max_size=60).filter(str.strip)))
    return Archive({**person, "name": name}, tables)


def _rows(draw: st.DrawFn, table: Table, tables: dict[str, list[Row]], most: int) -> list[Row]:
    rows: list[Row] = []
    seen: set[Any] = set()
    for _ in range(draw(st.integers(0, most))):
        row = _row(draw, table, tables)
        if row is None:
            continue
        keys = {(once, once.key(row)) for once in table.once if once.key(row) is not None}
        if not keys & seen:
            seen |= keys
            rows.append(row)
    return rows


def _row(draw: st.DrawFn, table: Table, tables: dict[str, list[Row]]) -> Row | None:
    row: Row = {}
    for field in table.fields:
        known = [other["id"] for other in tables[field.refers]] if field.refers else []
        if field.refers and not known and not field.null:
            return None
        row[field.name] = draw(_pointing(known, field.null) if field.refers else values(field))
    if {"day", "at", "time_zone"} <= row.keys():
        row["day"] = day_of(datetime.fromisoformat(row["at"]), ZoneInfo(row["time_zone"])).isoformat()
    if table.name == "trials":
        row |= draw(st.sampled_from((OPEN_TRIAL, a_locked_trial())))
    return row


# A trial is taken in only when its seal fits its plan.
OPEN_TRIAL: Row = {
    "question": "massage",
    "outcome": "burning",
    "routine": "evening-feet-and-legs",
    "minutes": 10,
    "minutes_longer": 10,
    "plan": {},
    "plan_hash": "",
    "sealed": "",
    "locked_at": None,
    "starts_on": None,
}


def a_locked_trial(seed: int = 7) -> Row:
    """The fields of a trial of 28 nights that seed 7 dealt, as an archive has them."""
    plan = make_plan(Design(nights=28, block=2, arms=("quiet rest", "massage"), run_in=7, outcome="burning"), seed)
    shown = {name: value for name, value in plan_table(plan).items() if name not in ("seed", "schedule")}
    sealed = {"plan": shown, "plan_hash": plan_hash(plan), "sealed": seal(plan, plan_hash(plan))}
    return {**OPEN_TRIAL, **sealed, "locked_at": plain(FIRST), "starts_on": FIRST.date().isoformat()}


def _pointing(known: list[str], null: bool) -> st.SearchStrategy[str | None]:
    return st.sampled_from([*known, None] if null else known)


def every_zone() -> Archive:
    """Entries in every named zone of the world, around both changes of its clocks in one of the years 2020 to 2040."""
    entries = [
        _entry(zone, moment)
        for number, zone in enumerate(ZONES)
        for moment in around_changes(ZoneInfo(zone), 2020 + number % 21)
    ]
    return a_life(entries=entries)


def around_changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """A second before and after each hour in which the clocks change in a year; the new year where they never do."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    days = [start + timedelta(days=day) for day in range(366)]
    changed = [day for day in days if _offset(zone, day) != _offset(zone, day + timedelta(days=1))]
    hours = [day + timedelta(hours=hour) for day in changed for hour in range(25)]
    exact = [hour for hour in hours if _offset(zone, hour) != _offset(zone, hour - timedelta(hours=1))]
    return [hour + timedelta(seconds=off) for hour in exact for off in (-1, 1)] or [start]


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _entry(zone: str, moment: datetime) -> Row:
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{zone} {moment}")),
        "day": day_of(moment, ZoneInfo(zone)).isoformat(),
        "at": plain(moment),
        "time_zone": zone,
        "session": None,
        "moment": "any",
        "changed_at": plain(moment),
        "went_well": "",
        "note": zone,
        "skin": "",
        "overall": None,
    }


def a_life(person: Row | None = None, **tables: list[Row]) -> Archive:
    """A person with the rows that are given, and nothing else."""
    usual = {
        "name": "Maria",
        "answers": {},
        "asks": [],
        "morning_asks": [],
        "any_asks": [],
        "wordings": {},
        "time_zone": "America/New_York",
        "day_starts": 240,
        "created_at": plain(FIRST),
        "welcomed_at": plain(FIRST),
        "palette": "tan",
        "mapped_at": None,
    }
    empty: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    return Archive({**usual, **(person or {})}, {**empty, **tables})
