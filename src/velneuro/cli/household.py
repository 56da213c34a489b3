"""The people of this machine, for commands that work on what is kept of one of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from velneuro.core.problem import InputRefused, Problem, allowed_names

if TYPE_CHECKING:
    from velneuro.web.people.models import Person


def open_household() -> None:
    """Load Django over the data of this machine. Raises what velneuro.web.start.open_data raises."""
    from velneuro.web.environment import read_environment
    from velneuro.web.start import open_data

    open_data(read_environment(os.environ).data)


def person_named(name: str | None) -> Person:
    """The person of that name; without one, the first person of this machine. Raises InputRefused."""
    found = find_person(name)
    if found is None:
        from velneuro.web.people.models import Person

        known = list(Person.objects.values_list("name", flat=True))
        mend = allowed_names(name or "", known) if known else "open the app once, or import an archive"
        nobody = "only the example is kept here" if known else "nobody is kept here yet"
        what = f"there is nobody named {name!r}" if name else nobody
        raise InputRefused([Problem("--person", what, mend)])
    return found


def find_person(name: str | None) -> Person | None:
    """The same, or None. The account of this machine comes first where two have the name."""
    from velneuro.web.people.models import Person
    from velneuro.web.people.owner import first_of, machine_account

    here = Person.objects.filter(account=machine_account())
    if name is None:
        return first_of(machine_account())
    return here.filter(name=name).first() or Person.objects.filter(name=name).first()


def person_or_new(name: str | None) -> Person:
    """The person of that name, or a new one: on a new machine nobody is there yet."""
    from django.utils import timezone

    from velneuro.web.people.models import Person
    from velneuro.web.people.owner import machine_account
    from velneuro.web.people.zones import zone_of_this_machine

    return find_person(name) or Person.objects.create(
        account=machine_account(), name=name or "Me", time_zone=zone_of_this_machine(), created_at=timezone.now()
    )
