"""What holds for every routine of the library, at short and long sessions, with any hands, on any limb."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from velneuro.content import library
from velneuro.core.body import LIMB_PLACES, SIDES
from velneuro.core.catalog import ABILITIES, PICTURE_S
from velneuro.core.person import Feeling, Person, Sign
from velneuro.core.picture import paint
from velneuro.core.pipeline import Session, compile_plan, compile_session
from velneuro.core.plan import Plan, PlanStep
from velneuro.core.routine import Step
from velneuro.core.saying import limb_facts
from velneuro.core.timeline import ScoreStep, Timeline, speak
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.voices import BUILT_IN, guide

MINUTES = (3, 10, 20, 45)
LONGEST_SILENCE_MS = 90_000
THINGS = frozenset({"lotion", "ball", "towel", "soft-cloth"})
NEED_HANDS = {"afternoon-reset", "evening-feet-and-legs", "hands-with-reassurance"}  # of any kind
EXPECTED = {"hands", "have", "limbs", "minutes"}  # what a plan may tell of somebody without a sign or a feeling


def _person(hands: frozenset[str] = frozenset(ABILITIES), limbs: frozenset[str] | None = None) -> Person:
    return Person(hands=hands, have=THINGS, limbs=limbs, pressure=2, gate_answered=True, feelings=())


WITH_HANDS = [_person(frozenset(hands)) for hands in [(), ABILITIES, *((name,) for name in ABILITIES)]]
ON_SIDES = [_person(limbs=frozenset(place for place in LIMB_PLACES if place.startswith(side))) for side in SIDES]
ON_LIMBS = [_person(limbs=frozenset({place})) for place in LIMB_PLACES]


def _session(name: str, person: Person, minutes: int, seed: int = 5) -> Session:
    return compile_session(library.routine(name), person, library.catalog(), library.voice("en"), minutes, seed)


def _timeline(session: Session) -> Timeline:
    assert session.plan.refused is None
    assert session.timeline is not None
    return session.timeline


def _said(timeline: Timeline, step: ScoreStep) -> list[str]:
    """The sentences of a step, by the id of their clip."""
    return [cue.sentence for cue in timeline.cues if cue.kind == "say" and step.start_ms <= cue.at_ms < step.end_ms]


def _check_session(session: Session) -> None:
    timeline = _timeline(session)
    assert {change.sign for change in session.plan.changes} <= EXPECTED
    assert all(first.at_ms + first.ms == second.at_ms for first, second in pairwise(timeline.cues))
    assert _overlaps(session) == []
    assert _longest_silence(timeline) <= LONGEST_SILENCE_MS
    assert _said_twice(timeline) == []
    assert _unsaid_openings(session) == []


def _longest_silence(timeline: Timeline) -> int:
    """Where a hand is at work, in milliseconds."""
    longest = silence = 0
    touching = [(step.start_ms, step.end_ms) for step in timeline.steps if step.tool]
    for cue in timeline.cues:
        is_touch = any(start <= cue.at_ms < end for start, end in touching)
        silence = silence + cue.ms if is_touch and cue.kind in ("rest", "breath") else 0
        longest = max(longest, silence)
    return longest


def _overlaps(session: Session) -> list[str]:
    """Sentences that begin before the one before is over, or in the midst of a chime."""
    sounds = [cue for cue in _timeline(session).cues if cue.kind in ("say", "chime")]
    return [after.text for before, after in pairwise(sounds) if after.at_ms < before.at_ms + before.ms]


def _said_twice(timeline: Timeline) -> list[str]:
    """Whatever is heard a second time, word for word."""
    texts = Counter(cue.text for cue in timeline.cues if cue.kind == "say")
    return [text for text, count in texts.items() if count > 1]


def _unsaid_openings(session: Session) -> list[str]:
    """Opening words that found no room: a warning among them would be lost."""
    timeline = _timeline(session)
    told = zip(session.plan.steps, timeline.steps, strict=True)
    return [
        f"{step.id}: {name}"
        for planned, step in told
        for name in planned.step.begin
        if not any(said.startswith(f"{name}.") for said in _said(timeline, step))
    ]


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("name", library.routine_names())
def test_with_any_hands_the_session_obeys_the_laws(name: str, minutes: int) -> None:
    for person in WITH_HANDS:
        _check_session(_session(name, person, minutes))


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("name", library.routine_names())
def test_on_one_side_or_one_limb_the_session_obeys_the_laws(name: str, minutes: int) -> None:
    one_side = [replace(person, limbs=side.limbs) for person in WITH_HANDS for side in ON_SIDES]
    for person in [*one_side, *ON_LIMBS]:
        _check_session(_session(name, person, minutes))


@pytest.mark.parametrize("pace", [0.7, 1.4])
@pytest.mark.parametrize("name", library.routine_names())
def test_with_a_quick_or_a_slow_voice_speech_never_overlaps_and_is_never_long_away(name: str, pace: float) -> None:
    """A neural or a recorded voice has lengths of its own; with a slow one an opening may be cut, and nothing else."""
    voice = library.voice("en")
    for minutes in MINUTES:
        session = compile_session(
            library.routine(name), _person(), library.catalog(), voice, minutes, 5,
            lambda sentence, text: round(pace * voice.estimate_ms(sentence, text)),
        )  # fmt: skip
        cues = _timeline(session).cues
        assert all(first.at_ms + first.ms == second.at_ms for first, second in pairwise(cues))
        assert _overlaps(session) == []
        assert _longest_silence(_timeline(session)) <= LONGEST_SILENCE_MS


SORE = tuple(Feeling(place, "touch-hurts", 4) for place in LIMB_PLACES)
VERY_SORE = tuple(Feeling(place, "touch-hurts", 7) for place in LIMB_PLACES)
LIMITED = [
    replace(_person(), feelings=SORE),
    replace(_person(), feelings=VERY_SORE),
    replace(_person(frozenset({"helper"})), feelings=SORE),
    replace(_person(), signs=(Sign("R26"),)),
]


@pytest.mark.parametrize("minutes", [10, 20, 45])
@pytest.mark.parametrize("name", library.routine_names())
def test_nothing_is_said_twice_where_a_hand_only_rests(name: str, minutes: int) -> None:
    """Then nearly every step is done in one and the same way, and says so each time."""
    for person in LIMITED:
        assert _said_twice(_timeline(_session(name, person, minutes))) == []


@pytest.mark.parametrize("name", library.routine_names())
def test_three_minutes_keep_every_step_of_rank_one(name: str) -> None:
    routine, catalog = library.routine(name), library.catalog()
    for person in [*WITH_HANDS, *ON_SIDES, *ON_LIMBS]:
        short, long = (compile_plan(routine, person, catalog, minutes, 1).steps for minutes in (3, 45))
        first = {step.id for step in long if step.step.rank == 1}
        assert first <= {step.id for step in short}


@pytest.mark.parametrize("name", sorted({*library.routine_names()} - NEED_HANDS))
def test_without_hands_a_routine_that_touches_still_visits_each_place_of_rank_one(name: str) -> None:
    """Somebody whose hands can do nothing is led by attention; a whole session of left-out steps would be an insult."""
    routine = library.routine(name)
    wanted = {step.zone for step in routine.steps if step.zone and step.rank == 1}
    steps = compile_plan(routine, _person(frozenset()), library.catalog(), 20, 1).steps
    assert wanted <= {step.zone for step in steps}


def _silence_to_speech(timeline: Timeline) -> float | None:
    """How many times longer the guide is silent than it speaks, where a hand is at work."""
    touch = [(step.start_ms, step.end_ms) for step in timeline.steps if step.tool]
    whole = sum(end - start for start, end in touch)
    spoken = sum(
        cue.ms for cue in timeline.cues for start, end in touch if cue.kind == "say" and start <= cue.at_ms < end
    )
    return (whole - spoken) / spoken if spoken else None


@pytest.mark.parametrize("minutes", [10, 20, 45])
@pytest.mark.parametrize("name", library.routine_names())
def test_the_guide_is_silent_two_to_four_times_as_long_as_it_speaks(name: str, minutes: int) -> None:
    ratio = _silence_to_speech(_timeline(_session(name, _person(), minutes)))
    assert ratio is None or 2 <= ratio <= 4


@pytest.mark.parametrize("name", library.routine_names())
def test_in_three_minutes_the_guide_is_still_silent_for_longer_than_it_speaks(name: str) -> None:
    """It is mostly openings then, and what they say of safety is not cut."""
    ratio = _silence_to_speech(_timeline(_session(name, _person(), 3)))
    assert ratio is None or ratio > 1.5


@pytest.mark.parametrize("seconds", PICTURE_S)
@pytest.mark.parametrize("name", library.catalog().pictures)
def test_a_picture_is_told_whole_in_its_time(name: str, seconds: int) -> None:
    catalog, steps = library.catalog(), library.routine("bedtime-picture").steps
    shown = next(step for step in steps if step.picture)
    after = next(step for step in steps if step.id == "rest")
    bare = (_planned(shown, "picture", seconds), _planned(after, "rest", 60))
    painted = paint(bare, catalog.pictures[name], catalog.body)
    told, voice = catalog.pictures[name], library.voice("en")
    wanted = [*told.begin, *told.during(seconds), *told.end]
    for seed in range(1, 6):
        plan = Plan("bedtime-picture", seconds // 60 + 1, seed, None, painted, (), (), (), limb_facts(None))
        timeline = speak(plan, catalog, voice, voice.estimate_ms)
        assert [said.rsplit(".", 1)[0] for said in _said(timeline, timeline.steps[0])] == wanted


def _planned(step: Step, technique: str, seconds: int) -> PlanStep:
    return PlanStep(step.id, step, None, technique, 0, seconds, 0)


def test_a_person_may_choose_another_picture_and_hands_have_their_own_words() -> None:
    person = replace(_person(), picture="tide")
    steps = compile_plan(library.routine("hands-with-reassurance"), person, library.catalog(), 45, 1).steps
    (step,) = (step for step in steps if step.step.picture)
    assert step.title == "A slow tide"
    assert "tide-hands.fingers" in step.step.during
    assert "tide.toes" not in step.step.during


@pytest.mark.parametrize("minutes", [20, 30, 45])
def test_quiet_rest_differs_from_the_evening_only_by_its_strokes(minutes: int) -> None:
    """It is what a trial compares with: the same breath, words and picture, for as long but for a fifth at most."""
    quiet, evening = (_seconds(name, minutes) for name in ("quiet-rest", "evening-feet-and-legs"))
    shared = ("settle", "breath", "kind-words", "picture", "close")
    assert {name: quiet[name] for name in shared} == pytest.approx({name: evening[name] for name in shared}, rel=0.2)
    assert library.routine("quiet-rest").picture == library.routine("evening-feet-and-legs").picture
    touching = {step.techniques for step in library.routine("quiet-rest").steps if step.zone}
    assert touching == {("spread-lotion", "helper-spread-lotion")}


@pytest.mark.parametrize("unsafe", LIMB_PLACES)
def test_no_lotion_of_the_quiet_rest_on_a_limb_with_a_sore(unsafe: str) -> None:
    person = replace(_person(), signs=(Sign("R07", (unsafe,)),))
    steps = compile_plan(library.routine("quiet-rest"), person, library.catalog(), 20, 1).steps
    limbs = library.catalog().body.limb_places
    touched = {limb for step in steps if step.zone for limb in limbs(f"{step.side}-{step.zone}")}
    assert touched == {"left-foot", "right-foot", "left-leg", "right-leg"} - {unsafe}


def test_no_lotion_of_the_quiet_rest_on_a_red_heel_or_on_the_toes() -> None:
    person = replace(_person(), signs=(Sign("R22", ("left-heel",)),))
    steps = compile_plan(library.routine("quiet-rest"), person, library.catalog(), 20, 1).steps
    leaves = library.catalog().body.leaf_places
    touched = frozenset().union(*(leaves(f"{step.side}-{step.zone}") for step in steps if step.zone))
    assert not touched & (leaves("left-heel") | leaves("left-toes") | leaves("right-toes"))
    assert leaves("right-heel") <= touched


def _seconds(name: str, minutes: int) -> dict[str, int]:
    steps = compile_plan(library.routine(name), _person(), library.catalog(), minutes, 1).steps
    return {step.id: step.seconds for step in steps}


def test_the_estimated_pace_is_that_of_the_built_in_voice(tmp_path: Path) -> None:
    voice, calm = library.voice("en"), guide(BUILT_IN, "en", SoundFolders(tmp_path))
    texts = [texts[0].replace("{side}", "left") for texts in list(voice.sentences.values())[::25]]
    measured, estimated = (mean(ms("", text) for text in texts) for ms in (calm.ms, voice.estimate_ms))
    assert estimated == pytest.approx(measured, rel=0.1)
