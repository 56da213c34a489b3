"""The daily foot check: what evidence section 4c lists is asked for, and each finding has its advice and its sign."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from tests.content.test_words import FORBIDDEN, MOST_WORDS, sentences
from velneuro.content.figures import figure
from velneuro.content.foot_check import FILE, FootItem, Look, foot_check, read_foot_check
from velneuro.content.library import FOLDER, catalog
from velneuro.core.problem import Problem
from velneuro.review.reading import grade

ITEMS = tuple(foot_check().items.values())
LOOKS = foot_check().looks


def words(item: FootItem) -> tuple[str, str, str]:
    return (f"{item.question}.", item.hint, item.advice)


def test_every_side_of_a_foot_is_looked_at() -> None:
    assert [look.id for look in LOOKS] == ["sole", "between-toes", "heel", "top", "inner-side", "outer-side"]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.id)
def test_what_is_ringed_is_seen(look: Look) -> None:
    x, y, width, height = look.box
    for zone in look.places:
        across, down = figure(look.figure).anchors[zone]
        assert x < across < x + width
        assert y < down < y + height


@pytest.mark.parametrize(
    "listed",
    [
        *("cut", "crack", "blister", "black", "red place", "swollen", "warmer", "hard skin", "corn", "nail"),
        *("between the toes", "pus", "smell", "shoe"),
    ],
)
def test_everything_of_the_list_is_asked_for(listed: str) -> None:
    assert [item.id for item in ITEMS if listed in item.question.lower()]


@pytest.mark.parametrize(
    ("item", "sign"),
    [("cut", "R07"), ("blister", "R07"), ("red-place", "R22"), ("hot-spot", "R06"), ("leaks", "R08"), ("nail", None)],
)
def test_a_finding_amounts_to_a_sign(item: str, sign: str | None) -> None:
    assert foot_check().items[item].sign == sign


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_finding_that_refuses_the_session_says_so(item: FootItem) -> None:
    actions = catalog().signs[item.sign].actions if item.sign else ()
    assert ("No massage" in item.advice) == (actions == ("TODAY",))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_finding_reads_easily_and_promises_nothing(item: FootItem) -> None:
    assert grade(" ".join(words(item))) <= 6
    assert [text for text in words(item) if FORBIDDEN.search(text)] == []
    assert [part for text in words(item) for part in sentences(text) if len(part.split()) > MOST_WORDS] == []


def _remade(change: Callable[[dict[str, Any]], object]) -> list[str]:
    data = tomllib.loads((FOLDER / FILE).read_text("utf-8"))
    change(data)
    problems: list[Problem] = []
    read_foot_check(data, catalog().signs, problems)
    return [problem.place for problem in problems]


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("foot_check.toml:source", lambda data: data.update(source="nobody")),
        ("foot_check.toml:grade", lambda data: data.update(grade="sure")),
        ("foot_check.toml:look[1].figure", lambda data: data["look"][0].update(figure="soul", places=[])),
        ("foot_check.toml:look[1].places", lambda data: data["look"][0].update(places=["heal"])),
        ("foot_check.toml:look[2].box.width", lambda data: data["look"][1]["box"].update(width=0)),
        ("foot_check.toml:item[1].sign", lambda data: data["item"][0].update(sign="R99")),
        ("foot_check.toml:item[1].advise", lambda data: data["item"][0].update(advise="Rest.")),
        ("foot_check.toml:item", lambda data: data["item"][1].update(id="cut")),
    ],
)
def test_a_mistake_is_told_with_its_place(place: str, change: Callable[[dict[str, Any]], object]) -> None:
    assert _remade(change) == [place]
