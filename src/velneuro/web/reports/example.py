"""The made-up person of an account: filled with a year, or removed. Nobody else is touched."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction

from velneuro.core.problem import InputRefused, Problem
from velneuro.outputs.archive.canonical import Archive
from velneuro.outputs.example.life import NAME, example_life
from velneuro.web.people.models import Person, example_id
from velneuro.web.reports.erasing import remove_person
from velneuro.web.reports.importing import Taken, take_in


def fill_example(account: User, last: date, seed: int, zone: str, now: datetime) -> Taken:
    """A year that ends with `last`, in the place of any before. Raises InputRefused where somebody has the name."""
    pk = example_id(account.pk)
    if Person.objects.filter(account=account, name=NAME).exclude(pk=pk).exists():
        what = f"somebody here is named {NAME}, and is no example"
        raise InputRefused([Problem(NAME, what, "give that person another name under Settings")])
    life = example_life(last, seed, pk, zone)
    with transaction.atomic():
        remove_example(account)
        person = Person.objects.create(pk=pk, account=account, name=NAME, time_zone=zone, created_at=now)
        return _taken_in(person, life)


def _taken_in(person: Person, life: Archive) -> Taken:
    try:
        return take_in(person, life, NAME)
    except InputRefused as refusal:  # it would advise to import a file, and no file was named
        what = "somebody here has rows of this example, from its archive"
        raise InputRefused([Problem(NAME, what, "remove that person under More, People")]) from refusal


def remove_example(account: User) -> bool:
    """False when there was none."""
    person = Person.objects.filter(pk=example_id(account.pk)).first()
    if person is not None:
        remove_person(person)
    return person is not None
