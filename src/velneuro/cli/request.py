"""What `plan`, `timeline` and `card` are asked: a routine, minutes, a person, a seed. All mistakes are told at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from velneuro.cli.parser import Parser
from velneuro.content import library
from velneuro.core.person import Person, read_person
from velneuro.core.pipeline import check_minutes, check_seed
from velneuro.core.problem import InputRefused, Problem, refuse_if_any
from velneuro.core.routine import Routine
from velneuro.core.safety import Refused

Value = TypeVar("Value")


@dataclass(frozen=True)
class Request:
    """What to compile."""

    routine: Routine
    person: Person
    minutes: int
    seed: int


def add_arguments(parser: Parser) -> None:
    """The arguments that name a session."""
    parser.add_argument("routine", metavar="ROUTINE", help="a name from the library, or a routine file")
    parser.add_argument("--minutes", metavar="N", help="3 to 45; default: the routine's usual length")
    parser.add_argument("--person", metavar="FILE.toml", help="what the person answered; default: nothing")
    parser.add_argument("--seed", metavar="S", default="0", help="chooses the phrasings; default 0")


def add_json(parser: Parser) -> None:
    """The argument of a command that can print JSON."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def refusal(refused: Refused | None) -> Iterator[Problem]:
    """A refusal as a problem of the person file, for the commands that have nothing to give then."""
    if refused:
        yield Problem(f"person:sign {refused.sign}", f"not tonight ({refused.action})", refused.advice)


def read_request(given: argparse.Namespace) -> Request:
    """Read everything that was given. Raises InputRefused with every mistake in any of it."""
    problems: list[Problem] = []
    routine = _collect(problems, lambda: _routine(given.routine))
    person = _collect(problems, lambda: _person(given.person))
    minutes = _collect(problems, lambda: _minutes(given.minutes))
    seed = _collect(problems, lambda: _seed(given.seed))
    if routine is None or person is None or seed is None or problems:
        raise InputRefused(problems)
    return Request(routine, person, minutes or routine.minutes, seed)


def _collect(problems: list[Problem], read: Callable[[], Value]) -> Value | None:
    try:
        return read()
    except InputRefused as refused:
        problems.extend(refused.problems)
        return None


def _routine(name: str) -> Routine:
    if not _is_file_name(name):
        return library.routine(name)
    routine, problems = library.routine_file(Path(name))
    refuse_if_any(problems)
    return routine


def _is_file_name(name: str) -> bool:
    return name.endswith(".toml") or "/" in name or "\\" in name


def _person(path: str | None) -> Person:
    data = {} if path is None else library.toml_file(Path(path))
    person, problems = read_person(data, path or "person", library.catalog())
    refuse_if_any(problems)
    return person


def _minutes(given: str | None) -> int | None:
    if given is None:
        return None
    minutes = _whole("minutes", given)
    refuse_if_any(check_minutes(minutes))
    return minutes


def _seed(given: str) -> int:
    seed = _whole("seed", given)
    refuse_if_any(check_seed(seed))
    return seed


def _whole(name: str, given: str) -> int:
    try:
        return int(given)
    except ValueError:
        raise InputRefused([Problem(name, f'"{given}" does not fit', "use a whole number")]) from None
