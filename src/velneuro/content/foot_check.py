"""The daily foot check: where to look, what to look for, and what to do when it is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from velneuro.content.bibliography import bibliography
from velneuro.content.figures import Figure, figure, figure_names
from velneuro.content.learn import GRADES, Mark
from velneuro.content.library import FOLDER, catalog, parsed
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.table import Table

FILE = "foot_check.toml"
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Look:
    """One place to look at. `box` is x, y, width and height of the part of the figure that is shown."""

    id: str
    title: str
    about: str
    figure: str
    places: tuple[str, ...]
    box: Box


@dataclass(frozen=True)
class FootItem:
    """One finding that is asked for on each foot; `sign` is the sign of the safety table that it amounts to, if any."""

    id: str
    question: str
    hint: str
    advice: str
    sign: str | None


@dataclass(frozen=True)
class FootCheck:
    """The check as a whole, and what its list rests on."""

    looks: tuple[Look, ...]
    items: Mapping[str, FootItem]
    mark: Mark


@cache
def foot_check() -> FootCheck:
    """The shipped check. Raises InputRefused when there is a mistake in its file."""
    problems: list[Problem] = []
    read = read_foot_check(parsed(FOLDER / FILE, problems, FILE), catalog().signs, problems)
    refuse_if_any(problems)
    return read


def read_foot_check(data: object, signs: Iterable[str], problems: list[Problem]) -> FootCheck:
    """The check of the parsed file, every mistake noted; `signs` are the ids that there are."""
    table = Table(data, FILE, "", problems)
    known = tuple(signs)
    mark = Mark(table.name("grade", GRADES), (table.name("source", bibliography()),))
    looks = tuple(_look(entry) for entry in table.tables("look"))
    items = tuple(_item(entry, known) for entry in table.tables("item"))
    table.close()
    _note_twice("look", (look.id for look in looks), table)
    _note_twice("item", (item.id for item in items), table)
    return FootCheck(looks, {item.id: item for item in items}, mark)


def _look(entry: Table) -> Look:
    name = entry.name("figure", figure_names())
    drawn = figure(name) if name in figure_names() else None
    look = Look(
        id=entry.text("id"),
        title=entry.text("title"),
        about=entry.text("about"),
        figure=name,
        places=entry.names("places", drawn.anchors if drawn else None),
        box=_box(entry.table("box"), drawn),
    )
    entry.close()
    return look


def _box(table: Table, drawn: Figure | None) -> Box:
    width, height = (round(drawn.w), round(drawn.h)) if drawn else (1, 1)
    box = (
        table.whole("x", -width, width, 0),
        table.whole("y", -height, height, 0),
        table.whole("width", 1, 2 * width, width),
        table.whole("height", 1, 2 * height, height),
    )
    table.close()
    return box


def _item(entry: Table, signs: tuple[str, ...]) -> FootItem:
    item = FootItem(
        id=entry.text("id"),
        question=entry.text("question"),
        hint=entry.text("hint"),
        advice=entry.text("advice"),
        sign=entry.name("sign", signs, "") or None,
    )
    entry.close()
    return item


def _note_twice(kind: str, ids: Iterable[str], table: Table) -> None:
    for name, count in Counter(ids).items():
        if name and count > 1:
            table.wrong(kind, f'"{name}" stands {count} times', "give each entry its own id")
