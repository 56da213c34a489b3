"""Finds words in what a person wrote, in any language: neither case nor accents have to be the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

ACCENTS = re.compile("[\u0300-\u036f]")  # of Latin, Greek and Cyrillic; the marks of other scripts are letters
AROUND = 90  # characters shown on either side of a hit


def folded(text: str) -> str:
    """The text as it is compared: one form for each letter, no case, no accent."""
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())


def words_of(asked: str) -> tuple[str, ...]:
    """The words that are looked for, folded, each once."""
    return tuple(dict.fromkeys(folded(asked).split()))


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether every one of the folded words is somewhere in the text."""
    within = folded(text)
    return all(word in within for word in words)


def excerpt(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The text around the first hit, as pieces; True for those that were looked for."""
    hits = list(_hits(text, words))
    first = max(0, hits[0][0] - AROUND) if hits else 0
    last = min(len(text), first + 2 * AROUND + (hits[0][1] - hits[0][0] if hits else 0))
    pieces = list(_pieces(text, [hit for hit in hits if hit[1] <= last], first, last))
    return (*([("…", False)] if first else []), *pieces, *([("…", False)] if last < len(text) else []))


def _hits(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text, in order, not overlapping."""
    within, places = _with_places(text)
    end = 0
    for match in re.finditer("|".join(map(re.escape, sorted(words, key=len, reverse=True))), within) if words else ():
        start = places[match.start()]
        if start >= end:
            end = places[match.end() - 1] + 1
            yield start, end


def _with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where it comes from."""
    parts = [folded(letter) for letter in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def _pieces(text: str, hits: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[tuple[str, bool]]:
    at = first
    for start, end in hits:
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < last:
        yield text[at:last], False
