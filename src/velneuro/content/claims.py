"""Words that no text of ours may hold: promises, and in the file of a routine, words that could do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from velneuro.content.plain_text import as_read
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.routine_file import parse_toml
from velneuro.core.table import Table

FILE = "claims.toml"
ANYWHERE, ROUTINE, SAY = "anywhere", "routine", "say"
WORD = re.compile(r"[a-z0-9%'-]+\*?( (?:\.\.\.|[a-z0-9%',-]+\*?))*")
# Which words must not stand in a text: those of its own place, and of all that it is part of.
WITHIN = {ANYWHERE: (ANYWHERE,), ROUTINE: (ANYWHERE, ROUTINE), SAY: (ANYWHERE, ROUTINE, SAY)}
# What takes a promise back: "It does not replace your medicine", "No hot bath before".
DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|cannot|nor|neither)|n't)(?:[\s-]+(?:a|an|the|any|your|known|to|use|take|put|press|push|hot|warm))*[\s-]+$",
    re.IGNORECASE,
)
GAP = r"(?:[\s-]+[\w',-]+){0,3}[\s-]+"  # three words at most, of one sentence


@dataclass(frozen=True)
class Never:
    """Words that must not stand `where`, what is wrong with them, and how to mend it; `denial`: they may be denied."""

    where: str
    denial: bool
    pattern: re.Pattern[str]
    what: str
    mend: str


@cache
def nevers() -> tuple[Never, ...]:
    """The list. Raises InputRefused when there is a mistake in it."""
    problems: list[Problem] = []
    text = (Path(__file__).parent / FILE).read_text("utf-8")
    data, found = parse_toml(text, FILE)
    read = read_nevers(data, problems) if not found else ()
    refuse_if_any([*found, *problems])
    return read


def read_nevers(data: object, problems: list[Problem]) -> tuple[Never, ...]:
    """The list from the parsed file, every mistake noted."""
    table = Table(data, FILE, "", problems)
    read = tuple(_never(entry) for entry in table.tables("never"))
    table.close()
    if not read:
        table.wrong("never", "is missing", "list the words that must not be written")
    return read


def _never(entry: Table) -> Never:
    words = entry.names("words", None)
    for word in words:
        if not WORD.fullmatch(word):
            entry.wrong("words", f'"{word}" does not fit', "write small letters, * for an ending, ... for a gap")
    never = Never(
        where=entry.name("where", WITHIN, ANYWHERE),
        denial=entry.flag("denial", False),
        pattern=_pattern(words),
        what=entry.text("what"),
        mend=entry.text("mend"),
    )
    entry.close()
    return never


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words; a hyphen and a space between two words are the same."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_form, words))})(?!\w)", re.IGNORECASE)


def _form(words: str) -> str:
    near = (re.escape(part).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for part in words.split(" ... "))
    return GAP.join(part.replace(r"\-", r"[\s-]*") for part in near)


def claims(text: str, place: str, where: str = ANYWHERE) -> Iterator[Problem]:
    """Each word of a text that must not stand in it.

    `where` is ROUTINE for what is read of a routine, and SAY for what it says of its own. There a denial does not
    count, since the ear keeps the last words.
    """
    plain = as_read(text)
    for never in nevers():
        if never.where in WITHIN[where]:
            may_be_denied = never.denial and where != SAY
            for found in _found(never.pattern, plain, may_be_denied):
                yield Problem(place, f'"{found}" {never.what}', never.mend)
    if "!" in plain:
        yield Problem(place, "shouts", "end the sentence with a full stop")


def _found(pattern: re.Pattern[str], plain: str, may_be_denied: bool) -> Iterator[str]:
    """The first place that counts, if there is one."""
    for found in pattern.finditer(plain):
        if not (may_be_denied and DENIED.search(plain[: found.start()])):
            yield found[0]
            return
