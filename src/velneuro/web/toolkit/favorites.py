"""The routines that a person likes best, by name."""

from __future__ import annotations

from datetime import datetime

from velneuro.web.people.models import Person
from velneuro.web.toolkit.models import Favorite


def favorite_names(person: Person) -> list[str]:
    """The oldest first; some may be gone since."""
    return list(Favorite.objects.filter(person=person).values_list("routine", flat=True))


def set_favorite(person: Person, name: str, liked: bool, now: datetime) -> None:
    """Make it one, or no longer; either may be said twice."""
    if liked:
        Favorite.objects.get_or_create(person=person, routine=name, defaults={"added_at": now})
    else:
        Favorite.objects.filter(person=person, routine=name).delete()
