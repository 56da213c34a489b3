"""What a routine of a stranger has to obey as well: nobody has read it before it stands on a person's pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from velneuro.content import library
from velneuro.content.claims import ROUTINE, claims
from velneuro.content.ends import ends_problems
from velneuro.content.plain_text import strange_sign
from velneuro.core.catalog import POINTED, Catalog
from velneuro.core.file_size import size_problems
from velneuro.core.problem import InputRefused, Problem, refuse_if_any
from velneuro.core.routine import Routine, Step
from velneuro.core.safety import LONGEST_ON_A_SPOT
from velneuro.core.table import Table

MOST_BYTES = 48_000  # the longest of the library has 7,200
MOST_TOLD = 20  # mistakes
LONGEST_NAME = 60
LONGEST_TITLE = 80
LONGEST_TEXT = 400
HEAD = ("purpose", "for_whom", "not_for")


def given_routine(text: str, shown: str) -> tuple[Routine, list[Problem]]:
    """A routine from the text of its file, as it is played here, with every mistake.

    Raises InputRefused where it cannot be read at all.
    """
    routine, problems = as_written(text, shown)
    return in_the_guides_words(routine), problems


def as_written(text: str, shown: str) -> tuple[Routine, list[Problem]]:
    """The same with the sentences that it brings along, which are never spoken. Raises InputRefused likewise."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        what = f"is larger than {MOST_BYTES // 1000} kB"
        raise InputRefused([Problem(f"{shown}:file", what, "send a routine, and no other file")])
    refuse_if_any(size_problems(text, shown))
    routine, problems = library.routine_text(text, shown)
    problems.extend(given_problems(routine, shown, library.catalog()))
    return routine, _first(list(dict.fromkeys(problems)), shown)


def _first(problems: list[Problem], shown: str) -> list[Problem]:
    """As many as anybody would mend at once, and how many more there are."""
    more = len(problems) - MOST_TOLD
    if more <= 0:
        return problems
    rest = Problem(f"{shown}:file", f"has {more} more mistakes", "mend these first, then look again")
    return [*problems[:MOST_TOLD], rest]


def in_the_guides_words(routine: Routine) -> Routine:
    """The routine without sentences of its own: no list of words finds every one that could do harm.

    Neither are they spoken nor shown: a reason for a step that is none of the library's gives way to one that claims
    nothing.
    """
    return replace(routine, steps=tuple(_without_own_words(step, routine) for step in routine.steps), say={})


def _without_own_words(step: Step, routine: Routine) -> Step:
    begin, during, end = (
        tuple(name for name in names if name not in routine.say) for names in (step.begin, step.during, step.end)
    )
    # A picture step that only had words of its own has nothing to picture, unless the routine names a picture.
    picture = step.picture and (bool(begin) or routine.picture is not None)
    why, quiet = (text if text in _reasons() else reason_unread() for text in (step.why, step.quiet))
    return replace(step, begin=begin, during=during, end=end, picture=picture, why=why, quiet=quiet)


@cache
def _reasons() -> frozenset[str]:
    """Those of the library, for a step and for its silence; most silences need none."""
    steps = [step for name in library.routine_names() for step in library.routine(name).steps]
    return frozenset(text for step in steps for text in (step.why, step.quiet))


@cache
def reason_unread() -> str:
    """What stands for a reason that nobody has read, of given.toml. Raises InputRefused when there is a mistake."""
    problems: list[Problem] = []
    table = Table(library.parsed(library.FOLDER / "given.toml", problems), "given.toml", "", problems)
    why = table.text("why")
    table.close()
    refuse_if_any(problems)
    return why


def given_problems(routine: Routine, file: str, catalog: Catalog) -> Iterator[Problem]:
    """Texts that promise, that do not fit a page or that hide something, thumbs that stay too long on a spot, and ends
    without which somebody could fall or miss a wound."""
    yield from _text(routine.name, f"{file}:name", LONGEST_NAME)
    yield from _text(routine.title, f"{file}:title", LONGEST_TITLE)
    for key in HEAD:
        yield from _text(getattr(routine, key), f"{file}:{key}", LONGEST_TEXT)
    for number, step in enumerate(routine.steps, 1):
        yield from _step(step, f"{file}:step[{number}]")
    yield from _own_sentences(routine, file)
    yield from _spots(routine, file, catalog)
    yield from ends_problems(routine, file, catalog)


def _step(step: Step, place: str) -> Iterator[Problem]:
    for key, most in (("id", LONGEST_NAME), ("turn", LONGEST_NAME), ("title", LONGEST_TITLE)):
        yield from _text(getattr(step, key), f"{place}.{key}", most)
    for key in ("why", "quiet"):
        yield from _text(getattr(step, key), f"{place}.{key}", LONGEST_TEXT)


def _spots(routine: Routine, file: str, catalog: Catalog) -> Iterator[Problem]:
    """Each step with which thumbs or knuckles could be too long on a spot, those before it counted."""
    pressed: Counter[str] = Counter()
    for number, step in enumerate(routine.steps, 1):
        if step.zone in catalog.body.zones and step.zone is not None and is_pointed(step, catalog):
            pressed.update(dict.fromkeys(catalog.body.leaves(step.zone), step.most))
            longest = max(pressed[leaf] for leaf in catalog.body.leaves(step.zone))
            if longest > LONGEST_ON_A_SPOT:
                what = f'lets thumbs or knuckles stay {longest} seconds on "{step.zone}" in all'
                mend = f"use {LONGEST_ON_A_SPOT} at most in all steps on it, or another technique"
                yield Problem(f"{file}:step[{number}].most", what, mend)


def is_pointed(step: Step, catalog: Catalog) -> bool:
    """Whether one of its techniques presses on a small spot."""
    known = (catalog.techniques.get(name) for name in step.techniques)
    return any(technique is not None and technique.contact in POINTED for technique in known)


def _text(text: str, place: str, most: int) -> Iterator[Problem]:
    if len(text) > most:
        yield Problem(place, f"has {len(text)} letters", f"write {most} at most")
    else:
        yield from claims(text, place, ROUTINE)
    yield from _signs(text, place)


def _own_sentences(routine: Routine, file: str) -> Iterator[Problem]:
    """Signs of other scripts in them; those of ASCII that cannot be spoken are told where they are read."""
    for name, phrasings in routine.say.items():
        for phrasing in phrasings:
            yield from _signs("".join(sign for sign in phrasing if not sign.isascii()), f"{file}:say.{name}")


def _signs(text: str, place: str) -> Iterator[Problem]:
    strange = strange_sign(text)
    if strange:
        what = f"holds a sign behind which words can hide (U+{ord(strange):04X})"
        yield Problem(place, what, "use Latin letters, usual accents, digits and plain signs, on one line")
