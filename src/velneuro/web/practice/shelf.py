"""What stands on the home page beside the routine of tonight: short helps for a bad moment, and favorites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from velneuro.core.routine import LEAST_MINUTES, Routine
from velneuro.web.people.models import Person
from velneuro.web.practice.choosing import HELPS
from velneuro.web.practice.repertoire import find, own_routines, routine
from velneuro.web.toolkit.favorites import favorite_names
from velneuro.web.toolkit.own import OWN

# Each needs a chair at most, and nothing at hand: for whatever is hard, for hands in any seat, for burning feet.
ON_THE_SHELF = (*HELPS, "burning-feet")
HELP_MINUTES = LEAST_MINUTES
LONGEST_HELP = 5  # minutes: a favorite that is as short stands with the helps
MOST_FAVORITES = 4


@dataclass(frozen=True)
class Offered:
    """A routine, and the minutes in which it is offered."""

    name: str
    title: str
    minutes: int


@dataclass(frozen=True)
class Shelf:
    """`helps` for a bad moment, the library's first; `favorites` that are longer, and not offered already."""

    helps: tuple[Offered, ...]
    favorites: tuple[Offered, ...]


def shelf_of(person: Person, offered: str) -> Shelf:
    """The shelf of a person to whom the routine of that name is offered."""
    liked = favorites_of(person)
    always = [_offered(routine(name, person), HELP_MINUTES) for name in ON_THE_SHELF]
    short = [_offered(known, known.minutes) for known in liked if known.minutes <= LONGEST_HELP]
    long = [_offered(known, known.minutes) for known in liked if known.minutes > LONGEST_HELP and known.name != offered]
    more = [help_ for help_ in short if help_ not in always]
    return Shelf((*always, *more), tuple(long[:MOST_FAVORITES]))


def _offered(known: Routine, minutes: int) -> Offered:
    return Offered(known.name, known.title, minutes)


def favorites_of(person: Person) -> list[Routine]:
    """The favorites that can be played, the oldest first."""
    names = favorite_names(person)
    own = {known.name: known for known in own_routines(person)} if _names_own(names) else {}
    found = (own.get(name) if name.startswith(OWN) else find(name, person) for name in names)
    return [known for known in found if known]


def _names_own(names: Sequence[str]) -> bool:
    return any(name.startswith(OWN) for name in names)


def liked_first(person: Person, every: Sequence[Routine]) -> tuple[list[Routine], list[Routine]]:
    """Routines parted into favorites, in the order in which they were chosen, and the others as they came."""
    by_name = {known.name: known for known in every}
    liked = [by_name[name] for name in favorite_names(person) if name in by_name]
    return liked, [known for known in every if known not in liked]
