"""A routine as the file that an author could have written: reading it again gives the same routine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from velneuro.core.routine import Routine, Step
from velneuro.core.routine_file import FORMAT

DELETE, DELETE_WRITTEN = "\x7f", "\\u007f"  # the one sign that JSON writes as it is and TOML does not
HEAD = ("name", "title", "purpose", "for_whom", "not_for", "minutes", "supplies")
# What a step has when its file says nothing, so that it need not be said.
USUAL: Mapping[str, object] = {"pressure": 0, "weight": 1, "rank": 1, "picture": False, "quiet": ""}
MAY_LACK = ("during", "end")


def routine_toml(routine: Routine) -> str:
    """The file of a routine, UTF-8 text; the same routine gives the same text."""
    return "\n".join([*_head(routine), *(line for step in routine.steps for line in _step(step)), *_say(routine), ""])


def _head(routine: Routine) -> Iterator[str]:
    yield f"format = {FORMAT}"
    yield from (_line(key, getattr(routine, key)) for key in HEAD)
    if routine.picture is not None:
        yield _line("picture", routine.picture)
    if any(step.giver != "self" for step in routine.steps):
        yield _line("giver", routine.steps[0].giver)


def _step(step: Step) -> Iterator[str]:
    yield from ("", "[[step]]", _line("id", step.id), _line("title", step.title))
    if step.turn != step.id:
        yield _line("turn", step.turn)
    if step.zone is not None:
        yield _line("zone", step.zone)
    yield _line("techniques", step.techniques)
    yield from _unusual(step, ("pressure", "weight"))
    yield from (_line("least", step.least), _line("most", step.most))
    yield from _unusual(step, ("rank", "picture"))
    yield _line("why", step.why)
    yield from _unusual(step, ("quiet",))
    if step.begin or not step.picture:
        yield _line("begin", step.begin)
    yield from (_line(key, getattr(step, key)) for key in MAY_LACK if getattr(step, key))


def _unusual(step: Step, keys: tuple[str, ...]) -> Iterator[str]:
    return (_line(key, getattr(step, key)) for key in keys if getattr(step, key) != USUAL[key])


def _say(routine: Routine) -> Iterator[str]:
    if routine.say:
        yield from ("", "[say]")
        yield from (_line(name, phrasings) for name, phrasings in routine.say.items())


def _line(key: str, value: Any) -> str:
    """A text, a whole number, yes or no, or a list of texts: all of them but one sign are written as in JSON."""
    return f"{key} = {json.dumps(value, ensure_ascii=False).replace(DELETE, DELETE_WRITTEN)}"
