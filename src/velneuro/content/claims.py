"""Words that no text of ours may hold: promises, and in what a routine says of its own, words that could do harm."""

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
ANYWHERE, SAY = "anywhere", "say"
WORD = re.compile(r"[a-z0-9%'-]+\*?( [a-z0-9%',-]+\*?)*")


@dataclass(frozen=True)
class Never:
    """Words that must not stand `where`, what is wrong with them, and how to mend it."""

    where: str
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
            entry.wrong("words", f'"{word}" does not fit', "write small letters, with * for any ending")
    never = Never(
        where=entry.name("where", (ANYWHERE, SAY), ANYWHERE),
        pattern=_pattern(words),
        what=entry.text("what"),
        mend=entry.text("mend"),
    )
    entry.close()
    return never


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words; a hyphen and a space between two words are the same."""
    forms = (
        re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]*") for word in words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def claims(text: str, place: str, where: str = ANYWHERE) -> Iterator[Problem]:
    """Each word of a text that must not stand in it; `where` is SAY for what a routine says of its own."""
    plain = as_read(text)
    for never in nevers():
        found = never.pattern.search(plain) if never.where in (ANYWHERE, where) else None
        if found:
            yield Problem(place, f'"{found[0]}" {never.what}', never.mend)
    if "!" in plain:
        yield Problem(place, "shouts", "end the sentence with a full stop")
