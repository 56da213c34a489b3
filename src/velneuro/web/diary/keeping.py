"""The one way in which a row of the diary changes: as it was, as it became, by whom and when; so it can be put back.

A row is kept with all that hangs on it (an entry with its scores and answers) as one JSON value, a snapshot. Making,
changing, deleting and putting back are one deed: write the snapshot that it shall be, None for a row that is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from velneuro.core.problem import InputRefused, Problem
from velneuro.web.diary.models import Revision
from velneuro.web.diary.snapshots import Snapshot, read, write
from velneuro.web.people.models import Person

# What is typed is saved every other second; for the one who looks back it was written at one sitting.
SITTING = timedelta(minutes=2)


class NotKept(InputRefused):
    """The change does not go with what else is in the diary; the text says why."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__([Problem(gettext("Diary"), what, mend)])


@dataclass(frozen=True)
class Writer:
    """Whose diary it is, who writes in it, and when."""

    person: Person
    by: str
    now: datetime


def keep(writer: Writer, what: str, row: UUID, became: Snapshot | None, drafting: bool = False) -> Revision | None:
    """Make the row what it shall be and note the change; None when it is that already, so twice is once.

    `drafting` takes it into the note of the same sitting. Raises NotKept where the diary has no room for the row.
    """
    with transaction.atomic():
        _wait_for_others(writer.person)
        was = read(writer.person, what, row)
        if was == became:
            return None
        try:
            with transaction.atomic():
                write(writer.person, what, row, became, writer.now)
        except IntegrityError as error:
            raise NotKept(gettext("there is another one of that moment"), gettext("open that one instead")) from error
        return _noted(writer, what, row, was, read(writer.person, what, row), drafting)


def _wait_for_others(person: Person) -> None:
    """Two devices may write one row; each must see what the other made of it."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _noted(
    writer: Writer, what: str, row: UUID, was: Snapshot | None, became: Snapshot | None, drafting: bool
) -> Revision:
    last = revisions_of(writer.person, row).first() if drafting else None
    if last is not None and _is_of_this_sitting(last, writer, was):
        last.became = became
        last.save(update_fields=["became"])
        return last
    return Revision.objects.create(
        person=writer.person, what=what, row=row, at=writer.now, by=writer.by, was=was, became=became
    )


def _is_of_this_sitting(last: Revision, writer: Writer, was: Snapshot | None) -> bool:
    begun_lately = timedelta(0) <= writer.now - last.at < SITTING
    return begun_lately and last.by == writer.by and was is not None and last.became == was


def put_back(writer: Writer, revision: Revision, only_if_unchanged: bool = False) -> bool:
    """Make the row what it was before a change. False when it was changed since and that was not to be touched."""
    now = read(writer.person, revision.what, revision.row)
    if only_if_unchanged and now != revision.became:
        return False
    keep(writer, revision.what, revision.row, revision.was)
    return True


def forget(writer: Writer, what: str, row: UUID) -> None:
    """Take a row out for good, with every note of what it was."""
    with transaction.atomic():
        write(writer.person, what, row, None, writer.now)
        revisions_of(writer.person, row).delete()


def revisions_of(person: Person, row: UUID) -> QuerySet[Revision]:
    """Every change of a row, the newest first."""
    return Revision.objects.filter(person=person, row=row)


def was_deleted(person: Person, what: str, row: UUID) -> bool:
    """True when the row was there and was taken out: what a phone sends late must not bring it back."""
    return read(person, what, row) is None and revisions_of(person, row).exists()


def merged(
    was: Snapshot | None, fields: Mapping[str, Any], **hanging: Mapping[str, Mapping[str, Any] | None]
) -> Snapshot:
    """A snapshot with some fields set, and of what hangs on it some set by name; None takes one out."""
    before = was or {}
    new: Snapshot = {**before, **fields}
    for name, changes in hanging.items():
        kept = {**before.get(name, {}), **changes}
        new[name] = {key: value for key, value in kept.items() if value is not None}
    return new
