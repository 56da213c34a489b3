"""Reasons that name no source: a reason is our choice, or says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from velneuro.content.bibliography import FORMS, Source
from velneuro.content.given import reason_unread
from velneuro.core.problem import Problem
from velneuro.core.routine import Routine

OUR_CHOICE = "our choice"
CITED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")  # a DOI may hold parentheses of its own
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def source_problems(routine: Routine, file: str, known: Mapping[str, Source]) -> Iterator[Problem]:
    """Each step whose `why`, or whose leave to be `quiet`, is neither a choice nor cites what can be found."""
    for number, step in enumerate(routine.steps, 1):
        yield from _unfounded(step.why, f"{file}:step[{number}].why", known)
        yield from _unfounded(step.quiet, f"{file}:step[{number}].quiet", known)


def _unfounded(text: str, place: str, known: Mapping[str, Source]) -> Iterator[Problem]:
    # A file that the app wrote of a received routine says that its maker chose: a choice, too, and no claim.
    if not text or text.lower().startswith(OUR_CHOICE) or text == reason_unread():
        return
    cited = CITED.findall(text)
    if not cited:
        yield Problem(place, "names no source", 'end it with one, as (Löken 2009), or begin it with "Our choice:"')
    for citation in cited:
        if not _has_id(citation) and not any(_means(citation, source) for source in known.values()):
            mend = (
                'name one of bibliography.toml, or its DOI, as (Doe 2021, doi 10.1000/xyz), or begin with "Our choice:"'
            )
            yield Problem(place, f'"{citation}" is no source that can be found', mend)


def _has_id(citation: str) -> bool:
    """Whether the citation brings an id in its right form: `doi 10.1000/xyz`, `PMC1234567`, `PubMed 1234567`."""
    kind, _, value = citation.rpartition(",")[2].strip().partition(" ")
    return bool(FORMS["pmc"].fullmatch(kind)) or (
        kind.lower() in ("doi", "pubmed") and bool(FORMS[kind.lower()].fullmatch(value.strip()))
    )


def _means(citation: str, source: Source) -> bool:
    """Whether `Löken 2009` is this source: the name stands in its entry, and so does the year, if one is given."""
    year = YEAR.search(citation)
    name = YEAR.sub("", citation).strip(" ,.").lower()
    entry = f"{source.authors} {source.title} {source.about} {source.journal} {source.year or ''}"
    words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    return bool(name) and bool(words.search(entry)) and (year is None or year[0] in entry)
