"""Texts that are harder to read than they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from velneuro.content.wording import Text
from velneuro.core.problem import Problem
from velneuro.review.reading import grade

MOST_GRADE = 6.0
MOST_GRADE_OF_ONE = 8.0  # of one sentence or two: a single long word makes a difference of two grades
LEAST_WORDS_OF_ONE = 5  # of fewer the grade tells of nothing but their longest
HARDEST = 3


def grade_problems(texts: Iterable[Text]) -> Iterator[Problem]:
    """Each hard text, and each file that is hard as a whole; the texts of a file follow one another."""
    for file, group in groupby(texts, key=lambda text: text.file):
        read = [text for text in group if text.is_sentence]
        hard = [text for text in read if _is_hard(text)]
        yield from (_of_one(text) for text in hard)
        if read and not hard:
            yield from _of_all(file, read)


def _is_hard(text: Text) -> bool:
    return len(text.read.split()) >= LEAST_WORDS_OF_ONE and grade(text.read) > MOST_GRADE_OF_ONE


def _of_one(text: Text) -> Problem:
    what = f'"{_shortened(text.read)}" reads at grade {grade(text.read):.1f}'
    return Problem(text.place, what, f"use short words and short sentences, for grade {MOST_GRADE:g}")


def _of_all(file: str, read: list[Text]) -> Iterator[Problem]:
    whole = grade(" ".join(text.read for text in read))
    if whole > MOST_GRADE:
        hardest = sorted(read, key=lambda text: -grade(text.read))[:HARDEST]
        mend = f"bring it to {MOST_GRADE:g}; the hardest are {', '.join(text.key for text in hardest)}"
        yield Problem(f"{file}:file", f"reads at grade {whole:.1f} as a whole", mend)


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" ..." if len(words) > 6 else "")
