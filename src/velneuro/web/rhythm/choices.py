"""The routines that a plan can hold, by their names and titles."""

from __future__ import annotations

from django.utils.translation import gettext

from velneuro.web.people.models import Person
from velneuro.web.practice.repertoire import find, library_routines, own_routines


def routine_choices(person: Person) -> list[tuple[str, str]]:
    """What this person can play, by title."""
    every = (*own_routines(person), *library_routines())
    return sorted(((routine.name, gettext(routine.title)) for routine in every), key=lambda choice: choice[1])


def can_play(name: str, person: Person) -> bool:
    """Whether there is such a routine now; one of their own may be gone."""
    return find(name, person) is not None
