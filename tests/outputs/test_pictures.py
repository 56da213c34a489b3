"""What the player gets to move. pictures.json beside its tests is written here, so the two cannot drift apart."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import Any

import pytest

from velneuro.content import library
from velneuro.content.figures import figure
from velneuro.content.scenes import REST, scene
from velneuro.outputs.pictures import picture_dict

GOLDEN = Path(__file__).parents[1] / "player" / "pictures.json"


def _entries() -> Iterator[dict[str, Any]]:
    """The picture of every zone and technique that a routine may come to, with the speed of the hand."""
    catalog = library.catalog()
    steps = [step for name in library.routine_names() for step in library.routine(name).steps if step.zone]
    pairs = {(step.zone, name) for step in steps for name in step.techniques if catalog.techniques[name].tool}
    for zone_id, name in sorted(pairs, key=str):
        zone, technique = catalog.body.zones[str(zone_id)], catalog.techniques[name]
        drawn = scene(zone.figure, zone.id, zone.strokes.get(technique.motion), technique.tool)
        of = {"of": f"{technique.id} {zone.id}", "cm_per_s": technique.cm_per_s}
        yield {**of, "figure": drawn.figure, "hands": [hand.name for hand in drawn.hands], **picture_dict(drawn)}


def _text() -> str:
    """The first of those that look the same."""
    seen: dict[str, dict[str, Any]] = {}
    for entry in _entries():
        seen.setdefault(json.dumps({**entry, "of": ""}), entry)
    return "[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in seen.values()) + "\n]\n"


def test_the_pictures_are_the_golden_ones() -> None:
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.write_text(_text(), encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == _text(), "pictures.json has drifted: see make golden"


def test_every_technique_of_a_routine_shows_hands_and_where_they_go() -> None:
    bare = [entry["of"] for entry in _entries() if not entry["hands"] or not entry["turns"]]
    assert bare == []


def test_every_turn_has_a_way_for_each_hand() -> None:
    for entry in _entries():
        assert {len(turn) for turn in entry["turns"]} == {len(entry["hands"])}, entry["of"]


def test_hands_come_before_rings_and_share_their_ways() -> None:
    moved = picture_dict(scene("legfront", "lower-leg", "effleurage", "hand"))["moved"]
    assert [(part["way"], part["fades"]) for part in moved] == [(0, 0.55), (1, 0.55), (0, 1), (1, 1)]


def test_a_ball_is_never_lifted() -> None:
    assert [part["fades"] for part in picture_dict(scene("sole", "heel", "sole-sweep", "ball"))["moved"]] == [0, 1]


def test_a_hand_has_its_true_size_over_the_leg() -> None:
    hand = picture_dict(scene("legback", "calf", "calf-sweep", "hand"))["moved"][0]
    assert 105 < hand["w"] * 0.622 < 135  # mm of a hand that wraps, with its thumb; a unit of the leg is 0.622 mm


def test_every_way_is_as_long_as_its_points_in_the_scale_of_the_view() -> None:
    for entry in _entries():
        scale = figure(entry["figure"]).mm_per_unit
        for way in (way for turn in entry["turns"] for way in turn):
            units = sum(dist(a, b) for a, b in pairwise(way["points"]))
            assert way["mm"] == pytest.approx(units * scale, rel=0.03, abs=0.5), entry["of"]


# In mm. Feet of adults are 22 to 30 cm long; of the others the middles of zones are taken, so only the size is sure.
@pytest.mark.parametrize(
    ("view", "start", "end", "least", "most"),
    [
        ("sole", (0.0, 0.0), (0.0, 1000.0), 220, 300),
        ("palm", "finger3", "wrist", 110, 175),
        ("legback", "knee-hollow", "heel", 340, 520),
    ],
)
def test_a_view_has_the_scale_of_a_grown_up(view: str, start: Any, end: Any, least: float, most: float) -> None:
    drawn = figure(view)
    ends = [drawn.anchors[place] if isinstance(place, str) else place for place in (start, end)]
    assert least < dist(*ends) * drawn.mm_per_unit < most


def test_rest_has_room_for_the_moon_and_nothing_that_moves() -> None:
    assert picture_dict(scene(REST, None, None, None)) == {"w": 1000, "h": 1000, "moved": [], "turns": []}


def test_a_tool_that_nothing_shows_leaves_the_ways_alone() -> None:
    picture = picture_dict(scene("sole", "ball", "ball-circle", None))
    assert [part["fades"] for part in picture["moved"]] == [1]
    assert len(picture["turns"]) == 5
