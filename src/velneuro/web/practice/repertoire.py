"""What a person can play: the library, routines of their own, and in a preview the file that an author is writing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from velneuro.content import library
from velneuro.core.problem import InputRefused, Problem
from velneuro.core.routine import Routine
from velneuro.web.people.models import Person
from velneuro.web.toolkit.own import own_of, own_row, own_rows, own_titles

NOTHING = hashlib.sha256().hexdigest()  # the fingerprint of an empty file
GONE, CLOSED = "gone", "closed"  # where there is no file, and where it may not be read


@dataclass(frozen=True)
class Draft:
    """An author's file as it is now: its routine, or None and the mistakes that keep it from being played."""

    routine: Routine | None
    problems: tuple[Problem, ...]


_last_sound: dict[Path, Routine] = {}


def find(name: str, person: Person, *, removed: bool = False) -> Routine | None:
    """What this person can play under that name, checked anew; an author's file comes before the library.

    `removed`: also one that the person removed, for a session that was begun with it.
    """
    written = _authors_routine()
    if written and written.name == name:
        return written
    if name in library.routine_names():
        return library.routine(name)
    row = own_row(person, name, removed=removed)
    return own_of(row).routine if row else None


def routine(name: str, person: Person) -> Routine:
    """The same, where it is known to be there. Raises InputRefused, naming the routines of the library."""
    return find(name, person) or library.routine(name)


def library_routines() -> Iterator[Routine]:
    """Those that everybody has, by name, and the author's."""
    written = _authors_routine()
    names = dict.fromkeys((*library.routine_names(), written.name) if written else library.routine_names())
    yield from (written if written and written.name == name else library.routine(name) for name in names)


def own_routines(person: Person) -> Iterator[Routine]:
    """The person's own, without those that cannot be played."""
    yield from (playable for row in own_rows(person) if (playable := own_of(row).routine))


class Titles:
    """What routines are called for a person. Asks the database once, and only when it is one of their own."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def __getitem__(self, name: str) -> str:
        written = _authors_routine()
        if written and written.name == name:
            return gettext(written.title)
        if name in library.routine_names():
            return gettext(library.routine(name).title)
        return self._own.get(name, name)

    @cached_property
    def _own(self) -> dict[str, str]:
        return own_titles(self._person)


def own_file() -> Path | None:
    """The file that an author is writing; there is one in a preview only."""
    file: Path | None = settings.ROUTINE_FILE
    return file


def fingerprint(file: Path) -> str:
    """Another one after each change of what the file holds; a file that is gone is no empty one."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return GONE
    except OSError:
        return CLOSED


@lru_cache(maxsize=4)
def draft(file: Path, _fingerprint: str) -> Draft:
    """The file as it was when it had this fingerprint."""
    try:
        read, problems = library.routine_file(file)
    except InputRefused as refused:
        return Draft(None, refused.problems)
    return Draft(None if problems else read, tuple(problems))


def _authors_routine() -> Routine | None:
    """The author's routine as it was when it last could be played: a slip of the pen must not end a session."""
    file = own_file()
    if file is None:
        return None
    now = draft(file, fingerprint(file)).routine
    if now is not None:
        _last_sound[file] = now
    return _last_sound.get(file)
