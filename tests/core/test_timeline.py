"""The timeline's laws, over every routine, length and person."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.content import library
from velneuro.core.body import LIMB_PLACES, LIMBS
from velneuro.core.catalog import ABILITIES, KINDS
from velneuro.core.person import Feeling, Person, Sign
from velneuro.core.pipeline import Session, compile_session
from velneuro.core.problem import InputRefused
from velneuro.core.timeline import BREATH_MS, OPENING_MS, Cue, Timeline
from velneuro.outputs.score import score_json

ROUTINES = library.routine_names()
MILD_SIGNS = ("R07", "R14", "R19", "R21", "R22", "R23", "R24", "R25", "R26")


def _maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


persons = st.builds(
    Person,
    hands=_maybe(st.frozensets(st.sampled_from(ABILITIES))),
    have=_maybe(st.frozensets(st.sampled_from(["lotion", "oil", "ball", "towel"]))),
    limbs=_maybe(st.frozensets(st.sampled_from(LIMB_PLACES))),
    pressure=_maybe(st.integers(0, 3)),
    visualization=_maybe(st.booleans()),
    gate_answered=st.booleans(),
    signs=st.lists(
        st.builds(Sign, st.sampled_from(MILD_SIGNS), st.sampled_from([(), *((place,) for place in LIMB_PLACES)])),
        max_size=2,
    ).map(tuple),
    feelings=_maybe(
        st.lists(
            st.builds(
                Feeling,
                st.sampled_from(["left-ball", "right-heel", "left-finger2", "right-calf-mid"]),
                st.sampled_from(KINDS),
                st.integers(0, 10),
            ),
            max_size=3,
        ).map(tuple)
    ),
)


def _compile(routine: str, person: Person, minutes: int, seed: int) -> Session:
    return compile_session(library.routine(routine), person, library.catalog(), library.voice("en"), minutes, seed)


def _tiles(spans: list[tuple[int, int]], end: int) -> bool:
    starts = [start for start, _ in spans]
    return starts[0] == 0 and spans[-1][1] == end and all(a[1] == b[0] and a[0] < a[1] for a, b in pairwise(spans))


def _check_laws(timeline: Timeline, minutes: int) -> None:
    assert timeline.duration_ms == minutes * 60_000
    assert _tiles([(step.start_ms, step.end_ms) for step in timeline.steps], timeline.duration_ms)
    assert _tiles([(cue.at_ms, cue.at_ms + cue.ms) for cue in timeline.cues], timeline.duration_ms)
    starts = {step.start_ms or OPENING_MS for step in timeline.steps}
    assert timeline.cues[0] == Cue(0, OPENING_MS, "rest")
    assert starts <= {cue.at_ms for cue in timeline.cues if cue.kind == "chime"}
    assert timeline.cues[-1].kind == "chime"
    _check_silence_after_speech(timeline)
    _check_breaths(timeline)


def _check_silence_after_speech(timeline: Timeline) -> None:
    for at, cue in enumerate(timeline.cues):
        if cue.kind == "say":
            silence = 0
            for following in timeline.cues[at + 1 :]:
                if following.kind not in ("rest", "breath"):
                    break
                silence += following.ms
            assert silence >= cue.ms, cue.text


def _check_breaths(timeline: Timeline) -> None:
    for step in timeline.steps:
        for cue in timeline.cues:
            if cue.kind == "breath" and step.start_ms <= cue.at_ms < step.end_ms:
                assert cue.ms == BREATH_MS == step.breath_ms
                assert (cue.at_ms - step.start_ms) % BREATH_MS == 0


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ROUTINES), persons, st.integers(3, 45), st.integers(0, 2**63 - 1))
def test_every_session_obeys_the_laws(routine: str, person: Person, minutes: int, seed: int) -> None:
    timeline = _compile(routine, person, minutes, seed).timeline
    assert timeline is not None
    _check_laws(timeline, minutes)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(ROUTINES), persons, st.integers(3, 45), st.integers(0, 2**63 - 1))
def test_same_inputs_and_seed_same_bytes(routine: str, person: Person, minutes: int, seed: int) -> None:
    first, second = (_compile(routine, person, minutes, seed).timeline for _ in range(2))
    assert first is not None
    assert second is not None
    assert score_json(first) == score_json(second)


def test_another_seed_gives_other_words_at_the_same_lengths() -> None:
    first, second = (_compile("evening-feet-and-legs", Person(), 20, seed) for seed in (1, 2))
    assert first.plan.steps == second.plan.steps
    assert first.timeline != second.timeline


@pytest.mark.parametrize("routine", ROUTINES)
def test_no_sentence_is_said_twice_in_an_hour_like_this(routine: str) -> None:
    timeline = _compile(routine, Person(), 45, 3).timeline
    assert timeline is not None
    said = [cue.text for cue in timeline.cues if cue.kind == "say"]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("routine", ROUTINES)
@pytest.mark.parametrize("minutes", [3, 10, 20, 45])
def test_every_step_says_where_before_anything_else(routine: str, minutes: int) -> None:
    session = _compile(routine, Person(), minutes, 3)
    assert session.timeline is not None
    for planned, step in zip(session.plan.steps, session.timeline.steps, strict=True):
        says = [cue for cue in session.timeline.cues if cue.kind == "say" and step.start_ms <= cue.at_ms < step.end_ms]
        assert says[0].sentence.startswith(planned.step.begin[0] + ".")


@pytest.mark.parametrize("routine", ROUTINES)
@pytest.mark.parametrize(("level", "contact"), [(5, "hand"), (9, "none")])
def test_a_hand_that_must_rest_is_told_so_in_every_step_and_never_to_move(
    routine: str, level: int, contact: str
) -> None:
    sore = tuple(Feeling(f"{side}-{limb}", "touch-hurts", level) for side in ("left", "right") for limb in LIMBS)
    hands, have = frozenset({"thumbs", "knuckles", "heel"}), frozenset({"lotion"})
    person = Person(hands=hands, have=have, pressure=2, gate_answered=True, feelings=sore)
    timeline = _compile(routine, person, 45, 3).timeline
    assert timeline is not None
    techniques = library.catalog().techniques
    for step in (step for step in timeline.steps if step.zone):
        technique = techniques[step.technique]
        assert technique.contact == contact
        says = [c.sentence for c in timeline.cues if c.kind == "say" and step.start_ms <= c.at_ms < step.end_ms]
        author = next(s for s in library.routine(routine).steps if s.title == step.title and s.zone == step.zone)
        if techniques[author.techniques[0]].motion != technique.motion:
            assert any(said.startswith(technique.said_to(author.giver)[0]) for said in says), step.title
            assert not any(said.startswith(f"{moving}.") for said in says for moving in author.during), step.title


def test_measured_lengths_take_the_place_of_estimates() -> None:
    voice = library.voice("en")
    args = (library.routine("bad-moment"), Person(), library.catalog(), voice, 3, 1)
    timeline = compile_session(*args, measure=lambda _sentence, text: 100 * len(text)).timeline
    assert timeline is not None
    assert all(cue.ms == 100 * len(cue.text) for cue in timeline.cues if cue.kind == "say")
    _check_laws(timeline, 3)


@pytest.mark.parametrize(("minutes", "seed"), [(2, 0), (46, 0), (20, -1), (20, 2**63)])
def test_minutes_and_seed_out_of_range_say_what_is_allowed(minutes: int, seed: int) -> None:
    with pytest.raises(InputRefused) as refused:
        _compile("bad-moment", Person(), minutes, seed)
    assert "use a whole number from" in str(refused.value)
