"""What the written pages rest on: one list of sources, each found again by its key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from velneuro.content.library import FOLDER, parsed
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.table import Table

FILE = "bibliography.toml"
# How the id of each kind is written.
FORMS: Mapping[str, re.Pattern[str]] = {
    "doi": re.compile(r"10\.\d{4,9}/\S+"),
    "pmc": re.compile(r"PMC\d{5,9}"),
    "pubmed": re.compile(r"\d{5,9}"),
    "trial": re.compile(r"NCT\d{8}"),
    "paper": re.compile(r"volume \d+, page \d+"),
    # A page, or what to look for on the site: nobody finds a claim again by a host alone.
    "web": re.compile(r"[a-z0-9.-]+\.[a-z]{2,}(?:/\S+|, \S.+)"),
}


@dataclass(frozen=True)
class Source:
    """One entry: who, when, what it is called or about, where it is found, and what of it was read (`seen`)."""

    key: str
    authors: str
    year: int | None
    title: str
    about: str
    journal: str
    kind: str
    id: str
    seen: str

    @property
    def short(self) -> str:
        """How a page names it: its authors and year."""
        return f"{self.authors}, {self.year}" if self.year else self.authors


@cache
def bibliography() -> Mapping[str, Source]:
    """Every source by its key. Raises InputRefused when there is a mistake in the file."""
    problems: list[Problem] = []
    read = read_bibliography(parsed(FOLDER / FILE, problems, FILE), problems)
    refuse_if_any(problems)
    return read


def read_bibliography(data: object, problems: list[Problem]) -> dict[str, Source]:
    """The sources of the parsed file, every mistake noted."""
    table = Table(data, FILE, "", problems)
    sources: dict[str, Source] = {}
    for entry in table.tables("source"):
        source = _source(entry)
        if source.key in sources:
            entry.wrong("key", f'"{source.key}" stands twice', "give each source its own key")
        sources[source.key] = source
    table.close()
    return sources


def _source(entry: Table) -> Source:
    source = Source(
        key=entry.text("key"),
        authors=entry.text("authors"),
        year=entry.whole("year", 1900, 2100) if entry.has("year") else None,
        title=entry.text("title", ""),
        about=entry.text("about", ""),
        journal=entry.text("journal"),
        kind=entry.name("kind", FORMS),
        id=entry.text("id"),
        seen=entry.text("seen"),
    )
    entry.close()
    for key, what, mend in _misfits(source):
        entry.wrong(key, what, mend)
    return source


def _misfits(source: Source) -> Iterator[tuple[str, str, str]]:
    if source.kind in FORMS and not FORMS[source.kind].fullmatch(source.id):
        yield "id", f'"{source.id}" is no {source.kind}', f"write it in the form {FORMS[source.kind].pattern}"
    if not source.title and not source.about:
        yield "title", "is missing", "add the title, or about = what it is when the title was not seen"
