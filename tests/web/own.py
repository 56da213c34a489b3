"""Routines of a person's own, for the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.cast import NOW
from velneuro.content import library
from velneuro.core.routine import Routine
from velneuro.outputs.routine_toml import routine_toml
from velneuro.web.people.models import Person
from velneuro.web.toolkit.models import OwnRoutine

CALM = replace(library.routine("evening-feet-and-legs"), name="calm-feet", title="Calm feet", minutes=8, picture="tide")
ADDRESS = "/practice/own-calm-feet/"


def an_own_routine(person: Person, routine: Routine = CALM, **changes: Any) -> OwnRoutine:
    """A row as the app keeps it, or with a text that it would not keep today."""
    row = {"name": f"own-{routine.name}", "text": routine_toml(routine), "origin": "made", **changes}
    return OwnRoutine.objects.create(person=person, made_at=NOW, changed_at=NOW, **row)
