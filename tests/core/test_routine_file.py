"""Routine files: each kind of mistake is found at its key, all of them at once."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from velneuro.content import library
from velneuro.core.catalog import Catalog
from velneuro.core.problem import Problem
from velneuro.core.routine_file import parse_toml, read_routine

Spoil = Callable[[dict[str, Any]], None]
SENTENCES = {"hello": ("Hello.",), "left": ("Your {side} foot.",)}
SOUND: dict[str, Any] = {
    "format": 1,
    "name": "small",
    "title": "Small",
    "purpose": "To rest.",
    "for_whom": "Anyone.",
    "not_for": "Nobody.",
    "minutes": 10,
    "supplies": ["chair"],
    "step": [
        {"id": "ball", "title": "Ball", "zone": "ball", "techniques": ["thumb-circles"], "pressure": 1, "weight": 2,
         "least": 20, "most": 60, "rank": 2, "why": "Our choice.", "begin": ["left"]},
        {"id": "rest", "title": "Rest", "techniques": ["rest"], "least": 20, "most": 2700, "why": "Rest.",
         "begin": ["hello"]},
    ],
}  # fmt: skip


def _read(data: object, catalog: Catalog) -> list[Problem]:
    return read_routine(data, "small.toml", catalog, SENTENCES)[1]


def test_a_sound_file_has_no_problem(catalog: Catalog) -> None:
    assert _read(SOUND, catalog) == []


def _set(key: str, value: object) -> Spoil:
    return lambda data: data.__setitem__(key, value)


def _step(at: int, key: str, value: object) -> Spoil:
    return lambda data: data["step"][at].__setitem__(key, value)


def _drop(at: int, key: str) -> Spoil:
    return lambda data: data["step"][at].pop(key)


def _numbered(*mistakes: tuple[Spoil, str]) -> list[Any]:
    return [pytest.param(spoil, place, id=f"{number} {place}") for number, (spoil, place) in enumerate(mistakes)]


@pytest.mark.parametrize(
    ("spoil", "place"),
    _numbered(
        (_set("format", 2), "format"),
        (_set("name", "Two Words"), "name"),
        (_set("title", ""), "title"),
        (_set("minutes", 50), "minutes"),
        (_set("supplies", ["candel"]), "supplies"),
        (_set("stpe", []), "stpe"),
        (_set("step", []), "step"),
        (_set("step", 5), "step"),
        (_step(0, "zone", "bal"), "step[1].zone"),
        (_step(0, "techniques", ["thum-circles"]), "step[1].techniques"),
        (_step(0, "techniques", []), "step[1].techniques"),
        (_step(0, "techniques", ["rest"]), "step[1].zone"),
        (_drop(0, "zone"), "step[1].techniques"),
        (_step(0, "pressure", 4), "step[1].pressure"),
        (_step(0, "least", 0), "step[1].least"),
        (_step(0, "most", 10), "step[1].most"),
        (_step(0, "begin", ["goodbye"]), "step[1].begin"),
        (_step(1, "begin", ["left"]), "step[2].begin"),
        (_drop(0, "why"), "step[1].why"),
        (_step(0, "least", 5), "step[1].least"),
        (_step(1, "id", "ball"), "step"),
        (_step(1, "id", "ball-left"), "step"),
        (_step(1, "most", 60), "step.most"),
        (_step(1, "least", 200), "step.least"),
    ),
)
def test_each_mistake_is_found_at_its_key(catalog: Catalog, spoil: Spoil, place: str) -> None:
    data = copy.deepcopy(SOUND)
    spoil(data)
    assert f"small.toml:{place}" in [problem.place for problem in _read(data, catalog)]


def test_all_mistakes_are_told_at_once(catalog: Catalog) -> None:
    data = copy.deepcopy(SOUND)
    for spoil in (_set("minutes", 1), _step(0, "zone", "bal"), _step(1, "most", "long")):
        spoil(data)
    assert len(_read(data, catalog)) == 3


def test_a_slip_in_the_grammar_is_told_with_its_line() -> None:
    _, problems = parse_toml('title = "x"\nminutes = = 3\n', "a.toml")
    assert problems[0].place == "a.toml:line 2 column 11"


@pytest.mark.parametrize("text", ["a = " + 5000 * "[" + 5000 * "]", "a = " + 5000 * "1"])
def test_what_no_parser_can_hold_is_a_mistake_too(text: str) -> None:
    data, problems = parse_toml(text, "a.toml")
    assert (data, [problem.place for problem in problems]) == ({}, ["a.toml:file"])


@pytest.mark.parametrize("data", [None, 5, [], "x"])
def test_what_is_not_even_a_table_is_refused_in_words(catalog: Catalog, data: object) -> None:
    assert "small.toml:file: is not a table" in str(_read(data, catalog)[0])


def test_every_routine_of_the_library_is_sound() -> None:
    assert len(library.routine_names()) >= 4
    for name in library.routine_names():
        assert library.routine(name).name == name
