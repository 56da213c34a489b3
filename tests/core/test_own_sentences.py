"""The sentences that a routine brings: read strictly, said like the guide's own, never in the place of one of those."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velneuro.content import library
from velneuro.core.catalog import Catalog
from velneuro.core.own_sentences import read_say
from velneuro.core.person import Person
from velneuro.core.pipeline import compile_session
from velneuro.core.problem import Problem
from velneuro.core.routine import Routine
from velneuro.core.table import Table
from velneuro.core.timeline import Timeline

GUIDE = library.voice("en")
SPOKEN = ("Up the {side} calf.", "Along the {side} calf.", "Over the {side} calf.")


def misfits(say: object) -> list[str]:
    problems: list[Problem] = []
    read_say(Table({"say": say}, "a.toml", "", problems), GUIDE.sentences)
    return [f"{problem.place} {problem.what}" for problem in problems]


@pytest.fixture
def routine() -> Routine:
    """The lower legs, whose strokes begin with a sentence of their own."""
    known = library.routine("lower-legs")
    steps = tuple(replace(step, begin=("mine",)) if step.zone else step for step in known.steps)
    return replace(known, steps=steps, say={"mine": SPOKEN})


def told(routine: Routine, person: Person, catalog: Catalog, minutes: int = 10) -> Timeline:
    timeline = compile_session(routine, person, catalog, GUIDE, minutes, 3).timeline
    assert timeline is not None
    return timeline


def test_they_are_said_with_their_side_and_one_id_for_each_clip(
    routine: Routine, person_with: Callable[..., Person], catalog: Catalog
) -> None:
    cues = told(routine, person_with(), catalog).cues
    own = {cue.sentence: cue.text for cue in cues if cue.sentence.startswith("mine.")}
    assert len(own) > 2
    for name, text in own.items():
        _, number, side = name.split(".")
        assert text == SPOKEN[int(number) - 1].replace("{side}", side)


def test_the_guide_itself_learns_nothing_from_them(
    routine: Routine, person_with: Callable[..., Person], catalog: Catalog
) -> None:
    told(routine, person_with(), catalog)
    assert "mine" not in GUIDE.sentences


@given(st.sampled_from(sorted(GUIDE.sentences)), st.text(min_size=1))
def test_none_takes_the_place_of_a_sentence_of_the_guide(name: str, text: str) -> None:
    assert GUIDE.bringing({name: (text,)}).sentences[name] == GUIDE.sentences[name]
    assert misfits({name: [text]}) != []


@pytest.mark.parametrize("topic", ["stay", "giving", "breathing", "resting"])
def test_none_joins_what_the_guide_says_by_itself(topic: str) -> None:
    own = f"{topic}.mine"
    assert f'a.toml:say."{own}" "{own}" does not fit' in misfits({own: ["Rest."]})
    assert GUIDE.bringing({topic: ("Rest.",)}).pool(topic) == GUIDE.pool(topic)


@given(st.text(max_size=300))
def test_a_sentence_that_is_kept_can_be_spoken_and_shown(text: str) -> None:
    if not misfits({"mine": [text]}):
        assert text.endswith((".", "?"))
        assert text.isprintable()
        assert not set(text) & set("<>[]\\")


@pytest.mark.parametrize("name", ["../x", "a/b", "A", "", "a b", "é"])
def test_a_name_is_safe_to_be_a_file(name: str) -> None:
    assert any("does not fit" in line for line in misfits({name: ["Rest."]}))


def test_no_flood_of_sentences() -> None:
    assert misfits({f"s{number}": [f"Rest {number}."] for number in range(101)}) == [
        "a.toml:say there are 101 sentences"
    ]


def test_where_a_step_is_quiet_the_guide_adds_nothing(person_with: Callable[..., Person], catalog: Catalog) -> None:
    known = library.routine("lower-legs")
    quiet = replace(known, steps=tuple(replace(step, quiet="Our choice: silence.") for step in known.steps))
    loud, still = (told(each, person_with(), catalog, 45) for each in (known, quiet))
    added = [
        [cue for cue in timeline.cues if cue.sentence.startswith(("stay.", "resting.", "breathing."))]
        for timeline in (loud, still)
    ]
    assert added[0] != []
    assert added[1] == []
