"""However a routine was put together, it begins with leave to stop and ends with a look, shoes and a careful rise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.routines_made import CATALOG, answers, routines
from velneuro.content import library
from velneuro.content.ends import LOOKS, ends_problems, limbs
from velneuro.core.person import read_person
from velneuro.core.pipeline import compile_session
from velneuro.core.routine import Routine, Step
from velneuro.core.saying import limb_facts, with_others

EVENING, MORNING = library.routine("evening-feet-and-legs"), library.routine("morning-feet")
BED, HELPER = library.routine("bedtime-picture"), library.routine("helper-hands")
RISES = {"close.rise", "give-close.rise", "moment-close.rise"}


def told(routine: Routine) -> list[str]:
    return [f"{problem.place} {problem.what}" for problem in ends_problems(routine, "a.toml", CATALOG)]


def ended(routine: Routine, ending: Step) -> Routine:
    return replace(routine, steps=(*routine.steps[:-1], ending))


FEET = [name for name in library.routine_names() if "foot" in limbs(library.routine(name), CATALOG)]


@settings(max_examples=40)
@given(st.sampled_from(FEET), routines(), answers(), st.integers(3, 45))
def test_whoever_had_their_feet_touched_hears_of_a_look_and_of_a_careful_rise(
    name: str, made: Routine, asked: dict[str, object], minutes: int
) -> None:
    known = library.routine(name)
    middle = [step for step in known.steps[1:-1] if step.id in ("look", "rest")]
    strange = [
        replace(step, giver=known.steps[0].giver)
        for step in made.steps[1:-1]
        if step.zone and limbs(replace(known, steps=(step,)), CATALOG) <= limbs(known, CATALOG)
    ]
    routine = replace(known, steps=(known.steps[0], *strange, *middle, known.steps[-1]), say=made.say)
    person, _ = read_person(asked, "person", CATALOG)
    session = compile_session(routine, person, CATALOG, library.voice("en"), minutes, 7)
    assert told(routine) == []
    if session.timeline:
        said = {cue.sentence.rpartition(".")[0] for cue in session.timeline.cues if cue.kind == "say"}
        is_foot_cared_for = "foot" in limb_facts(person.limbs)
        assert said & with_others(LOOKS, CATALOG.said_when) or not is_foot_cared_for
        assert said & RISES


@pytest.mark.parametrize(
    ("routine", "place"),
    [
        (replace(EVENING, steps=EVENING.steps[1:]), "step[1] does not settle the person"),
        (replace(EVENING, steps=EVENING.steps[:-1]), "does not bring the person back safely"),
        (ended(EVENING, replace(EVENING.steps[-1], rank=2)), "does not bring the person back safely"),
        (ended(EVENING, replace(EVENING.steps[-1], least=20)), "does not bring the person back safely"),
        (ended(EVENING, replace(EVENING.steps[-1], picture=True)), "does not bring the person back safely"),
        (ended(EVENING, BED.steps[-1]), "does not bring the person back safely"),  # made for a night in bed
        (ended(EVENING, HELPER.steps[-1]), "does not bring the person back safely"),  # made for hands
        (ended(EVENING, MORNING.steps[-1]), "has no look at the feet"),
    ],
)
def test_an_end_that_is_missing_or_does_not_fit_is_told(routine: Routine, place: str) -> None:
    assert [line for line in told(routine) if place in line] != []


def test_an_ending_without_a_look_will_do_where_a_part_that_stays_has_it() -> None:
    assert told(MORNING) == []
    look = MORNING.steps[1]
    assert look.begin[0] == "morning-look.begin"
    with_time_only = (MORNING.steps[0], replace(look, rank=2), *MORNING.steps[2:])
    assert told(replace(MORNING, steps=with_time_only)) != []


def test_feet_and_hands_by_a_helper_end_as_feet_do() -> None:
    feet = library.routine("helper-feet-and-legs")
    both = replace(feet, steps=(*feet.steps[:-1], *HELPER.steps[1:-1], feet.steps[-1]))
    assert limbs(both, CATALOG) == {"foot", "leg", "hand"}
    assert told(both) == []
    assert told(ended(both, HELPER.steps[-1])) != []
