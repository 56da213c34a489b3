"""What the content promises beyond the names that `velneuro check` compares."""

from __future__ import annotations

import re
from itertools import product

import pytest

from velneuro.content import library
from velneuro.content.bibliography import bibliography
from velneuro.core.person import Person
from velneuro.core.pipeline import compile_plan, compile_session


def test_a_technique_that_touches_nothing_never_names_a_side() -> None:
    sentences = library.voice("en").sentences
    for technique in library.catalog().techniques.values():
        if technique.contact == "none":
            assert not any("{side}" in text for name in technique.how for text in sentences[name])


def test_every_technique_is_used_by_a_routine() -> None:
    steps = [step for name in library.routine_names() for step in library.routine(name).steps]
    assert {name for step in steps for name in step.techniques} == set(library.catalog().techniques)


def test_every_sign_has_its_source_and_its_tag() -> None:
    for sign in library.catalog().signs.values():
        assert sign.source
        assert f"[{sign.tag}" in sign.source, sign.id


def test_every_source_that_a_step_names_stands_in_the_bibliography() -> None:
    steps = [step for name in library.routine_names() for step in library.routine(name).steps]
    named = {found for step in steps for found in re.findall(r"\((\w+) (\d{4})\)", step.why)}
    assert len(named) >= 4
    assert {f"{who}-{year}".lower().replace("ö", "o") for who, year in named} <= bibliography().keys()


@pytest.mark.parametrize("name", library.routine_names())
def test_what_opens_a_step_is_true_with_any_hand_and_with_none(name: str) -> None:
    """How it is done stands with the technique: a step on a leg or foot may be left to the mind alone."""
    says_how = re.compile(r"\b(hands?|palms?|hold|held|strokes?|press|rub|touch|glides?)\b", re.IGNORECASE)
    zones, sentences = library.catalog().body.zones, library.voice("en").sentences
    steps = [step for step in library.routine(name).steps if step.zone and zones[step.zone].limb != "hand"]
    openings = {name for step in steps if "attention" in step.techniques for name in step.begin}
    assert [text for name in openings for text in sentences[name] if says_how.search(text)] == []


@pytest.mark.parametrize("name", library.routine_names())
def test_where_lotion_comes_to_the_toes_the_guide_keeps_it_from_between_them(name: str) -> None:
    """Among the opening words, which are never left out for want of time."""
    routine = library.routine(name)
    held = [step for step in routine.steps if step.zone == "toes" and {"lotion", "oil"} & set(routine.supplies)]
    assert [step.id for step in held if not {"toes.dry", "give.dry"} & set(step.begin)] == []


def test_every_routine_exists_by_the_name_of_its_file() -> None:
    promised = {"evening-feet-and-legs", "afternoon-reset", "hands-with-reassurance", "bad-moment"}
    assert promised <= set(library.routine_names())
    for name in library.routine_names():
        assert library.routine(name).name == name


@pytest.mark.parametrize("minutes", [3, 10, 20, 45])
def test_every_routine_says_where_and_how_at_every_length_and_ability(minutes: int) -> None:
    catalog, voice = library.catalog(), library.voice("en")
    abilities = [frozenset({name}) for name in ("thumbs", "knuckles", "heel", "ball", "towel", "helper")]
    for name, hands in product(library.routine_names(), abilities):
        person = Person(hands=hands, have=frozenset({"lotion", "ball", "towel"}), gate_answered=True, feelings=())
        timeline = compile_session(library.routine(name), person, catalog, voice, minutes, 1).timeline
        assert timeline is not None
        for step in timeline.steps:
            assert any(cue.kind == "say" and step.start_ms <= cue.at_ms < step.end_ms for cue in timeline.cues)


@pytest.mark.parametrize("name", library.routine_names())
def test_every_routine_uses_what_the_hands_can_do(name: str) -> None:
    catalog = library.catalog()
    steps = library.routine(name).steps
    own = () if steps[0].giver == "helper" else ("thumbs", "knuckles", "heel")
    for ability in (*own, "helper") if any(step.zone for step in steps) else ():
        person = Person(hands=frozenset({ability}), have=frozenset({"lotion"}), gate_answered=True, feelings=())
        planned = compile_plan(library.routine(name), person, catalog, 20, 1).steps
        assert any(ability in catalog.techniques[step.technique].needs for step in planned), ability
