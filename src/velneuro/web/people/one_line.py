"""Own words of one line: a name, a cue, a question. Signs that nobody sees, and that turn the rest, are left out."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms

# They turn the letters that follow around, far beyond the words themselves. Marks of one place, and joiners, which
# Persian and emoji need, stay.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str) -> str:
    """The text as one line: each run of spaces and line ends is one space; control and turning signs are gone."""
    words = " ".join(text.split())
    return "".join(
        sign for sign in words if sign not in TURNING and unicodedata.category(sign) not in ("Cc", "Cs")
    ).strip()


class OneLine(forms.CharField):
    """A field for own words of one line."""

    def to_python(self, value: Any) -> str:
        """The words as they are kept."""
        return one_line(str(super().to_python(value) or ""))
