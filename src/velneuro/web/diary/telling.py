"""A change of the diary in words: what the row is, and what was and what became of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.foot_check import foot_check
from velneuro.content.library import catalog
from velneuro.web.asking.forms import answer_choices
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.asking.questions import own_question
from velneuro.web.diary.forms import HAPPENING_WORDS, OVERALL_WORDS, SKIN_WORDS
from velneuro.web.diary.models import Revision
from velneuro.web.diary.moments import MOMENT_WORDS
from velneuro.web.people.models import Person

Part = tuple[str, str]  # what it is called, and what it says
FIELD_WORDS: Mapping[str, Promise | str] = {
    "note": _("Note"),
    "went_well": _("What went well"),
    "skin": _("Skin"),
    "overall": _("The week"),
    "text": _("Words"),
    "at": _("Time"),
    "unit": _("What is counted"),
    "options": _("Answers"),
    "retired_at": _("Asked no more since"),
}
SIDE_WORDS = {"left": _("left"), "right": _("right"), "": _("side not said")}
ANSWER_WORDS = {"": _("open"), "gone": _("gone"), "seen": _("a clinician has seen it")}


@dataclass(frozen=True)
class Line:
    """One part of a row that a change touched."""

    title: str
    was: str
    became: str


@dataclass(frozen=True)
class Told:
    """One change, ready for the page."""

    revision: Revision
    title: str
    deed: str
    lines: tuple[Line, ...]


def told(revisions: Iterable[Revision], person: Person) -> list[Told]:
    """Every change in words."""
    questions = {str(row.pk): row for row in OwnQuestion.objects.filter(person=person)}
    return [_told(revision, questions) for revision in revisions]


def _told(revision: Revision, questions: Mapping[str, OwnQuestion]) -> Told:
    was, became = (dict(_parts(state or {}, questions)) for state in (revision.was, revision.became))
    names = list(dict.fromkeys((*was, *became)))
    lines = (Line(name, was.get(name, ""), became.get(name, "")) for name in names if was.get(name) != became.get(name))
    return Told(revision, _title(revision), _deed(revision), tuple(lines))


def _title(revision: Revision) -> str:
    state = revision.became or revision.was or {}
    if revision.what == "entry":
        return str(MOMENT_WORDS.get(state.get("moment", ""), ""))
    if revision.what == "happening":
        return str(HAPPENING_WORDS[state["kind"]][0])
    return gettext("Foot check") if revision.what == "foot-check" else str(state.get("text", ""))


def _deed(revision: Revision) -> str:
    if revision.became is None:
        return gettext("Taken out")
    return gettext("Changed") if revision.was is not None else gettext("Written")


def _parts(state: Mapping[str, Any], questions: Mapping[str, OwnQuestion]) -> Iterator[Part]:
    zone = ZoneInfo(state.get("time_zone", "UTC"))
    for name, words in FIELD_WORDS.items():
        if value := state.get(name):
            yield str(words), _value(name, value, zone)
    for scale, score in state.get("scores", {}).items():
        known = catalog().scales.get(scale)
        yield gettext(known.title) if known else scale, str(score["value"])
    for key, answer in state.get("own_answers", {}).items():
        if key in questions:
            yield questions[key].text, _answer(questions[key], answer["value"])
    for name, found in state.get("findings", {}).items():
        yield from _finding(name, found)


def _value(name: str, value: Any, zone: ZoneInfo) -> str:
    if name in ("at", "retired_at"):
        moment = parse_datetime(value)
        return _clock(moment.astimezone(zone)) if moment else str(value)
    if name == "options":
        return ", ".join(value)
    words = {"skin": SKIN_WORDS, "overall": OVERALL_WORDS}.get(name, {})
    return str(words.get(value, value))  # type: ignore[attr-defined]


def _clock(moment: datetime) -> str:
    return f"{formats.date_format(moment, 'F j, Y')}, {formats.time_format(moment, 'g:i A')}"


def _answer(row: OwnQuestion, value: str) -> str:
    words = dict(answer_choices(own_question(row))) if row.kind != OwnQuestion.Kind.NUMBER else {}
    return words.get(value, f"{value} {row.unit}".strip())


def _finding(name: str, found: Mapping[str, Any]) -> Iterator[Part]:
    item, _space, side = name.partition(" ")
    known = foot_check().items.get(item)
    title = f"{gettext(known.question) if known else item}, {SIDE_WORDS[side]}"
    said = str(ANSWER_WORDS[found["answer"]])
    yield title, f"{said}. {found['note']}" if found["note"] else said
