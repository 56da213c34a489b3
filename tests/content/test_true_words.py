"""No session names what is not there tonight: a limb or side that is left out, lotion where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from velneuro.content import library
from velneuro.core.body import LIMB_PLACES
from velneuro.core.catalog import ABILITIES
from velneuro.core.person import Person
from velneuro.core.pipeline import Session, compile_session

ALL = frozenset(LIMB_PLACES)
SUBSETS = [frozenset(some) for count in range(len(ALL)) for some in combinations(LIMB_PLACES, count)]
NOUNS = {
    "foot": r"foot|sole|toes?|arch|heel|feet|soles|heels",
    "leg": r"calf|leg|knee|shin|calves|legs|knees",
    "hand": r"hand|palm|fingers?|thumb|wrist|forearm",
}
# Hands are named as those that work, too, and a hand that is not to be touched may well work.
MANY = {
    "foot": r"feet|soles|heels",
    "leg": r"calves|legs|knees",
    "hand": r"wrists|elbows|(?:look at|both) (?:your )?hands",
}
OF_THE_GIVER = re.compile(r"your own feet|elbows|wrists|both hands", re.IGNORECASE)
HEEL_OF_HAND = re.compile(r"(?:heel|ball) of (?:your|the) hand", re.IGNORECASE)
HANDS_IN_A_PICTURE = re.compile(r"\b(?:hands burn|your (?:palms|wrists|arms|elbows|hands))\b", re.IGNORECASE)
LOTION = re.compile(r"\b(?:(?<!spreading )lotion|wipe|dry (?:well |all |each )|between the toes)", re.IGNORECASE)
UNDER_CLOTH = re.compile(
    r"\b(?:crack|red|(?:hard|thick) skin|rest on the skin|skin now and then|skin as you)\b", re.IGNORECASE
)


def _session(name: str, seed: int, minutes: int, limbs: frozenset[str] = ALL, **answers: object) -> Session:
    have = frozenset({"lotion", "soft-cloth"})
    person = Person(hands=frozenset(ABILITIES), have=have, limbs=limbs, pressure=2, gate_answered=True, feelings=())
    person = replace(person, **answers)  # type: ignore[arg-type]
    return compile_session(library.routine(name), person, library.catalog(), library.voice("en"), minutes, seed)


def _said(session: Session) -> Iterator[str]:
    assert session.timeline is not None
    yield from (cue.text for cue in session.timeline.cues if cue.kind == "say")


def _words(session: Session) -> Iterator[str]:
    """What is heard, and the headings. A step's reason may tell what a guideline says of feet as such."""
    assert session.timeline is not None
    yield from _said(session)
    yield from (step.title for step in session.timeline.steps)


def _names_what_is_left_out(text: str, limbs: frozenset[str], giver: str) -> bool:
    words = HEEL_OF_HAND.sub("", text)
    words = OF_THE_GIVER.sub("", words) if giver == "helper" else words
    return any(_names(words, limb, limbs) for limb in NOUNS)


def _names(words: str, limb: str, limbs: frozenset[str]) -> bool:
    kept = [place for place in limbs if place.endswith(f"-{limb}")]
    is_named = re.search(rf"\b(?:{NOUNS[limb]})\b", words, re.IGNORECASE) is not None
    sides = {side for side in ("left", "right") if re.search(rf"\b{side}\b", words)}
    if is_named and any(f"{side}-{limb}" not in limbs for side in sides):
        return True
    if re.search(rf"\b(?:{MANY[limb]})\b", words, re.IGNORECASE) and len(kept) < 2:
        return True
    return is_named and not kept and limb != "hand"


@pytest.mark.parametrize("name", library.routine_names())
def test_no_word_names_a_limb_or_a_side_that_is_left_out(name: str) -> None:
    giver = library.routine(name).steps[0].giver
    wrong = {
        text
        for number, limbs in enumerate(SUBSETS)
        for seed, minutes in ((number, 45), (number + 1, 10))
        for text in _words(_session(name, seed, minutes, limbs))
        if _names_what_is_left_out(text, limbs, giver)
    }
    assert sorted(wrong) == []


@pytest.mark.parametrize("picture", library.catalog().pictures)
def test_no_picture_names_a_limb_that_is_left_out(picture: str) -> None:
    wrong = {
        text
        for limbs in SUBSETS
        for text in _said(_session("bedtime-picture", 1, 45, limbs, picture=picture))
        if _names_what_is_left_out(text, limbs, "self")
    }
    assert sorted(wrong) == []


