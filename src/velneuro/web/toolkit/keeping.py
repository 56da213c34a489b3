"""Keeping a routine of a person's own: made, changed, received, removed and put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from velneuro.content.given import LONGEST_NAME, given_routine
from velneuro.core.problem import InputRefused, Problem, refuse_if_any
from velneuro.core.routine import Routine
from velneuro.outputs.routine_toml import routine_toml
from velneuro.web.people.models import Person
from velneuro.web.toolkit.models import OwnRoutine
from velneuro.web.toolkit.own import OWN

MOST_OWN = 100  # each is read anew where all are listed


@dataclass(frozen=True)
class Wishes:
    """How sessions of one routine are to sound and what they picture; empty: as all sessions of the person."""

    voice: str = ""
    music: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Source:
    """Where a routine comes from: made from another, or received from somebody."""

    origin: str
    based_on: str = ""
    sender: str = ""


def keep_new(person: Person, routine: Routine, source: Source, wishes: Wishes, now: datetime) -> OwnRoutine:
    """A new row; the one that is there when the same is kept twice, as by a button that was pressed twice.

    Raises InputRefused where the routine breaks a rule, or where there are too many already.
    """
    text = checked_text(routine)
    with transaction.atomic():
        there = OwnRoutine.objects.select_for_update().filter(person=person)
        same = there.filter(removed_at=None, text=text, **asdict(wishes)).first()
        if same:
            return same
        _refuse_too_many(there.filter(removed_at=None).count())
        name = free_name(routine.name, there.values_list("name", flat=True))
        return OwnRoutine.objects.create(
            person=person, name=name, text=text, made_at=now, changed_at=now, **asdict(source), **asdict(wishes)
        )


def keep_changed(row: OwnRoutine, routine: Routine, wishes: Wishes, now: datetime) -> None:
    """The row with another routine in it; its address stays. Raises InputRefused where it breaks a rule."""
    row.text, row.changed_at = checked_text(routine), now
    row.voice, row.music, row.picture = wishes.voice, wishes.music, wishes.picture
    row.save(update_fields=["text", "changed_at", "voice", "music", "picture"])


def checked_text(routine: Routine) -> str:
    """Its file. Raises InputRefused with every rule that it breaks: read back, it must be what can be played."""
    text = routine_toml(routine)
    refuse_if_any(given_routine(text, f"{routine.name}.toml")[1])
    return text


def _refuse_too_many(there: int) -> None:
    if there >= MOST_OWN:
        what = gettext("there are %(n)d routines of your own") % {"n": there}
        raise InputRefused([Problem("routines", what, gettext("remove one first"))])


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """The name for an address: the wanted one, with a number where another row, be it a removed one, has it."""
    names = {*taken}
    numbered = (f"{OWN}{wanted}" if n == 1 else f"{OWN}{wanted}-{n}" for n in count(1))
    return next(name for name in numbered if name not in names)


def name_of(title: str) -> str:
    """A routine's name in its file, from its title: small letters, digits and hyphens."""
    return slugify(title).replace("_", "-")[:LONGEST_NAME].strip("-") or "routine"


def remove(row: OwnRoutine, now: datetime) -> None:
    """It is no longer offered; its sessions stay, and it can be put back."""
    row.removed_at = now
    row.save(update_fields=["removed_at"])


def put_back(row: OwnRoutine) -> None:
    """It is offered again."""
    row.removed_at = None
    row.save(update_fields=["removed_at"])
