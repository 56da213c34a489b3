"""The one way in which a row of the diary changes: as it was, as it became, by whom and when; so it can be put back.

A row is kept with all that hangs on it (an entry with its scores and answers) as one JSON value, a snapshot. Making,
changing, deleting and putting back are one deed: write the snapshot that it shall be, None for a row that is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from velneuro.core.problem import InputRefused, Problem
from velneuro.web.diary.models import Revision
from velneuro.web.diary.snapshots import Snapshot, read, write
from velneuro.web.people.holding import hold
from velneuro.web.people.models import Person

# What is typed is saved every other second; for the one who looks back so much of it is one change.
PIECE = timedelta(minutes=2)
# What was left without Done for so long is not what a later Done ends: putting that back would take words of long ago.
SITTING = timedelta(minutes=10)


class Sitting(Enum):
    """What a change is to the sitting at which a row is written: none of it, a part with more to come, its end."""

    APART = "apart"
    GOES_ON = "goes on"
    ENDS = "ends"


class NotKept(InputRefused):
    """The change does not go with what else is in the diary; the text says why, in sentences for a page.

    A place and colons, as a mistake in a file has them, would tell nothing there.
    """

    def __init__(self, sentences: str) -> None:
        super().__init__([Problem("diary", sentences, "")])

    def __str__(self) -> str:
        return " ".join(problem.what for problem in self.problems)


@dataclass(frozen=True)
class Writer:
    """Whose diary it is, who writes in it, and when."""

    person: Person
    by: str
    now: datetime


def keep(
    writer: Writer, what: str, row: UUID, became: Snapshot | None, sitting: Sitting = Sitting.APART
) -> Revision | None:
    """Make the row what it shall be and note the change; None when it is that already, so twice is once.

    What is typed at a sitting goes into the note of what was typed just before. Its end gives its last note also when
    all was kept before: then what was typed is done, and what is typed next is a change of its own.
    Raises NotKept where the diary has no room for the row.
    """
    with transaction.atomic():
        hold(writer.person.pk)  # two devices may write one row; each must see what the other made of it
        was = read(writer.person, what, row)
        if was == became:
            return _ended(writer, row, was) if sitting is Sitting.ENDS else None
        try:
            with transaction.atomic():
                write(writer.person, what, row, became, writer.now)
        except IntegrityError as error:
            raise NotKept(gettext("There is another one of that moment. Open that one instead.")) from error
        return _noted(writer, what, row, was, read(writer.person, what, row), sitting)


def _ended(writer: Writer, row: UUID, now: Snapshot | None) -> Revision | None:
    last = revisions_of(writer.person, row).first()
    if last is None or not _led_to(last, writer.by, writer.now, now, SITTING):
        return None
    return _again(last, now, goes_on=False)


def _led_to(earlier: Revision, by: str, at: datetime, was: Snapshot | None, within: timedelta) -> bool:
    """True when what was then done to the row is of the same sitting as an earlier change."""
    lately = timedelta(0) <= at - earlier.at < within
    return earlier.goes_on and lately and earlier.by == by and earlier.became == was


def _again(last: Revision, became: Snapshot | None, goes_on: bool) -> Revision:
    last.became, last.goes_on = became, goes_on
    last.save(update_fields=["became", "goes_on"])
    return last


def _noted(
    writer: Writer, what: str, row: UUID, was: Snapshot | None, became: Snapshot | None, sitting: Sitting
) -> Revision:
    changes, goes_on = revisions_of(writer.person, row), sitting is Sitting.GOES_ON
    if sitting is Sitting.APART:
        changes.filter(goes_on=True).update(goes_on=False)
    last = changes.first()
    if last is not None and _led_to(last, writer.by, writer.now, was, PIECE):
        return _again(last, became, goes_on)
    return Revision.objects.create(
        person=writer.person,
        what=what,
        row=row,
        at=writer.now,
        by=writer.by,
        was=was,
        became=became,
        goes_on=goes_on,
    )


def put_back(writer: Writer, revision: Revision) -> None:
    """Make the row what it was before a change."""
    keep(writer, revision.what, revision.row, revision.was)


def take_back(writer: Writer, revision: Revision) -> bool:
    """Undo a change with all of its sitting. False when the row was changed since: that is not to be touched."""
    if read(writer.person, revision.what, revision.row) != revision.became:
        return False
    put_back(writer, _first_of_sitting(writer.person, revision))
    return True


def _first_of_sitting(person: Person, last: Revision) -> Revision:
    for earlier in revisions_of(person, last.row).filter(at__lt=last.at):
        if not _led_to(earlier, last.by, last.at, last.was, SITTING):
            break
        last = earlier
    return last


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
