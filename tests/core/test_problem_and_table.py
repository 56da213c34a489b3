"""Mistakes are values with a place; all of them are found."""

from __future__ import annotations

import pytest

from velneuro.core.problem import InputRefused, Problem, allowed_names, refuse_if_any
from velneuro.core.table import Table


def test_a_problem_reads_as_place_what_and_how_to_mend() -> None:
    assert str(Problem("a.toml:minutes", "99 is out of range", "use 3 to 45")) == (
        "a.toml:minutes: 99 is out of range: use 3 to 45"
    )


def test_a_near_name_is_offered_first() -> None:
    assert allowed_names("bal", ["heel", "ball"]).startswith("did you mean ball?")


def test_nothing_wrong_refuses_nothing() -> None:
    refuse_if_any([])


def test_a_refusal_carries_every_problem() -> None:
    problems = [Problem("a", "b", "c"), Problem("d", "e", "f")]
    with pytest.raises(InputRefused) as refused:
        refuse_if_any(problems)
    assert refused.value.problems == tuple(problems)


def test_a_number_too_long_to_write_out_is_told_too() -> None:
    problems: list[Problem] = []
    table = Table({"minutes": 16**5000, "least": [16**5000]}, "f.toml", "", problems)
    table.whole("minutes", 3, 45)
    table.whole("least", 3, 45)
    assert [problem.what for problem in problems] == [
        "a number this long is out of range",
        "a number this long does not fit",
    ]


def _places(data: object) -> list[str]:
    problems: list[Problem] = []
    table = Table(data, "f.toml", "", problems)
    table.text("title")
    table.whole("minutes", 3, 45)
    table.flag("picture", False)
    table.number("speed", 0, 10, 1)
    table.names("hands", ["thumbs"], ())
    table.close()
    return [problem.place for problem in problems]


def test_a_sound_table_has_no_problem() -> None:
    assert _places({"title": "x", "minutes": 3, "picture": True, "speed": 2.5, "hands": ["thumbs"]}) == []


def test_every_mistake_is_told_at_its_key() -> None:
    wrong = {"title": 5, "minutes": 46, "picture": 1, "speed": "fast", "hands": ["toes"], "tilte": "x"}
    assert _places(wrong) == [f"f.toml:{key}" for key in ("title", "minutes", "picture", "speed", "hands", "tilte")]


@pytest.mark.parametrize("data", [5, [], "text", None])
def test_what_is_no_table_is_told_once_per_missing_key(data: object) -> None:
    assert _places(data) == ["f.toml:file", "f.toml:title", "f.toml:minutes"]


def test_true_is_not_the_number_one() -> None:
    assert _places({"title": "x", "minutes": True}) == ["f.toml:minutes"]
