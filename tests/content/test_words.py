"""What the content says: short, plain, and nothing that must not be promised (shared evidence section 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from velneuro.content import library
from velneuro.core.catalog import Picture

FORBIDDEN = re.compile(
    r"\b(cure[sd]?|heal(s|ed|ing)?|regrow\w*|regenerat\w*|revers(e|es|ed|ing)|detox\w*|circulation|clinically proven|"
    r"fire|lightning|electricity|let's)\b|!",
    re.IGNORECASE,
)
MOST_WORDS = 14


def _spoken() -> Iterator[tuple[str, str]]:
    for name, phrasings in library.voice("en").sentences.items():
        for phrasing in phrasings:
            yield name, phrasing


def _written() -> Iterator[tuple[str, str]]:
    catalog = library.catalog()
    for sign in catalog.signs.values():
        yield from ((sign.id, text) for text in (sign.ask, sign.reason, sign.advice))
    for supply in catalog.supplies.values():
        yield from ((supply.id, text) for text in (supply.title, supply.note, supply.instead) if text)
    for scale in catalog.scales.values():
        yield from ((scale.id, text) for text in (scale.question, scale.low, scale.high))
    for technique in catalog.techniques.values():
        yield technique.id, technique.how_title
    yield from ((rule.kind, rule.reason) for rule in catalog.feelings)
    yield from ((rule.question, rule.reason) for rule in catalog.unanswered)
    yield from catalog.reasons.items()
    for picture in catalog.pictures.values():
        yield from ((picture.id, text) for text in (picture.title, picture.about))
    for name in library.routine_names():
        routine = library.routine(name)
        yield from ((name, text) for text in (routine.title, routine.purpose, routine.for_whom, routine.not_for))
        yield from ((step.id, text) for step in routine.steps for text in (step.title, step.why))


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands in brackets is a source and is not counted."""
    return [part for part in re.split(r"(?<=[.?])\s+", re.sub(r"\([^)]*\)", "", text)) if part.strip()]


@pytest.mark.parametrize("texts", [_spoken, _written])
def test_nothing_is_promised_and_nothing_is_shouted(texts: object) -> None:
    assert callable(texts)
    assert [(name, text) for name, text in texts() if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("texts", [_spoken, _written])
def test_sentences_are_short(texts: object) -> None:
    assert callable(texts)
    too_long = [
        (name, sentence) for name, text in texts() for sentence in sentences(text) if len(sentence.split()) > MOST_WORDS
    ]
    assert too_long == []


def test_every_phrasing_ends_as_a_sentence() -> None:
    assert [text for _, text in _spoken() if not text.endswith((".", "?"))] == []


def test_what_names_a_side_has_three_phrasings() -> None:
    voice = library.voice("en")
    sided = {name for name, text in _spoken() if "{side}" in text}
    assert {name: len(voice.sentences[name]) for name in sided if len(voice.sentences[name]) < 3} == {}


def test_no_two_phrasings_are_alike() -> None:
    texts = [text for _, text in _spoken()]
    assert [text for text in set(texts) if texts.count(text) > 1] == []


@pytest.mark.parametrize("picture", library.catalog().pictures.values(), ids=lambda picture: picture.id)
def test_a_picture_is_called_one_may_be_left_and_leads_back(picture: Picture) -> None:
    said = library.voice("en").sentences
    opening, leave = (said[name] for name in picture.begin)
    assert all("picture" in text for text in opening)
    assert all("leave" in text.lower() for text in leave)
    assert picture.end == ("picture.nothing", "picture.return")
    assert all("picture" in text for text in said["picture.return"])


def test_where_nerves_wake_it_is_in_a_picture() -> None:
    waking = [text for _, text in _spoken() if "waking" in text]
    assert len(waking) >= len(library.catalog().pictures)
    assert [text for text in waking if "picture" not in text] == []
