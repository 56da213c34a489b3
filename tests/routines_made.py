"""Routines as anybody might write them: steps of the library in any order, harder, longer, with words of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from velneuro.content import library
from velneuro.content.ends import library_endings, library_openings
from velneuro.core.body import LIMB_PLACES
from velneuro.core.catalog import ABILITIES, KINDS, MOST_PRESSURE
from velneuro.core.routine import Routine, Step
from velneuro.core.routine_file import LONGEST_S

CATALOG = library.catalog()
STEPS = [step for name in library.routine_names() for step in library.routine(name).steps]
REST = next(step for step in STEPS if step.most == LONGEST_S)
SAID = {"mine": ("Now your {side} side.", "Come to your {side} side.", "Here is your {side} side.")}
WORDS = st.text("abcdefgh 'é\".", min_size=1, max_size=40).filter(lambda text: text.strip() != "")


@st.composite
def steps(draw: st.DrawFn, number: int) -> Step:
    """A step of the library, with another pressure, share, length and rank."""
    known = draw(st.sampled_from(STEPS))
    least = draw(st.integers(6, 120))
    return replace(
        known,
        id=f"step-{number}",
        turn=draw(st.sampled_from([f"step-{number}", "together"])),
        pressure=draw(st.integers(0, MOST_PRESSURE)),
        weight=draw(st.integers(1, 100)),
        least=least,
        most=draw(st.integers(least, 300)),
        rank=draw(st.integers(2, 9)),
        begin=("mine", *known.begin) if known.zone and draw(st.booleans()) else known.begin,
    )


@st.composite
def ended(draw: st.DrawFn, middle: tuple[Step, ...], giver: str) -> tuple[Step, ...]:
    """The steps between an opening and an ending; mostly those that they must have."""
    whole = replace(library.routine("bad-moment"), steps=tuple(replace(step, giver=giver) for step in middle))
    opening = draw(st.sampled_from(library_openings(giver)))
    fitting = library_endings(whole, CATALOG)
    ending = draw(st.sampled_from([*fitting[:1], *fitting[:1], *fitting, REST]))
    return (opening, *middle, replace(ending, id="the-end", turn="the-end"))


@st.composite
def routines(draw: st.DrawFn, most: int = 6) -> Routine:
    """A routine; not every one of them obeys the rules."""
    count = draw(st.integers(0, most))
    giver = draw(st.sampled_from(["self", "self", "helper"]))
    made = draw(ended((*(draw(steps(number)) for number in range(count)), REST), giver))
    used = any("mine" in step.begin for step in made)
    return Routine(
        name=draw(st.sampled_from(["calm", "calm-calves", "x2"])),
        title=draw(WORDS),
        purpose=draw(WORDS),
        for_whom=draw(WORDS),
        not_for=draw(WORDS),
        minutes=draw(st.integers(3, 45)),
        supplies=tuple(draw(st.lists(st.sampled_from(sorted(CATALOG.supplies)), unique=True))),
        picture=draw(st.sampled_from(sorted(CATALOG.pictures))),
        steps=tuple(replace(step, giver=giver) for step in made),
        say=SAID if used else {},
    )


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """What somebody may have answered; each question may be open."""
    places = st.sampled_from(sorted(CATALOG.body.places))
    sign = st.fixed_dictionaries(
        {"id": st.sampled_from(sorted(CATALOG.signs)), "cleared": st.just(True)}, optional={"where": places}
    )
    feeling = st.fixed_dictionaries({"zone": places, "kind": st.sampled_from(KINDS), "level": st.integers(0, 10)})
    every: dict[str, st.SearchStrategy[Any]] = {
        "sign": st.lists(sign, max_size=2),
        "gate": st.fixed_dictionaries({"none": st.booleans()}),
        "feel": st.lists(feeling, max_size=3),
        "hands": st.lists(st.sampled_from(ABILITIES), unique=True),
        "have": st.lists(st.sampled_from(sorted(CATALOG.supplies)), unique=True),
        "limbs": st.lists(st.sampled_from(LIMB_PLACES), unique=True),
        "pressure": st.integers(0, MOST_PRESSURE),
        "visualization": st.booleans(),
    }
    return draw(st.fixed_dictionaries({}, optional=every))
