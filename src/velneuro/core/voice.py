"""The guide's words in one language, and how long they last when nobody has measured them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class PressureWords:
    """How a pressure level is named, what it is like, and how the guide asks for it (a sentence id)."""

    word: str
    like: str
    say: str


@dataclass(frozen=True)
class Voice:
    """Sentences by id, each with its phrasings; `{side}` in a text is filled from `sides`."""

    lang: str
    name: str
    ms_per_char: int
    ms_per_sentence: int
    sides: Mapping[str, str]
    pressure: tuple[PressureWords, ...]
    sentences: Mapping[str, tuple[str, ...]]

    def estimate_ms(self, _sentence: str, text: str) -> int:
        """Length of a spoken text in milliseconds, at the pace of a calm device voice."""
        return self.ms_per_sentence + self.ms_per_char * len(text)

    def bringing(self, own: Mapping[str, tuple[str, ...]]) -> Voice:
        """The same voice, which also knows the sentences that a routine brings; its own stay as they are."""
        return replace(self, sentences={**own, **self.sentences}) if own else self

    def pool(self, topic: str) -> tuple[str, ...]:
        """The ids of a topic: `stay` gives every `stay.*`, in the order of the file."""
        return tuple(name for name in self.sentences if name.startswith(f"{topic}."))
