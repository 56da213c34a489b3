"""What the printed card says besides the words of the routine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from velneuro.content.library import FOLDER, toml_file


@cache
def card_words() -> Mapping[str, str]:
    """The card's own texts, by name; a name in braces in a text is filled in. Raises InputRefused if there are none."""
    words = toml_file(FOLDER / "card.toml")["card"]
    assert isinstance(words, dict)
    return {str(name): str(text) for name, text in words.items()}
