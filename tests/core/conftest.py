"""The persons and routines that the core's tests share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from velneuro.content import library
from velneuro.core.catalog import Catalog
from velneuro.core.person import Person, read_person
from velneuro.core.pipeline import compile_plan
from velneuro.core.plan import Plan

# Somebody who answered everything, feels nothing unusual, and may use all they have.
ALL_ANSWERED: dict[str, object] = {
    "hands": ["thumbs", "knuckles", "heel", "ball", "towel"],
    "have": ["lotion", "oil", "lavender", "blanket", "chair", "ball", "towel", "music"],
    "limbs": ["left-foot", "right-foot", "left-leg", "right-leg", "left-hand", "right-hand"],
    "pressure": 2,
    "visualization": True,
    "gate": {"none": True},
    "feel": [],
}


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return library.catalog()


@pytest.fixture
def person_with(catalog: Catalog) -> Callable[..., Person]:
    """A person who answered all, but for what is given; None leaves a question open."""

    def make(**answers: object) -> Person:
        data = {key: value for key, value in {**ALL_ANSWERED, **answers}.items() if value is not None}
        person, problems = read_person(data, "person", catalog)
        assert problems == []
        return person

    return make


@pytest.fixture
def plan_for(catalog: Catalog, person_with: Callable[..., Person]) -> Callable[..., Plan]:
    """The plan of the evening routine, 20 minutes, for a person with the given answers."""

    def make(routine: str = "evening-feet-and-legs", minutes: int = 20, **answers: object) -> Plan:
        return compile_plan(library.routine(routine), person_with(**answers), catalog, minutes, seed=1)

    return make
