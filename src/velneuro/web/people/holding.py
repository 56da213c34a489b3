"""The row of a person, held until a transaction ends: whoever looks before writing waits here for the others."""

from __future__ import annotations

from uuid import UUID

from velneuro.web.people.models import Person


def hold(pk: UUID) -> Person:
    """The person as of now; another device that asks for the same one waits until this transaction ends.

    Rows that point to the person can still be added meanwhile, by whoever does not ask.
    """
    return Person.objects.select_for_update(no_key=True).get(pk=pk)
