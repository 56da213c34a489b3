"""The answer in words: whatever the figures, the sentences fit, are short and promise nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from tests.trial.truth import USUAL, simulated
from velneuro.content.trial_words import trial_words
from velneuro.core.trial.answer import Answer, answer
from velneuro.core.trial.design import Design
from velneuro.core.trial.trial_data import TrialData
from velneuro.core.trial.verdict import VERDICTS
from velneuro.core.trial.warning_signs import Warned
from velneuro.outputs.trial_json import answer_dict
from velneuro.outputs.trial_words import answer_sentences, tenths, warning_sentence

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


def test_luck_is_told_in_orders(told: Answer) -> None:
    rare, common = (
        answer_sentences(_with(told, verdict="helps", test=replace(told.reading.test, p=p)), WORDS)
        for p in (0.0001, 0.0156)
    )
    assert "Luck alone gives such a difference in fewer than 1 of 1,000 orders." in rare
    assert "Luck alone gives such a difference in about 16 of 1,000 orders." in common


def test_the_meter_is_told_where_it_decides(told: Answer) -> None:
    meter = replace(told, design=replace(DESIGN, looks="any_time"))
    assert any(sentence.startswith("The evidence meter stands at") for sentence in answer_sentences(meter, WORDS))


def test_an_interval_without_an_end_is_null_in_json(told: Answer) -> None:
    endless = _with(told, test=replace(told.reading.test, low=float("-inf")))
    assert json.loads(json.dumps(answer_dict(endless, WORDS), allow_nan=False))["test"]["low"] is None
