"""The golden files: what Python writes here is what the player's tests read, so the two cannot drift apart.

`make golden` writes them anew after a change that was meant; look at the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from velneuro.content import library
from velneuro.core.person import read_person
from velneuro.core.pipeline import compile_session
from velneuro.outputs.score import score_json

GOLDEN = Path(__file__).parents[1] / "golden"
SEED = 7
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


def _score(name: str) -> str:
    person, problems = read_person(library.toml_file(GOLDEN / "person.toml"), "person.toml", library.catalog())
    assert problems == []
    routine = library.routine(name)
    session = compile_session(routine, person, library.catalog(), library.voice("en"), routine.minutes, SEED)
    assert session.timeline is not None
    return score_json(session.timeline)


@pytest.mark.parametrize("name", NAMES)
def test_the_score_is_the_golden_one(name: str) -> None:
    path = GOLDEN / f"{name}.json"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(_score(name), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == _score(name), f"{path.name} has drifted: see make golden"


def test_a_golden_file_is_of_a_routine_there_is() -> None:
    assert NAMES
    assert set(NAMES) <= set(library.routine_names())
