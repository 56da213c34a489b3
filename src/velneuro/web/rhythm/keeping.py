"""Every change of the plan of the week and of the breaks. It holds from today on: past days keep their plan.

Each change gives what it made of which rows, so that a slip can be put back, and ends in the messages that wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Field

from velneuro.outputs.archive.canonical import plain
from velneuro.web.people.models import OfPerson, Person
from velneuro.web.rhythm.channels import remind_as_usual
from velneuro.web.rhythm.holding import hold_person
from velneuro.web.rhythm.models import Break, Occurrence, Reminder, Ritual
from velneuro.web.rhythm.scheduling import schedule

Undo = dict[str, Any]  # JSON: it waits in the browser's session until it is asked for
Fields = Mapping[str, Any]
TABLES: dict[str, type[OfPerson]] = {"ritual": Ritual, "break": Break}


def add_line(person: Person, fields: Fields, now: datetime, row: UUID | None = None) -> Undo | None:
    """One more line of the plan. None when this row is there already: a form that was sent twice."""
    with transaction.atomic():
        _wait_for_others(person)
        pk = row or uuid4()
        if Ritual.objects.filter(pk=pk).exists():
            return None
        line = Ritual.objects.create(pk=pk, person=person, since=person.day_of(now), made_at=now, **fields)
        remind_as_usual(line)
        return _done(person, [_change("ritual", pk, None)], now)


def change_line(ritual: Ritual, fields: Fields, now: datetime) -> Undo | None:
    """What a line shall be from today on. None when it is that already, or is closed."""
    person = ritual.person
    with transaction.atomic():
        _wait_for_others(person)
        row = Ritual.objects.get(pk=ritual.pk)
        if row.until is not None or all(getattr(row, name) == value for name, value in fields.items()):
            return None
        is_new = row.since >= person.day_of(now)  # no day was lived with it
        return _rewritten(person, row, fields, now) if is_new else _replaced(person, row, fields, now)


def remove_line(ritual: Ritual, now: datetime) -> Undo | None:
    """Close a line: from today on it asks for nothing. None when it is closed already."""
    person = ritual.person
    with transaction.atomic():
        _wait_for_others(person)
        row = Ritual.objects.get(pk=ritual.pk)
        if row.until is not None:
            return None
        return _done(person, [_closed(row, person.day_of(now))], now)


def begin_break(person: Person, kind: str, since: date, until: date | None, now: datetime) -> Undo | None:
    """Days on which nothing is asked. None for a pause while one without an end holds already."""
    with transaction.atomic():
        _wait_for_others(person)
        if until is None and Break.objects.filter(person=person, until=None, since__lte=since).exists():
            return None
        row = Break.objects.create(person=person, kind=kind, since=since, until=until)
        return _done(person, [_change("break", row.pk, None)], now)


def change_break(row: Break, since: date, until: date | None, now: datetime) -> Undo | None:
    """Give a break other days. None when it has them already."""
    with transaction.atomic():
        _wait_for_others(row.person)
        was = _snapshot(Break.objects.get(pk=row.pk))
        Break.objects.filter(pk=row.pk).update(since=since, until=until)
        change = _change("break", row.pk, was)
        return _done(row.person, [change], now) if change["became"] != was else None


def end_break(row: Break, now: datetime) -> Undo | None:
    """From today on the plan holds again. A break that has not begun goes."""
    today = row.person.day_of(now)
    if row.since >= today:
        return remove_break(row, now)
    return change_break(row, row.since, today if row.until is None else min(row.until, today), now)


def remove_break(row: Break, now: datetime) -> Undo:
    """Take a break out, as if it had not been."""
    person = row.person
    with transaction.atomic():
        _wait_for_others(person)
        was, pk = _snapshot(Break.objects.get(pk=row.pk)), row.pk
        Break.objects.filter(pk=pk).delete()
        return _done(person, [_change("break", pk, was)], now)


def put_back(person: Person, undo: Undo, now: datetime) -> bool:
    """Make everything what it was before a change. False when it was changed once more since."""
    with transaction.atomic():
        _wait_for_others(person)
        rows = undo["rows"]
        if undo["person"] != str(person.pk) or any(_now(row) != row["became"] for row in rows):
            return False
        for row in rows:
            if row["was"] is not None:
                _write(person, row)
        if undo["moved"]:
            made, old = map(UUID, undo["moved"])
            _move(made, old, date.fromisoformat(undo["day"]))
        for row in rows:
            if row["was"] is None:
                TABLES[row["what"]]._default_manager.filter(pk=row["id"]).delete()
        schedule(person, now)
    return True


def _wait_for_others(person: Person) -> None:
    """Two devices may change one line; each must see what the other made of it."""
    hold_person(person.pk)


def _rewritten(person: Person, row: Ritual, fields: Fields, now: datetime) -> Undo:
    was = _snapshot(row)
    Ritual.objects.filter(pk=row.pk).update(**fields)
    _remind_of_first_time(row, row.pk)
    return _done(person, [_change("ritual", row.pk, was)], now)


def _replaced(person: Person, row: Ritual, fields: Fields, now: datetime) -> Undo:
    """The old line ends with yesterday, a new one begins today; its reminder and what was answered today go along."""
    today, pk = person.day_of(now), uuid4()
    closed = _closed(row, today)
    kept = {name: getattr(row, name) for name in ("routine", "minutes", "weekdays", "part", "clock_minutes", "cue")}
    Ritual.objects.create(pk=pk, person=person, since=today, made_at=now, **{**kept, **fields})
    _move(row.pk, pk, today)
    _remind_of_first_time(row, pk)
    return {**_done(person, [closed, _change("ritual", pk, None)], now), "moved": [str(pk), str(row.pk)]}


def _remind_of_first_time(was: Ritual, pk: UUID) -> None:
    """A line that had no set time could not be reminded of; one that gets it is reminded of like a new one."""
    line = Ritual.objects.get(pk=pk)
    if was.clock_minutes is None and not Reminder.objects.filter(ritual=line).exists():
        remind_as_usual(line)


def _move(old: UUID, new: UUID, today: date) -> None:
    """A message that was sent for today's line must not be sent once more for the line that took its place."""
    Reminder.objects.filter(ritual=old).update(ritual=new)
    Occurrence.objects.filter(ritual=old, day__gte=today).update(ritual=new)


def _closed(row: Ritual, today: date) -> dict[str, Any]:
    was = _snapshot(row)
    Ritual.objects.filter(pk=row.pk).update(until=max(today, row.since))
    return _change("ritual", row.pk, was)


def _change(what: str, pk: UUID, was: Fields | None) -> dict[str, Any]:
    change = {"what": what, "id": str(pk), "was": was}
    return {**change, "became": _now(change)}


def _done(person: Person, rows: list[dict[str, Any]], now: datetime) -> Undo:
    schedule(person, now)
    return {"person": str(person.pk), "day": person.day_of(now).isoformat(), "rows": rows, "moved": []}


def _now(change: Mapping[str, Any]) -> Fields | None:
    row = TABLES[change["what"]]._default_manager.filter(pk=change["id"]).first()
    return _snapshot(row) if row else None


def _snapshot(row: OfPerson) -> dict[str, Any]:
    return {field.name: plain(getattr(row, field.name)) for field in _kept(type(row))}


def _write(person: Person, change: Mapping[str, Any]) -> None:
    model = TABLES[change["what"]]
    values = {field.name: field.to_python(change["was"][field.name]) for field in _kept(model)}
    model._default_manager.update_or_create(pk=change["id"], defaults={"person": person, **values})


def _kept(model: type[OfPerson]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.name not in ("id", "person")]
