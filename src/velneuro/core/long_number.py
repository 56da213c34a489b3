"""A number with thousands of digits: Python reads none, and names settings of its own, which help nobody."""

from __future__ import annotations

LONG_NUMBER = "it holds a number with thousands of digits"


def whole_number(digits: str) -> int:
    """A whole number as a JSON file writes it. Raises ValueError in words for one that is too long."""
    try:
        return int(digits)
    except ValueError as error:
        raise ValueError(LONG_NUMBER) from error
