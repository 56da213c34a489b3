"""Names in the content agree with one another and with the figures."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from velneuro.content import library
from velneuro.core.person import Person
from velneuro.core.pipeline import compile_plan, compile_session
from velneuro.core.timeline import POOLS, STROKE_POOL

FIGURES = Path(library.__file__).parent / "figures"


def _strokes(figure: str) -> list[str]:
    return list(json.loads((FIGURES / f"{figure}.json").read_text())["strokes"])


def test_every_part_of_a_zone_is_a_zone() -> None:
    zones = library.catalog().body.zones
    assert {part for zone in zones.values() for part in zone.parts} <= set(zones)


def test_every_stroke_is_drawn_on_its_figure() -> None:
    for zone in library.catalog().body.zones.values():
        drawn = _strokes(zone.figure)
        for stroke in zone.strokes.values():
            assert any(name == stroke or name.startswith(f"{stroke}-") for name in drawn), (zone.id, stroke)


def test_every_sentence_that_is_asked_for_is_there_and_every_one_there_is_asked_for() -> None:
    voice = library.voice("en")
    steps = [step for name in library.routine_names() for step in library.routine(name).steps]
    asked = {name for step in steps for name in (*step.begin, *step.during, *step.end)}
    asked |= {name for technique in library.catalog().techniques.values() for name in technique.how}
    asked |= {words.say for words in voice.pressure}
    asked |= {name for topic in {STROKE_POOL, *POOLS.values()} if topic for name in voice.pool(topic)}
    assert asked == set(voice.sentences)


def test_a_technique_that_touches_nothing_never_names_a_side() -> None:
    sentences = library.voice("en").sentences
    for technique in library.catalog().techniques.values():
        if technique.contact == "none":
            assert not any("{side}" in text for name in technique.how for text in sentences[name])


def test_every_technique_is_used_by_a_routine() -> None:
    steps = [step for name in library.routine_names() for step in library.routine(name).steps]
    assert {name for step in steps for name in step.techniques} == set(library.catalog().techniques)


def test_every_sign_has_its_source_and_its_tag() -> None:
    for sign in library.catalog().signs.values():
        assert sign.source
        assert f"[{sign.tag}" in sign.source, sign.id


def test_every_routine_exists_by_the_name_of_its_file() -> None:
    promised = {"evening-feet-and-legs", "afternoon-reset", "hands-with-reassurance", "bad-moment"}
    assert promised <= set(library.routine_names())
    for name in library.routine_names():
        assert library.routine(name).name == name


@pytest.mark.parametrize("minutes", [3, 10, 20, 45])
def test_every_routine_says_where_and_how_at_every_length_and_ability(minutes: int) -> None:
    catalog, voice = library.catalog(), library.voice("en")
    abilities = [frozenset({name}) for name in ("thumbs", "knuckles", "heel", "ball", "towel", "helper")]
    for name, hands in product(library.routine_names(), abilities):
        person = Person(hands=hands, have=frozenset({"lotion", "ball", "towel"}), gate_answered=True, feelings=())
        timeline = compile_session(library.routine(name), person, catalog, voice, minutes, 1).timeline
        assert timeline is not None
        for step in timeline.steps:
            assert any(cue.kind == "say" and step.start_ms <= cue.at_ms < step.end_ms for cue in timeline.cues)


@pytest.mark.parametrize("name", library.routine_names())
def test_every_routine_uses_what_the_hands_can_do(name: str) -> None:
    catalog = library.catalog()
    for ability in ("thumbs", "knuckles", "heel", "helper"):
        person = Person(hands=frozenset({ability}), have=frozenset({"lotion"}), gate_answered=True, feelings=())
        steps = compile_plan(library.routine(name), person, catalog, 20, 1).steps
        assert any(ability in catalog.techniques[step.technique].needs for step in steps), ability
