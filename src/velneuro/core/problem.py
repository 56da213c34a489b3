"""Mistakes in what a person gave us are values with a place, so that all of them can be shown at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

MOST_TOLD = 80
ALIKE = 6


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it stands (`file:key`), what is wrong, how to mend it."""

    place: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.mend}"


class VelNeuroError(Exception):
    """The base of every error that a person is told of in words."""


class InputRefused(VelNeuroError):
    """The input is wrong; `problems` holds every mistake that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class MachineFailed(VelNeuroError):
    """The machine could not do it (disk, port, missing part); the text says what to do."""


def refuse_if_any(problems: Iterable[Problem]) -> None:
    """Raise InputRefused when there is any problem."""
    found = tuple(problems)
    if found:
        raise InputRefused(found)


def allowed_names(given: str, allowed: Iterable[str]) -> str:
    """Say which names are allowed, and first the one that was probably meant; of very many, those that are like it."""
    names = list(allowed)
    near = difflib.get_close_matches(given, names, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    if len(names) > MOST_TOLD:
        alike = difflib.get_close_matches(given, names, n=ALIKE, cutoff=0.3)
        return f"{hint}use one of {len(names)} names, such as {', '.join(alike or names[:ALIKE])}"
    return f"{hint}use one of: {', '.join(names)}"
