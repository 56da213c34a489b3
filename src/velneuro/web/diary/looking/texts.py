"""All that a person wrote: to be searched, and what went well by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velneuro.core.searching import excerpt, holds, words_of
from velneuro.web.diary.forms import HAPPENING_WORDS
from velneuro.web.diary.models import Entry, Happening
from velneuro.web.feet.models import Finding
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

ON_A_PAGE = 20
NOTE, WENT_WELL, TROUBLE, FINDING = _("Note"), _("What went well"), _("Why it was stopped"), _("Foot check")


@dataclass(frozen=True)
class Written:
    """One text, and where it stands."""

    day: date
    at: datetime
    kind: Promise | str
    text: str


@dataclass(frozen=True)
class Hit:
    """One text that was found, as pieces; True for those that were looked for."""

    written: Written
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hits:
    """One page of what was found."""

    shown: tuple[Hit, ...]
    page: Page[Any]


def search(person: Person, asked: str, page: str) -> Hits:
    """Every text that holds all the words, the newest first. A page that does not exist is one that does."""
    words = words_of(asked)
    found = [written for written in all_texts(person) if holds(written.text, words)] if words else []
    found.sort(key=lambda written: (written.day, written.at), reverse=True)
    shown = Paginator(found, ON_A_PAGE).get_page(page)
    return Hits(tuple(Hit(written, excerpt(written.text, words)) for written in shown), shown)


def all_texts(person: Person) -> Iterator[Written]:
    """Every text of the person. The database is not asked to compare: SQLite knows the case of English letters only."""
    entries = Entry.objects.filter(person=person).exclude(note="", went_well="")
    for day, at, note, went_well in entries.order_by().values_list("day", "at", "note", "went_well"):
        yield from _texts(day, at, ((NOTE, note), (WENT_WELL, went_well)))
    happenings = Happening.objects.filter(person=person).exclude(text="").order_by()
    for day, at, kind, text in happenings.values_list("day", "at", "kind", "text"):
        yield Written(day, at, HAPPENING_WORDS[Happening.Kind(kind)][0], text)
    sessions = PracticeSession.objects.filter(person=person).exclude(stop_note="").order_by()
    for day, at, text in sessions.values_list("day", "made_at", "stop_note"):
        yield Written(day, at, TROUBLE, text)
    findings = Finding.objects.filter(person=person).exclude(note="")
    for day, at, text in findings.values_list("foot_check__day", "foot_check__at", "note"):
        yield Written(day, at, FINDING, text)


def _texts(day: date, at: datetime, texts: Sequence[tuple[Promise | str, str]]) -> Iterator[Written]:
    for kind, text in texts:
        if text:
            yield Written(day, at, kind, text)


def went_well(person: Person, page: str) -> Hits:
    """What went well, the newest first."""
    rows = Entry.objects.filter(person=person).exclude(went_well="").order_by("-at")
    shown = Paginator(rows.values_list("day", "at", "went_well"), ON_A_PAGE).get_page(page)
    return Hits(tuple(Hit(Written(day, at, WENT_WELL, text), ((text, False),)) for day, at, text in shown), shown)
