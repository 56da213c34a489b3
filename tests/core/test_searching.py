"""Words in what a person wrote, in any language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.searching import excerpt, folded, holds, words_of

FEW = settings(max_examples=30, deadline=None)  # a busy machine is no mistake
# One letter in two forms, letters that are two when folded, and scripts whose marks are letters.
TEXT = st.text("aAßéİσς e\u0301дЙй カが한हिद😀", max_size=40)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Warm socks helped.", "SOCKS"),
        ("Große Füße", "FÜSSE"),
        ("Un café tiède", "cafe"),
        ("Σήμερα καλά", "σημερα"),
        ("Сегодня лучше", "СЕГОДНЯ"),
        ("İyi bir gün", "iyi"),
        ("आज पैर में दर्द कम था", "दर्द"),
        ("今日は足が温かい", "温かい"),
        ("اليوم أفضل", "اليوم"),
        ("오늘은 발이 따뜻했다", "발이"),
        ("Cafe\u0301 au lait", "CAFÉ"),
        ("A bad night, then warm feet", "feet night"),
    ],
)
def test_a_word_is_found_in_any_language_and_case(text: str, asked: str) -> None:
    assert holds(text, words_of(asked))


@pytest.mark.parametrize(("text", "asked"), [("Warm feet", "warm hands"), ("दर्द", "दिर्द"), ("", "x")])
def test_every_word_has_to_be_there(text: str, asked: str) -> None:
    assert not holds(text, words_of(asked))


@FEW
@given(TEXT, TEXT)
def test_a_text_is_found_by_any_word_of_it(before: str, after: str) -> None:
    text = f"{before} {after}"
    assert holds(text, words_of(text))


@FEW
@given(TEXT)
def test_a_text_folds_the_same_in_either_form(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@FEW
@given(TEXT, TEXT)
def test_an_excerpt_of_a_short_text_is_the_text(text: str, asked: str) -> None:
    assert "".join(piece for piece, _ in excerpt(text, words_of(asked))) == text


def test_what_was_found_is_marked_as_it_was_written() -> None:
    assert excerpt("Große FÜSSE, kalte Füße", words_of("füße")) == (
        ("Große ", False),
        ("FÜSSE", True),
        (", kalte ", False),
        ("Füße", True),
    )


def test_a_long_text_is_shown_around_the_first_hit() -> None:
    pieces = excerpt(f"{'a ' * 300}needle{' b' * 300}", words_of("needle"))
    assert ("needle", True) in pieces
    assert pieces[0] == pieces[-1] == ("…", False)
    assert len("".join(piece for piece, _ in pieces)) < 200
