"""The answer in words: whatever the figures, the sentences fit, are short and promise nothing."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace

import pytest

from tests.trial.truth import USUAL, simulated
from velneuro.content.trial_questions import Question, trial_questions
from velneuro.content.trial_words import trial_words
from velneuro.core.trial.answer import Answer, answer
from velneuro.core.trial.design import Design
from velneuro.core.trial.trial_data import TrialData
from velneuro.core.trial.verdict import VERDICTS
from velneuro.core.trial.warning_signs import Warned
from velneuro.outputs.trial_json import answer_dict
from velneuro.outputs.trial_words import answer_notes, answer_sentences, tenths, warning_sentence

DESIGN = Design("pairs", 28, 2, arms=("rest", "massage"), outcome="pain")
WORDS = trial_words()
FIGURES = {"points": 1.0, "percent": 25.4, "nights": 20, "planned": 28, "score": 0}
WARNINGS = [name.removeprefix("warning.") for name in WORDS if name.startswith("warning.")]
# A p-value is for those who look at how we know; the others are words that we never use of a trial.
NEVER = re.compile(r"\bp\b|p-value|significan|proven|works for everyone|[{}]|!|\bnan\b|\binf\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def told() -> Answer:
    assigned, scores = simulated(DESIGN, USUAL, 1, 1)
    return answer(DESIGN, TrialData(tuple(assigned[0].tolist()), tuple(scores[0].tolist())))


def _with(told: Answer, **changed: object) -> Answer:
    return replace(told, reading=replace(told.reading, **changed))  # type: ignore[arg-type]


def _longest(text: str) -> int:
    return max(len(sentence.split()) for sentence in re.split(r"(?<=[.?])\s+", text))


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_is_told_in_short_sentences(told: Answer, verdict: str) -> None:
    for sentence in answer_sentences(_with(told, verdict=verdict, settled_after=40), WORDS):
        assert NEVER.search(sentence) is None
        assert _longest(sentence) <= 15


def _of_two(told: Answer, question: Question, verdict: str) -> list[str]:
    """What a page says of a question with this verdict: the answer, the dots, and every note and warning."""
    sign = -1 if verdict in ("leans_worse", "makes_worse") else 1
    posterior = replace(
        told.reading.posterior,
        p_helps=0.5 + 0.48 * sign,
        p_meaningful=0.3,
        meaningful=1.5,
        q05=-1.3 * sign - 1,
        q50=-1.3 * sign,
        q95=-1.3 * sign + 1,
    )
    first, second = question.first.word, question.second.word
    design = replace(DESIGN, arms=(first, second), exposure_before=question.before, outcome="morning pain")
    found = replace(
        _with(told, first=first, second=second, verdict=verdict, posterior=posterior, settled_after=124),
        design=design,
        warnings=tuple(Warned(name, FIGURES, second) for name in WARNINGS),
    )
    said = [*answer_sentences(found, WORDS), *(tenth.sentence for tenth in tenths(found, WORDS))]
    return [*said, *(warning_sentence(warned, WORDS) for warned in found.warnings)]


# What is said when the names of two ways land in a place that was not made for them.
BAD_GRAMMAR = re.compile(
    r"\b(?:an?|no) (?:an?|no)\b|\ba [aeiou]|\ban [^aeiou]|\b(?:picture|session|rest|massage|lotion|lavender) nights\b"
    r"|\b(\w+) \1\b|  |\b1 points|\.\.",
    re.IGNORECASE,
)


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("question", trial_questions().values(), ids=lambda question: question.id)
def test_every_answer_to_every_question_can_be_read_aloud(told: Answer, question: Question, verdict: str) -> None:
    """Run it with -s to read them."""
    said = _of_two(told, question, verdict)
    sys.stdout.write("\n  ".join([f"\n{question.title} {verdict}", *said]))
    for sentence in said:
        assert BAD_GRAMMAR.search(sentence) is None, sentence
        assert sentence[0] == sentence[0].upper()
        assert sentence.endswith(".")
        assert _longest(sentence) <= 15 + 3, sentence  # the ways of a question have up to three words each


def test_nothing_is_said_twice(told: Answer) -> None:
    for verdict in VERDICTS:
        found = _with(told, verdict=verdict, settled_after=40)
        said = " ".join([*answer_sentences(found, WORDS), *answer_notes(found, WORDS)])
        singly = re.split(r"(?<=\.)\s", said)
        assert len(set(singly)) == len(singly)


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("question", trial_questions().values(), ids=lambda question: question.id)
def test_of_two_ways_none_helps(told: Answer, question: Question, verdict: str) -> None:
    """One of them may be better; it is not to be stopped like something new that does harm."""
    said = " ".join(_of_two(told, question, verdict))
    compares = question.id != "massage"
    assert bool(re.search(r"\bhelps?\b|Please stop", said)) == (
        not compares and verdict not in ("cannot_tell", "little_difference")
    )
    assert bool(re.search(r"\b(better for you|choose)\b", said, re.IGNORECASE)) == (
        verdict == "little_difference" or (compares and verdict != "cannot_tell")
    )


@pytest.mark.parametrize(
    ("lower_is_better", "verdict", "head"),
    [
        (True, "leans_worse", "Your pain tended to be higher with massage."),
        (True, "makes_worse", "Your pain was higher with massage."),
        (False, "makes_worse", "Your pain was lower with massage."),
    ],
)
def test_harm_names_its_side(told: Answer, lower_is_better: bool, verdict: str, head: str) -> None:
    found = replace(_with(told, verdict=verdict), design=replace(DESIGN, lower_is_better=lower_is_better))
    assert answer_sentences(found, WORDS)[0] == head


@pytest.mark.parametrize("name", WARNINGS)
def test_each_warning_is_told_in_short_sentences(name: str) -> None:
    sentence = warning_sentence(Warned(name, FIGURES, "massage"), WORDS)
    assert NEVER.search(sentence) is None
    assert _longest(sentence) <= 15


CLAIMS = ("helps_a_lot", "helps", "makes_worse")
SIGNS = ("leans_helps", "leans_worse")


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("helps", [0.999, 0.001])
def test_only_a_claim_is_almost_certain(told: Answer, verdict: str, helps: float) -> None:
    """However sure the posterior is, it says so only where the test stands behind it."""
    posterior = replace(told.reading.posterior, p_helps=helps, p_meaningful=helps / 2)
    found = _with(told, verdict=verdict, posterior=posterior)
    said = [*answer_sentences(found, WORDS), *(tenth.sentence for tenth in tenths(found, WORDS)[:1])]
    sure = [text for text in said if "almost certainly" in text or "More than 9" in text or "Fewer than 1 " in text]
    assert len(sure) == (2 if verdict in CLAIMS else 0)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_chance_is_told_beside_claims_and_signs_alone(told: Answer, verdict: str) -> None:
    found = _with(told, verdict=verdict)
    is_told = verdict in (*CLAIMS, *SIGNS)
    assert any("certainly" in text or "9 in 10" in text for text in answer_sentences(found, WORDS)) == is_told
    assert len(tenths(found, WORDS)) == 2 * is_told


def test_on_no_night_to_look_no_chance_is_told(told: Answer) -> None:
    found = replace(_with(told, verdict="leans_helps"), alpha=0.0)
    assert not any("9 in 10" in text for text in answer_sentences(found, WORDS))
    assert tenths(found, WORDS) == ()


@pytest.mark.parametrize(
    ("helps", "matters", "sentences"),
    [
        (0.99, 0.93, ["More than 9 in 10 that it helps you at all.", "9 in 10 that it helps by 1 point or more."]),
        (0.94, 0.01, ["9 in 10 that it helps you at all.", "Fewer than 1 in 10 that it helps by 1 point or more."]),
    ],
)
def test_dots_stand_for_tenths(told: Answer, helps: float, matters: float, sentences: list[str]) -> None:
    posterior = replace(told.reading.posterior, p_helps=helps, p_meaningful=matters, meaningful=1.0)
    found = tenths(_with(told, verdict="helps", posterior=posterior), WORDS)
    assert [tenth.sentence for tenth in found] == sentences
    assert [sum(tenth.dots) for tenth in found] == [9, max(1, round(10 * matters))]


def test_a_help_that_matters_is_never_likelier_than_a_help(told: Answer) -> None:
    posterior = replace(told.reading.posterior, p_helps=0.99, p_meaningful=0.97)
    found = tenths(_with(told, verdict="leans_helps", posterior=posterior), WORDS)
    assert [tenth.sentence[:8] for tenth in found] == ["9 in 10 ", "9 in 10 "]


def test_a_difference_names_its_side_and_its_unit(told: Answer) -> None:
    posterior = replace(told.reading.posterior, q05=-2.04, q50=-1.0, q95=0.26)
    sentences = answer_sentences(_with(told, posterior=posterior), WORDS)
    assert "With massage, your pain was about 1 point lower than with rest." in sentences
    assert "The true difference is very likely between 2 points lower and 0.3 points higher." in sentences


def test_next_to_nothing_is_no_side(told: Answer) -> None:
    posterior = replace(told.reading.posterior, q50=-0.04)
    sentences = answer_sentences(_with(told, posterior=posterior), WORDS)
    assert "With massage, your pain was about the same as with rest." in sentences


def test_luck_is_told_in_orders(told: Answer) -> None:
    rare, common = (
        answer_sentences(_with(told, verdict="helps", test=replace(told.reading.test, p=p)), WORDS)
        for p in (0.0001, 0.0156)
    )
    assert "A difference this big comes up by luck in fewer than 1 of 1,000." in rare
    assert "A difference this big would come up by luck in about 16 of 1,000." in common
    assert "We checked this against all 128 orders your nights could have had." in common


def test_orders_that_were_drawn_are_not_all(told: Answer) -> None:
    test = replace(told.reading.test, exact=False, compared=10_000)
    sentences = answer_sentences(_with(told, verdict="helps", test=test), WORDS)
    assert "We checked this against 10,000 of the orders your nights could have had." in sentences


@pytest.mark.parametrize(
    ("matters", "told_so"),
    [
        (0.551, "There is a 55 in 100 chance that the difference is 1.5 points or more."),
        (0.004, "A difference of 1.5 points or more is very unlikely."),
    ],
)
def test_a_help_of_unsure_size_says_how_likely_it_matters(told: Answer, matters: float, told_so: str) -> None:
    posterior = replace(told.reading.posterior, p_helps=0.99, p_meaningful=matters, meaningful=1.5)
    assert told_so in answer_sentences(_with(told, verdict="helps", posterior=posterior), WORDS)


@pytest.mark.parametrize(
    ("nights", "told_so"),
    [
        (84, "A new trial of about 84 nights would likely settle it."),
        (88, "To settle it would take about 88 nights. The longest trial we offer has 84."),
    ],
)
def test_more_nights_than_are_offered_are_not_advised(told: Answer, nights: int, told_so: str) -> None:
    assert told_so in answer_sentences(_with(told, verdict="leans_helps", settled_after=nights), WORDS)


def test_the_meter_is_told_where_it_decides(told: Answer) -> None:
    meter = replace(told, design=replace(DESIGN, looks="any_time"))
    assert any(sentence.startswith("The evidence meter stands at") for sentence in answer_sentences(meter, WORDS))


def test_an_interval_without_an_end_is_null_in_json(told: Answer) -> None:
    endless = _with(told, test=replace(told.reading.test, low=float("-inf")))
    assert json.loads(json.dumps(answer_dict(endless, WORDS), allow_nan=False))["test"]["low"] is None
