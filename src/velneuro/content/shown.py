"""Which values of the content files somebody reads on a page: what is translated, and what is measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# What the guide says (voice/) is translated file by file, and is not among them.
SHOWN = frozenset(
    {
        *("title", "how_title", "purpose", "for_whom", "not_for", "why"),
        *("ask", "reason", "advice", "question", "morning", "low", "high"),
        *("note", "instead", "word", "like", "about", "hint"),
    }
)
# Tables with names of their own, in which every value is shown.
ALL_SHOWN = (
    *("reason", "card", "answer", "warning"),
    *("verdict", "then", "chance", "tenths", "verdict_of_two", "then_of_two", "chance_of_two", "tenths_of_two"),
)


def shown(value: Any, key: str = "", place: str = "") -> Iterator[tuple[str, str]]:
    """Every shown text below a parsed TOML value, with its place: `sign[3].ask`."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from shown(below, "reason" if key in ALL_SHOWN else name, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for number, below in enumerate(value, 1):
            yield from shown(below, key, f"{place}[{number}]")
    elif isinstance(value, str) and value and key in SHOWN:
        yield place, value
