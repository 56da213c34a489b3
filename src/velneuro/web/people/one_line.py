"""Own words of one line: a name, a cue, a question. Signs that nobody sees, or that turn the rest, are left out."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms

# Of the signs that only form the others: joiners, which Persian and emoji need within a word, and marks of one place.
# The rest turn what follows around, far beyond the words themselves, or make two names that look like one.
JOINERS = "\u200c\u200d"
FORMING = frozenset(f"{JOINERS}\u200e\u200f\u061c")
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a pattern that show nothing


def one_line(text: str) -> str:
    """The text as one line: each run of spaces and line ends is one space; nothing, where there is nothing to see."""
    words = "".join(sign for sign in text if _may_stand(sign)).split()
    line = " ".join(word for word in (word.strip(JOINERS) for word in words) if word)
    return line if any(map(_is_seen, line)) else ""


def _may_stand(sign: str) -> bool:
    return sign.isspace() or sign in FORMING or unicodedata.category(sign) not in ("Cc", "Cf", "Cs")


def _is_seen(sign: str) -> bool:
    """True for what shows without another sign to sit on."""
    return sign not in BLANK_LETTERS and unicodedata.category(sign) not in ("Cf", "Me", "Mn", "Zs")


class OneLine(forms.CharField):
    """A field for own words of one line."""

    def to_python(self, value: Any) -> str:
        """The words as they are kept."""
        return one_line(str(super().to_python(value) or ""))
