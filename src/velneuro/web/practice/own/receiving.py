"""A routine that somebody gave: found in a file, a link or a text, and told in plain words before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from velneuro.content.given import MOST_BYTES, as_written, in_the_guides_words
from velneuro.core.problem import InputRefused, Problem
from velneuro.core.routine import Routine
from velneuro.outputs.plan_json import plan_dict
from velneuro.outputs.routine_link import code_in, unpack
from velneuro.outputs.routine_toml import routine_toml
from velneuro.web.people.models import Person
from velneuro.web.practice.card import Line, change_lines
from velneuro.web.practice.composing import preview
from velneuro.web.toolkit.models import OwnRoutine
from velneuro.web.toolkit.own import OWN, own_of

PASTED, LINK = "pasted.toml", "link.toml"
MANY_STEPS = "[[step]]"  # what every routine file holds, and no link


@dataclass(frozen=True)
class Received:
    """What somebody gave: the routine as it is played, or None and why it cannot be kept.

    `has_own_words`: it came with sentences or reasons of its own, which are neither said nor shown.
    `same`: the row that holds just this already. `other`: the title of another one that goes by the same name.
    """

    routine: Routine | None
    problems: tuple[Problem, ...] = ()
    text: str = ""
    has_own_words: bool = False
    plan: dict[str, Any] | None = None
    lines: tuple[Line, ...] = ()
    same: OwnRoutine | None = None
    other: str = ""


def from_file(file: UploadedFile[Any], person: Person) -> Received:
    """What a file holds; of one that is too large nothing is read."""
    name = (file.name or PASTED)[-60:]
    return _told(person, lambda: _read(_decoded(file, name), name))


def from_pasted(pasted: str, person: Person) -> Received:
    """What a link or the text of a file holds. Nothing is fetched: the link itself is the routine."""
    if MANY_STEPS in pasted:
        return _told(person, lambda: _read(pasted, PASTED))
    return _told(person, lambda: _read(unpack(_code(pasted)), LINK))


def from_code(code: str, person: Person) -> Received:
    """What the link holds by which somebody came here."""
    return _told(person, lambda: _read(unpack(code), LINK))


def _decoded(file: UploadedFile[Any], name: str) -> str:
    if (file.size or 0) > MOST_BYTES:
        mend = gettext("send a routine, and no other file")
        raise _refused(f"{name}:file", gettext("is larger than %(kb)d kB") % {"kb": MOST_BYTES // 1000}, mend)
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(f"{name}:file", gettext("is not UTF-8 text"), gettext("send a routine file")) from None


def _code(pasted: str) -> str:
    code = code_in(pasted)
    if code is None:
        mend = gettext("copy the whole link, or the whole text of a file")
        raise _refused("link:r", gettext("holds no routine"), mend)
    return code


def _refused(place: str, what: str, mend: str) -> InputRefused:
    return InputRefused([Problem(place, what, mend)])


def _read(text: str, shown: str) -> Routine:
    routine, problems = as_written(text, shown)
    if problems:
        raise InputRefused(problems)
    return routine


def _told(person: Person, read: Callable[[], Routine]) -> Received:
    try:
        written = read()
    except InputRefused as refused:
        return Received(None, refused.problems)
    routine = in_the_guides_words(written)
    text = routine_toml(routine)
    plan = plan_dict(preview(routine, person, routine.minutes))
    rows = list(OwnRoutine.objects.filter(person=person))
    there = [row for row in rows if row.removed_at is None]
    name = f"{OWN}{routine.name}"
    return Received(
        routine=routine,
        text=text,
        has_own_words=routine != written,
        plan=plan,
        lines=change_lines(plan["changes"]),  # type: ignore[arg-type]
        same=next((row for row in there if row.text == text), None),
        other=next((own_of(row).title for row in there if row.name == name and row.text != text), ""),
    )
