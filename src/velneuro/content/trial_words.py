"""What the answer to a trial says, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from velneuro.content.library import FOLDER, toml_file


@cache
def trial_words() -> Mapping[str, str]:
    """The texts by `table.name`; names in braces are filled in. Raises InputRefused when the file cannot be read."""
    words: dict[str, str] = {}
    for table, texts in toml_file(FOLDER / "trial.toml").items():
        assert isinstance(texts, dict)
        words |= {f"{table}.{name}": str(text) for name, text in texts.items()}
    return words
