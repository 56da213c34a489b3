"""How a text must be written, as far as a program can tell: what it may not claim, how long its sentences may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from velneuro.content.claims import ANYWHERE, SAY, claims
from velneuro.core.problem import Problem
from velneuro.core.routine import Routine

MOST_WORDS = 14
ASIDE = re.compile(r"\s*\([^)]*\)")  # a source in parentheses is looked up, not read
END = re.compile(r"(?<=[.?!:])\s+")


@dataclass(frozen=True)
class Text:
    """A text with its place. `where` is what claims() is told."""

    file: str
    key: str
    text: str
    where: str = ANYWHERE

    @property
    def place(self) -> str:
        return f"{self.file}:{self.key}"

    @property
    def read(self) -> str:
        """What is read of it: without what stands in parentheses."""
        return ASIDE.sub("", self.text)

    @property
    def is_sentence(self) -> bool:
        return self.text.endswith((".", "?"))


def wording_problems(text: Text) -> Iterator[Problem]:
    """Every claim, and the first sentence that is too long."""
    yield from claims(text.text, text.place, text.where)
    for sentence in END.split(text.read):
        count = len(sentence.split())
        if count > MOST_WORDS:
            what = f'"{" ".join(sentence.split()[:5])} ..." has {count} words'
            yield Problem(text.place, what, f"make two sentences of it, of {MOST_WORDS} words at most")
            return


def own_sentences(routine: Routine, file: str) -> Iterator[Text]:
    """What the routine says of its own, the side spelled out."""
    for name, phrasings in routine.say.items():
        yield from (Text(file, f"say.{name}", text.replace("{side}", "left"), SAY) for text in phrasings)


def own_sentence_problems(routine: Routine, file: str) -> list[Problem]:
    """Mistakes in what a routine says of its own. It is not played with one: nobody else has read it."""
    return list(dict.fromkeys(problem for text in own_sentences(routine, file) for problem in wording_problems(text)))
