"""A routine made of another: parts out, moved, with more or less time; what has to stay stays, and the check agrees."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.content import library
from velneuro.content.ends import only_look
from velneuro.content.given import given_routine, is_pointed
from velneuro.core.remaking import TIMES, Part, arranged, moved, parts_of, remade
from velneuro.core.routine import Routine
from velneuro.outputs.routine_toml import routine_toml

EVENING = library.routine("evening-feet-and-legs")
POINTED = [step.id for step in EVENING.steps if is_pointed(step, library.catalog())]


def ids(parts: tuple[Part, ...]) -> list[str]:
    return [part.step.id for part in parts]


def seen(name: str) -> tuple[Part, ...]:
    return parts_of(library.routine(name))


@pytest.mark.parametrize("name", library.routine_names())
def test_untouched_parts_make_the_same_routine(name: str) -> None:
    routine = library.routine(name)
    assert remade(routine, parts_of(routine), ()) == routine


@settings(max_examples=50)
@given(name=st.sampled_from(library.routine_names()), data=st.data())
def test_whatever_is_done_with_the_parts_the_routine_can_be_played(name: str, data: st.DataObject) -> None:
    routine = library.routine(name)
    parts = tuple(
        replace(part, is_in=data.draw(st.booleans()), time=data.draw(st.sampled_from(sorted(TIMES))))
        for part in parts_of(routine, staying=only_look(routine))
    )
    parts = arranged(parts, data.draw(st.permutations(ids(parts))))
    pointed = [step.id for step in routine.steps if is_pointed(step, library.catalog())]
    made = remade(routine, parts, pointed)
    assert given_routine(routine_toml(made), "a.toml") == (made, [])


def test_the_ends_and_the_only_rest_stay() -> None:
    parts = tuple(replace(part, is_in=False) for part in parts_of(EVENING))
    assert [step.id for step in remade(EVENING, parts, ()).steps] == ["settle", "rest", "close"]


def test_the_only_look_at_the_feet_stays() -> None:
    morning = library.routine("morning-feet")
    parts = tuple(replace(part, is_in=False) for part in parts_of(morning, staying=only_look(morning)))
    assert [step.id for step in remade(morning, parts, ()).steps] == ["settle", "look", "rest", "close"]
    assert only_look(EVENING) == frozenset()


def test_a_part_moves_by_one_and_never_beyond_the_ends() -> None:
    parts = seen("bad-moment")
    assert ids(parts)[:4] == ["arrive", "look", "breath", "hold"]
    assert ids(moved(parts, "breath", -1))[:4] == ["arrive", "breath", "look", "hold"]
    assert ids(moved(parts, "look", -1)) == ids(parts)
    assert ids(moved(parts, "look", 1))[:4] == ["arrive", "breath", "look", "hold"]
    assert ids(moved(parts, "close", -1)) == ids(parts)
    assert ids(moved(parts, "no-such-part", -1)) == ids(parts)


@pytest.mark.parametrize(("time", "weight", "most"), [("same", 4, 180), ("more", 8, 360), ("most", 16, 720)])
def test_more_time_is_more_of_the_share_and_a_longer_longest(time: str, weight: int, most: int) -> None:
    parts = tuple(replace(part, time=time) if part.step.id == "hold" else part for part in seen("bad-moment"))
    step = next(step for step in remade(library.routine("bad-moment"), parts, ()).steps if step.id == "hold")
    assert (step.weight, step.most) == (weight, most)


def test_less_time_keeps_the_shares_of_the_others() -> None:
    weights = {"look": 2, "breath": 5}
    parts = tuple(replace(part, time="less") if part.step.id == "breath" else part for part in seen("bad-moment"))
    made = {step.id: step.weight for step in remade(library.routine("bad-moment"), parts, ()).steps}
    assert made["breath"] / made["look"] == weights["breath"] / weights["look"] / 2


def test_thumbs_never_get_a_longer_longest() -> None:
    parts = tuple(replace(part, time="most") for part in parts_of(EVENING))
    longest = [step.most for step in EVENING.steps if step.id in POINTED]
    assert longest == [60, 60, 120, 120, 120]
    assert [step.most for step in remade(EVENING, parts, POINTED).steps if step.id in POINTED] == longest


def test_what_was_left_out_can_come_back() -> None:
    short = replace(EVENING, steps=tuple(step for step in EVENING.steps if step.id not in ("breath", "arch")))
    parts = parts_of(short, EVENING)
    assert [part.step.id for part in parts if not part.is_in] == ["breath", "arch"]
    assert parts[-1].step.id == "close"


def test_a_helpers_parts_do_not_come_into_ones_own_hands() -> None:
    helper = library.routine("helper-feet-and-legs")
    assert all(part.is_in for part in parts_of(EVENING, helper))


def test_own_words_that_nobody_says_any_more_are_left_out() -> None:
    said = replace(EVENING.steps[1], begin=("mine",))
    routine: Routine = replace(EVENING, steps=(EVENING.steps[0], said, *EVENING.steps[2:]), say={"mine": ("Rest.",)})
    parts = tuple(replace(part, is_in=part.step is not said) for part in parts_of(routine))
    assert remade(routine, parts, ()).say == {}
    assert remade(routine, parts_of(routine), ()).say == {"mine": ("Rest.",)}
