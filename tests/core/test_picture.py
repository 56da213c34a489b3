"""Which picture a session has: the person's, else the routine's, and a surprise by the seed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from velneuro.content import library
from velneuro.core.catalog import SURPRISE, Catalog
from velneuro.core.person import Person
from velneuro.core.pipeline import compile_plan

PersonWith = Callable[..., Person]
WITH_A_PICTURE = [name for name in library.routine_names() if library.routine(name).picture]


def titles(routine: str, person: Person, catalog: Catalog, seed: int = 1) -> set[str]:
    steps = compile_plan(library.routine(routine), person, catalog, 45, seed).steps
    return {step.step.title for step in steps if step.step.picture}


@pytest.mark.parametrize("routine", WITH_A_PICTURE)
def test_the_chosen_picture_is_told_in_every_routine_that_has_one(
    routine: str, person_with: PersonWith, catalog: Catalog
) -> None:
    assert titles(routine, person_with(picture="tide"), catalog) == {catalog.pictures["tide"].title}


def test_without_a_choice_the_routine_brings_its_own(person_with: PersonWith, catalog: Catalog) -> None:
    own = library.routine("bedtime-picture").picture
    assert own
    assert titles("bedtime-picture", person_with(), catalog) == {catalog.pictures[own].title}


def test_a_surprise_can_be_any_picture(person_with: PersonWith, catalog: Catalog) -> None:
    person = person_with(picture=SURPRISE)
    told = set().union(*(titles("bad-moment", person, catalog, seed) for seed in range(len(catalog.pictures))))
    assert told == {picture.title for picture in catalog.pictures.values()}


def test_a_surprise_is_the_same_for_the_same_seed(person_with: PersonWith, catalog: Catalog) -> None:
    person = person_with(picture=SURPRISE)
    assert titles("bad-moment", person, catalog, 7) == titles("bad-moment", person, catalog, 7)


def test_who_wants_no_picture_gets_none_though_one_was_chosen(person_with: PersonWith, catalog: Catalog) -> None:
    assert titles("bad-moment", person_with(picture="tide", visualization=False), catalog) == set()


def test_no_picture_is_named_like_the_surprise(catalog: Catalog) -> None:
    assert SURPRISE not in catalog.pictures
