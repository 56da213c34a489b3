"""A person's own routines: found by name, and checked each time before they are played."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from velneuro.content.given import LONGEST_TITLE, given_routine
from velneuro.core.own_sentences import is_slug
from velneuro.core.problem import InputRefused, Problem
from velneuro.core.routine import Routine
from velneuro.web.people.models import Person
from velneuro.web.people.one_line import one_line
from velneuro.web.toolkit.models import OwnRoutine

OWN = "own-"  # no routine of the library begins so


@dataclass(frozen=True)
class Own:
    """A row with what it holds: the routine under the name of its pages, or None and the mistakes that keep it back."""

    row: OwnRoutine
    routine: Routine | None
    problems: tuple[Problem, ...]

    @property
    def title(self) -> str:
        """What it is called, also when it cannot be played."""
        return title_in(self.row)


@lru_cache(maxsize=512)
def checked(text: str, shown: str) -> tuple[Routine | None, tuple[Problem, ...]]:
    """A routine file as of this version: its rules may be stricter than those under which it was kept."""
    try:
        routine, problems = given_routine(text, shown)
    except InputRefused as refused:
        return None, refused.problems
    return routine, tuple(problems)


def own_of(row: OwnRoutine) -> Own:
    """What a row holds, checked."""
    routine, problems = checked(row.text, f"{row.name}.toml")
    playable = replace(routine, name=row.name) if routine and not problems else None
    return Own(row, playable, problems)


def title_in(row: OwnRoutine) -> str:
    """The title in its file; its name where that cannot be read. What came with an archive may hold any sign."""
    routine, _ = checked(row.text, f"{row.name}.toml")
    title = routine.title if routine else ""
    return one_line(title)[:LONGEST_TITLE].strip() or row.name


def own_rows(person: Person, *, removed: bool = False) -> Iterator[OwnRoutine]:
    """Everything of the person, the oldest first. `removed`: also what was removed."""
    rows = OwnRoutine.objects.filter(person=person, name__startswith=OWN)
    there = rows if removed else rows.filter(removed_at=None)
    yield from (row for row in there if is_slug(row.name))  # another name, from an archive, has no address


def own_row(person: Person, name: str, *, removed: bool = False) -> OwnRoutine | None:
    """The row of that name; None for one of another person or of the library. `removed`: also one that was removed."""
    if not name.startswith(OWN):
        return None
    rows = OwnRoutine.objects.filter(person=person, name=name)
    return (rows if removed else rows.filter(removed_at=None)).first()


def own_titles(person: Person) -> dict[str, str]:
    """What each is called, the removed ones included: their sessions stay in the diary."""
    return {row.name: title_in(row) for row in OwnRoutine.objects.filter(person=person)}
