"""A routine as a careful reader would go through it: its words, its reasons, and what is heard of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from velneuro.content import library
from velneuro.content.bibliography import bibliography
from velneuro.content.claims import ROUTINE
from velneuro.content.given import given_problems
from velneuro.content.wording import Text, own_sentence_problems, own_sentences, wording_problems
from velneuro.core.problem import InputRefused, Problem
from velneuro.core.routine import Routine
from velneuro.review.grades import grade_problems
from velneuro.review.hearing import hearing_problems
from velneuro.review.sources import source_problems

HEAD = ("title", "purpose", "for_whom", "not_for")


def file_problems(path: Path) -> tuple[Problem, ...]:
    """Every mistake in a routine file."""
    try:
        routine, problems = library.routine_file(path)
    except InputRefused as refused:
        return refused.problems
    given = given_problems(routine, str(path), library.catalog())
    return tuple(dict.fromkeys([*problems, *review(routine, str(path), problems), *given]))


def review(routine: Routine, file: str, known: Sequence[Problem] = ()) -> Iterator[Problem]:
    """What can be measured of a routine; what is heard of it, only where it can be compiled.

    `known` are the mistakes that were found when it was read.
    """
    texts = tuple(written(routine, file))
    for text in texts:
        yield from wording_problems(text)
    yield from grade_problems(texts)
    yield from grade_problems(own_sentences(routine, file))
    yield from source_problems(routine, file, bibliography())
    if set(known) <= set(own_sentence_problems(routine, file)):
        yield from hearing_problems(routine, file)


def written(routine: Routine, file: str) -> Iterator[Text]:
    """Its words that are read."""
    yield from (Text(file, key, getattr(routine, key), ROUTINE) for key in HEAD)
    for number, step in enumerate(routine.steps, 1):
        for key in ("title", "why", "quiet"):
            yield Text(file, f"step[{number}].{key}", getattr(step, key), ROUTINE)
