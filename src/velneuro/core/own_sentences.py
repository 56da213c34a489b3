"""The sentences that a routine file brings along, in its table `say`: read as strictly as those of a voice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from velneuro.core.routine import Routine
from velneuro.core.table import Table

MOST_SENTENCES = 100
LONGEST_TEXT = 200
SIDE = "{side}"
LEAST_PHRASINGS_OF_A_SIDE = 3  # it is said on both sides, and again when the person wants more


def is_slug(name: str) -> bool:
    """Whether it is made of small letters, digits and hyphens only, so that it can be a file's name and an address."""
    return name.isascii() and name == name.lower() and name.replace("-", "").isalnum()


def read_say(table: Table, sentences: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The routine's own sentences by name, every mistake noted; `sentences` are those of the voice.

    A name has no dot, so that it can neither replace a sentence of the voice nor join one of its topics.
    """
    say = table.table("say")
    own = {name: say.names(name, None) for name in say.names_given()}
    if len(own) > MOST_SENTENCES:
        table.wrong("say", f"there are {len(own)} sentences", f"keep at most {MOST_SENTENCES}")
    for name, phrasings in own.items():
        key = name if is_slug(name) else f'"{name}"'
        if not is_slug(name) or name in sentences:
            say.wrong(key, f'"{name}" does not fit', "name it with small letters, digits and hyphens, without a dot")
        for what, mend in dict.fromkeys(_misfits(phrasings)):
            say.wrong(key, what, mend)
    return own


def _misfits(phrasings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not phrasings:
        yield "has no phrasing", "write at least one sentence"
    if len(set(phrasings)) < len(phrasings):
        yield "says the same twice", "write each phrasing in other words"
    if any(SIDE in text for text in phrasings) and len(phrasings) < LEAST_PHRASINGS_OF_A_SIDE:
        yield (
            f"names a side in {len(phrasings)} phrasings",
            f"write {LEAST_PHRASINGS_OF_A_SIDE}: it comes on both sides",
        )
    for text in phrasings:
        yield from _misfit(text)


def _misfit(text: str) -> Iterator[tuple[str, str]]:
    if not any(letter.isalpha() for letter in text) or not text.endswith((".", "?")):
        yield f'"{text}" is no sentence', "write words, and end them with a full stop or a question mark"
    if len(text) > LONGEST_TEXT:
        yield f'"{text[:20]}..." has {len(text)} letters', f"write {LONGEST_TEXT} at most"
    if any(sign in "{}<>[]*_\\|#" or not sign.isprintable() for sign in text.replace(SIDE, "")):
        yield f'"{text}" holds signs that cannot be spoken', f"write plain words; {SIDE} becomes left or right"


def check_said(routine: Routine, table: Table) -> None:
    """A sentence that no step asks for is mostly one whose name is misspelled."""
    asked = {name for step in routine.steps for name in (*step.begin, *step.during, *step.end)}
    for name in routine.say:
        if name not in asked:
            table.wrong(f"say.{name}", "is never said", "name it in the begin, during or end of a step, or take it out")
