"""Words that no text may hold: what the evidence does not bear, near variants of it, and sentences that are honest."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.content import library
from velneuro.content.claims import ANYWHERE, ROUTINE, SAY, claims

PROMISES = [
    "It prevents foot ulcers.", "May prevent ulcers.", "Preventing amputations.", "Protects your nerves.",
    "This works for everybody.", "It always works.", "Helps everyone.",
    "Use it instead of your medicine.", "A replacement for drugs.", "Better than pills.", "Stop taking your pills.",
    "Stop your pills.", "Stop your insulin tonight.", "Skip a dose.", "Leave out your tablets.",
    "It wakes your nerves.", "To wake up tired nerves.", "Awakens nerves.", "Stimulates the nerves.",
    "Soothes your nerves.",
    "It can treat neuropathy.", "Treats diabetic neuropathy.", "Treating nerve pain.",
    "Repairs damaged nerves.", "Mends your nerves.", "Restores the nerves.",
    "It will restore lost feeling.", "Brings feeling back.", "Get the feeling back in your toes.", "Regain sensation.",
    "Lavender soothes.", "Lavender oil helps you sleep.", "Lavender relaxes the feet.",
    "Improves the blood flow.", "Boosts your blood flow.", "It gets the blood flowing.",
    "Brings more blood to your feet.",
    "It may not prevent falls, it prevents ulcers.", "Nerve pain disappears.", "It makes the pain disappear.",
    "Stops your neuropathy.", "Slows neuropathy.", "It helps all of us.", "There is no need to take your pills.",
]  # fmt: skip
HARMS = [
    "Soak your feet in a warm bath first.", "Lay a hot pack on it.", "A warm towel feels good.", "Use peppermint oil.",
    "Press until it hurts.", "Press until the skin is red.", "Go on even when it hurts.", "Push through.",
    "Press into the muscle.", "Put your full weight on it.", "Dig in.", "With all your strength.",
    "Massage lotion in between the toes.", "Scrub the heel.",
    "Hold your breath.", "Breathe fast.",
    "Skip the questions.", "Ignore the guide.", "Open wounds are fine.", "Rub over the open wound.",
    "Why not soak your feet first.", "Why not use hot water first.", "Never without a hot bath.",
    "Do not avoid hot water.",
    "Use hot, not warm water.", "No cold bath. A hot bath first.", "Not only hot water, ice too.",
    "Press until the skin turns white.", "Sit in a hot tub.", "Throw away your pills.", "Throw your tablets away.",
    "Walk barefoot afterwards.", "Go barefoot now.", "Fill a hot water bottle.",
    "Rub the cream well between all your toes.", "Rub between them.", "Scrape off the hard skin.",
    "Use all you have got.", "Go deeper now.", "A little stronger each time.", "Press a little deeper.",
    "Hold each breath.", "Hold your in-breath.", "Holding a deep breath calms.", "Breathe out as long as you can.",
]  # fmt: skip
HONEST = [
    "It does not replace your medicine.", "It cannot prevent ulcers.", "It is not known to mend nerves.",
    "It does not work for everyone.", "It will not restore feeling.", "Lavender is a matter of taste.",
    "A quiet while for sore feet.", "You, if your feet feel like ice.", "Skin that is open, hot or newly swollen.",
    "A firm chair, and no hurry.", "Not for you if breathing is harder today.",
    "No hot bath before. Never press on the bone.",
    "Do not stop your medicine.", "Never skip the questions before the session.", "Not over an open wound.",
    "Do not rub between the toes.", "A picture of nerves waking. Only a picture.",
    "Avoid hot water bottles.", "Keep away from hot water.", "Hot water can burn skin that feels little.",
    "Hot water bottles can burn.", "Wait half an hour after a bath.", "Rub the sole, but not between the toes.",
    "Never walk barefoot.",
]  # fmt: skip

# What may be said as well. Each was once refused for a word that means no harm here.
INNOCENT = [
    "Hold the foot and breathe out.", "Rub the lotion between your palms.", "That is all you have to do.",
    "Hold the foot with all your fingers.", "Have a water bottle within reach.", "Stop if your neuropathy gets worse.",
    "Go slowly, your neuropathy may be new.", "This helps all ten toes rest.", "Take a soft scrap of cloth.",
    "Rest your fingers between two strokes.", "Rest as long as you can.", "You do not have to hold your breath.",
    "There is no need to hold your breath.", "If you hold your breath, it is too much.",
    "If the tingling gets stronger, stop.", "Let your shoulders sink deeper into the chair.",
    "No ice and no cold bath.", "Keep lotion out from between the toes.", "The cloth falls like snow.",
]  # fmt: skip


def _found(text: str, where: str) -> list[str]:
    return [problem.what for problem in claims(text, "a.toml:purpose", where)]


@pytest.mark.parametrize("text", PROMISES)
def test_a_promise_is_found_in_every_text(text: str) -> None:
    assert all(_found(text, where) for where in (ANYWHERE, ROUTINE, SAY))


@pytest.mark.parametrize("text", HARMS)
def test_what_could_do_harm_is_found_in_all_of_a_routine(text: str) -> None:
    assert all(_found(text, where) for where in (ROUTINE, SAY))


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_text_may_be_written(text: str) -> None:
    assert _found(text, ROUTINE) == []


@pytest.mark.parametrize("text", INNOCENT)
def test_a_plain_sentence_may_be_said_and_written(text: str) -> None:
    assert [_found(text, where) for where in (ANYWHERE, ROUTINE, SAY)] == [[], [], []]


@pytest.mark.parametrize("lang", library.languages())
def test_what_the_guide_says_itself_anybody_may_say(lang: str) -> None:
    sentences = library.voice(lang).sentences.items()
    assert [(name, found) for name, texts in sentences for text in texts for found in _found(text, SAY)] == []


def test_what_is_spoken_names_no_harm_even_to_warn_of_it() -> None:
    """The ear keeps the last words: "press hard"."""
    assert _found("Do not press hard.", ROUTINE) == []
    assert _found("Do not press hard.", SAY)


def test_a_denial_takes_back_only_what_it_stands_before() -> None:
    assert _found("It does not replace your medicine. It replaces your medicine.", ROUTINE)
    assert _found("No bath before? A bath is fine.", ROUTINE)


def test_no_more_than_three_words_of_one_sentence_stand_between() -> None:
    assert _found("It prevents all these painful foot ulcers.", ROUTINE) == []
    assert _found("What it prevents is unknown. Ulcers need a clinic.", ROUTINE) == []


@pytest.mark.parametrize(
    "unit", ["-", ",", "'", "- ", ", ", "a'", "no ", "prevent ", "prevent-", "no bath, ", "not to the "]
)
def test_no_text_keeps_the_machine_busy(unit: str) -> None:
    """Ten times the text, ten times the work. A row of hyphens once took longer than anybody waits."""
    assert _seconds(f"prevent{unit * 1000} x"[:4000]) <= 30 * _seconds(f"prevent{unit * 100} x"[:400]) + 0.01


def _seconds(text: str) -> float:
    """The fastest of three, since other work goes on beside it."""
    return min(_once(text) for _ in range(3))


def _once(text: str) -> float:
    begun = time.process_time()
    _found(text, ROUTINE)
    return time.process_time() - begun


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from(["-", ",", "'", " ", "_", "no", "bath", "prevent", "a'", "cure"]), max_size=200).map(
        "".join
    )
)
def test_whatever_parts_the_words_what_stands_behind_it_is_found(before: str) -> None:
    assert _found(f"{before}. It heals.", ROUTINE)