@pytest.mark.parametrize("picture", library.catalog().pictures)
def test_a_picture_for_one_hand_names_one_hand(picture: str) -> None:
    session = _session("hands-with-reassurance", 1, 45, frozenset({"left-hand"}), picture=picture)
    assert session.timeline is not None
    (shown,) = (step for step in session.timeline.steps if step.technique == "picture")
    told = [cue.text for cue in session.timeline.cues if shown.start_ms <= cue.at_ms < shown.end_ms]
    assert [text for text in told if HANDS_IN_A_PICTURE.search(text)] == []
    assert any("finger" in text for text in told)


def test_with_one_leg_the_guide_speaks_of_one() -> None:
    limbs = frozenset({"left-foot", "left-leg"})
    said = {text for seed in range(3) for text in _said(_session("evening-feet-and-legs", seed, 45, limbs))}
    assert "Your foot has come a long way with you." in said
    assert "It drifts down your calf, as slow as your breath." in said
    quiet = set(_said(_session("quiet-rest", 1, 45, limbs)))
    assert {"Your left calf. Let it be as it is.", "The left sole, all along."} <= quiet
    look = set(_said(_session("numb-feet", 1, 45, limbs)))
    assert look & {"Look at your foot before you touch it.", "First let your eyes visit your foot."}


def test_with_hands_only_there_is_no_look_at_the_feet_and_no_step_for_it() -> None:
    session = _session("morning-feet", 1, 20, frozenset({"left-hand", "right-hand"}))
    assert "look" not in {step.id for step in session.plan.steps}
    assert {change.sign for change in session.plan.changes if change.where == "session"} == {"limbs"}


@pytest.mark.parametrize("minutes", [3, 20, 45])
def test_both_ways_of_a_trial_last_as_long_whatever_is_left_out(minutes: int) -> None:
    for limbs in SUBSETS:
        ways = [_session(name, 1, minutes, limbs).timeline for name in ("quiet-rest", "evening-feet-and-legs")]
        assert {way.duration_ms for way in ways if way} == {minutes * 60_000}


@pytest.mark.parametrize("name", library.routine_names())
def test_without_lotion_nothing_is_wiped_or_kept_from_between_the_toes(name: str) -> None:
    said = {text for seed in range(6) for text in _said(_session(name, seed, 45, have=frozenset()))}
    assert [text for text in sorted(said) if LOTION.search(text) and "look between" not in text.lower()] == []


def test_with_lotion_it_is_kept_from_between_the_toes_and_wiped_off() -> None:
    said = {text for seed in range(6) for text in _said(_session("evening-feet-and-legs", seed, 20))}
    assert {"No lotion between the toes.", "Wipe off any lotion, and dry between the toes."} <= said


@pytest.mark.parametrize(
    "name", ["afternoon-reset", "evening-feet-and-legs", "foot-on-a-ball", "helper-feet-and-legs", "over-socks"]
)
def test_through_a_sock_nobody_is_asked_to_see_the_skin(name: str) -> None:
    said = {text for seed in range(9) for text in _said(_session(name, seed, 45, have=frozenset({"ball"})))}
    assert [text for text in sorted(said) if UNDER_CLOTH.search(text)] == []


def test_with_several_limbs_none_is_promised_all_the_time() -> None:
    said = {text for seed in range(9) for text in _said(_session("one-limb", seed, 10))}
    assert [text for text in said if re.search(r"\ball (?:of )?(?:the|your) time\b", text, re.IGNORECASE)] == []


def test_after_the_ball_the_feet_rest_without_a_hand_on_them() -> None:
    """Somebody who cannot bend would be asked to reach the floor."""
    session = _session("foot-on-a-ball", 1, 20, hands=frozenset({"ball"}), have=frozenset({"ball"}))
    (still,) = (step for step in session.plan.steps if step.id == "foot-still")
    assert (still.technique, still.zone) == ("rest", None)


@pytest.mark.parametrize("minutes", [3, 10, 45])
def test_the_ladder_has_a_cloth_for_everybody_and_says_so_at_the_start(minutes: int) -> None:
    """A bare hand would lie on skin that hurts when it is touched."""
    session = _session("soft-cloth-ladder", 1, minutes, have=frozenset())
    rungs = {step.technique for step in session.plan.steps if step.zone and step.step.id != "rung-6"}
    assert rungs <= {"cloth-hold", "cloth-stroke"}
    assert any("sock" in text for text in list(_said(session))[:2])


def test_a_rung_that_is_held_by_a_helper_has_no_cloth_in_its_heading() -> None:
    session = _session("soft-cloth-ladder", 1, 20, hands=frozenset({"helper"}))
    assert [step.title for step in session.plan.steps if "cloth" in step.title] == []
