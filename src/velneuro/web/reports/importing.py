"""Takes an archive in. It only adds: a row that is here stays as it is, and a second time changes nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Field, Model
from django.utils import timezone

from velneuro.core.problem import InputRefused, Problem, refuse_if_any
from velneuro.outputs.archive.canonical import Archive
from velneuro.outputs.archive.table import Row, Table
from velneuro.outputs.archive.tables import PERSON
from velneuro.web.body_map.keeping import feed_plan
from velneuro.web.people.models import OfPerson, Person
from velneuro.web.reports.exporting import rows_of
from velneuro.web.reports.tables import columns, every_table
from velneuro.web.rhythm.models import Reminder
from velneuro.web.rhythm.scheduling import schedule
from velneuro.web.trials.incoming import trial_problems
from velneuro.web.trials.models import Trial
from velneuro.web.trials.running import current_trial, first_unseen, standing_of

CHUNK = 5000  # SQLite takes some thirty thousand values in one question


@dataclass
class Taken:
    """How many rows were added; were here already, equal or changed since; were left out for another in their place."""

    added: int = 0
    known: int = 0
    changed: int = 0
    left_out: int = 0
    settings: bool = False
    gone: set[str] = dataclasses.field(default_factory=set)


def take_in(person: Person, archive: Archive, file: str, keep_name: bool = False) -> Taken:
    """Add an archive to a person. Raises InputRefused, and changes nothing, where a row belongs to somebody else, or
    where a trial is not as it was locked.

    Settings and answers are taken over by a person of whom nothing is kept yet, the name too unless `keep_name`.
    """
    refuse_if_any(trial_problems(archive.rows("trials"), file))
    taken, now = Taken(), timezone.now()
    with transaction.atomic():
        person.refresh_from_db()
        going = current_trial(person, now)
        if _is_blank(person):
            _take_settings(person, archive.person, keep_name)
            taken.settings = True
        added = {
            table.name
            for table, model in every_table()
            if _take_table(person, table, model, archive.rows(table.name), taken, file)
        }
        if added & {"maps", "marks"} and not taken.settings:
            feed_plan(person, person.answers.get("feel"))
        # Reminders are of this machine: where there are none, no message waits that a plan or a break could change.
        if added & {"rituals", "breaks"} and Reminder.objects.filter(person=person).exists():
            schedule(person, now)
        if going is not None:
            _heed(going.trial, person, now)
    return taken


def _heed(trial: Trial, person: Person, now: datetime) -> None:
    """What came may tell of days gone by: the trial waits for it too, but no night that was shown here moves."""
    standing_of(Trial.objects.get(pk=trial.pk), person, now, not_before=first_unseen(trial, now))


def _is_blank(person: Person) -> bool:
    rows = (model._default_manager.filter(person=person).exists() for _, model in every_table())
    return not person.answers and not any(rows)


def _take_settings(person: Person, settings: Row, keep_name: bool) -> None:
    for known in PERSON:
        if known.name != "name" or not (keep_name or _is_taken(person, settings["name"])):
            setattr(person, known.name, _value(Person, known.name, settings))
    person.save()


def _is_taken(person: Person, name: str) -> bool:
    others = Person.objects.filter(account_id=person.account_id, name=name).exclude(pk=person.pk)
    return not name.strip() or others.exists()


def _take_table(person: Person, table: Table, model: type[OfPerson], rows: list[Row], taken: Taken, file: str) -> int:
    """Returns how many rows were added."""
    here = {row["id"]: row for row in rows_of(person, table, model)}
    fresh = [row for row in rows if row["id"] not in here]
    _refuse_foreign(table, model, rows, here.keys(), file)
    equal = sum(row == here.get(row["id"]) for row in rows)
    wanted = list(_without_clashes(table, fresh, here.values(), taken.gone))
    model._default_manager.bulk_create(_instances(person, table, model, wanted), batch_size=500)
    taken.added += len(wanted)
    taken.known += equal
    taken.changed += len(rows) - len(fresh) - equal
    taken.left_out += len(fresh) - len(wanted)
    return len(wanted)


def _refuse_foreign(table: Table, model: type[OfPerson], rows: list[Row], here: Set[str], file: str) -> None:
    """Whoever else has a row of this id keeps it, and the archive is refused whole."""
    ids = [row["id"] for row in rows if row["id"] not in here]
    for start in range(0, len(ids), CHUNK):
        theirs = model._default_manager.filter(pk__in=ids[start : start + CHUNK]).values_list("pk", flat=True).first()
        if theirs is not None:
            number = next(number for number, row in enumerate(rows, 1) if row["id"] == str(theirs))
            place = f"{file}:{table.name}[{number}]"
            what = "this row belongs to another person here"
            raise InputRefused([Problem(place, what, "import the archive for that person")])


def _without_clashes(table: Table, fresh: list[Row], here: Iterable[Row], gone: set[str]) -> Iterator[Row]:
    """What has a place of its own. What hangs on a row that was left out is left out with it."""
    filled = {(once, once.key(row)) for row in here for once in table.once}
    pointing = [known.name for known in table.fields if known.refers]
    for row in fresh:
        keys = {(once, once.key(row)) for once in table.once if once.key(row) is not None}
        if keys & filled or any(row[name] in gone for name in pointing):
            gone.add(row["id"])
        else:
            yield row


def _instances(person: Person, table: Table, model: type[OfPerson], rows: list[Row]) -> Iterator[Any]:
    for row in rows:
        values = (_value(model, known.name, row) for known in table.fields)
        yield model(person=person, **dict(zip(columns(table), values, strict=True)))


def _value(model: type[Model], name: str, row: Row) -> Any:
    """The value as the database takes it."""
    field = model._meta.get_field(name)
    return field.to_python(row[name]) if isinstance(field, Field) else None
