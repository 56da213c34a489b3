"""The shapes that others rely on, as ARCHITECTURE.md fixes them."""

from __future__ import annotations

from typing import Any

import pytest

from velneuro.content import library
from velneuro.core.person import Person, Sign
from velneuro.core.pipeline import Session, compile_session
from velneuro.outputs.plan_json import plan_dict
from velneuro.outputs.score import score_dict


def _session(person: Person) -> Session:
    return compile_session(
        library.routine("evening-feet-and-legs"), person, library.catalog(), library.voice("en"), 20, 5
    )


def _score() -> dict[str, Any]:
    timeline = _session(Person()).timeline
    assert timeline is not None
    return score_dict(timeline)


def test_a_plan_has_the_promised_keys() -> None:
    plan: dict[str, Any] = plan_dict(_session(Person()).plan)
    assert {"routine", "minutes", "seconds", "seed", "refused", "steps", "changes"} <= set(plan)
    assert {"id", "zone", "side", "technique", "pressure", "seconds", "why"} <= set(plan["steps"][0])
    assert set(plan["changes"][0]) == {"sign", "action", "where", "reason"}
    assert plan["refused"] is None
    assert sum(step["seconds"] for step in plan["steps"]) == plan["seconds"] == 1200


def test_a_refused_plan_says_which_sign_and_what_to_do() -> None:
    plan: dict[str, Any] = plan_dict(_session(Person(signs=(Sign("R01"),))).plan)
    assert set(plan["refused"]) == {"sign", "action", "advice"}
    assert plan["steps"] == []


def test_a_score_has_the_promised_keys() -> None:
    score = _score()
    assert {"version", "duration_ms", "routine", "lang", "steps", "cues"} <= set(score)
    promised = {"id", "title", "start_ms", "end_ms", "figure", "side", "stroke", "tool", "pressure", "cm_per_s"}
    assert promised <= set(score["steps"][0])


@pytest.mark.parametrize("kind", ["say", "chime", "breath", "rest"])
def test_each_kind_of_cue_has_its_keys(kind: str) -> None:
    cue = next(cue for cue in _score()["cues"] if cue["kind"] == kind)
    spoken = {"sentence", "text"} if kind == "say" else set()
    assert set(cue) == {"at_ms", "ms", "kind"} | spoken
