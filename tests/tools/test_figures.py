"""What a drawn folder of figures must be. FIGURES=FOLDER checks another one than the app's own."""

import gzip
import json
import os
import tomllib
from functools import cache
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

import pytest

from tests.tools.svg_path import Point, Shape, cover, shape

CONTENT = Path(__file__).parents[2] / "src" / "velneuro" / "content"
FOLDER = Path(os.environ.get("FIGURES", CONTENT / "figures"))
MAPS = ("sole", "top", "medial", "lateral", "legfront", "legback", "palm", "back")
SCENES = (*MAPS, "medial-ball")
HANDS = ("hand-cup", "hand-clasp", "hand-wrap", "hand-thumb", "hand-pinch", "hand-knuckles", "hand-heel")
TOOLS = (*HANDS, "prop-ball", "prop-towel")
PALETTES = ("sand", "tan", "umber", "slate")
PHONE = (328, 550)  # the room of a figure, in px, on a phone 360 px wide
FINGER = 44  # px
MOST_BYTES = 140_000
SPENT = 1.5  # units: a path is rounded to whole units, a stroke to tenths


@cache
def figure(name: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def shapes(name: str, part: str) -> dict[str, Shape]:
    return {zone: shape(region[part]) for zone, region in figure(name)["regions"].items()}


def zones() -> list[dict[str, Any]]:
    return list(tomllib.loads((CONTENT / "zones.toml").read_text("utf-8"))["zone"])


def shown(name: str, point: Point) -> float:
    """How much is seen of a place: 0 gone, 1 all."""
    if "fade" not in figure(name):
        return 1.0
    x1, y1, x2, y2 = figure(name)["fade"]
    dx, dy = x2 - x1, y2 - y1
    return float(((point[0] - x1) * dx + (point[1] - y1) * dy) / (dx * dx + dy * dy))


@pytest.mark.parametrize("name", [*SCENES, *TOOLS])
def test_has_what_the_player_reads(name: str) -> None:
    drawn = figure(name)
    assert drawn["view"] == name
    assert {"w", "h", "mm_per_unit", "outline"} < drawn.keys()
    assert ("contact" in drawn) is (name in TOOLS)
    assert ("strokes" in drawn) is (name in SCENES)
    assert ("regions" in drawn) is (name in MAPS)


@pytest.mark.parametrize("name", MAPS)
def test_zones_tile_the_limb(name: str) -> None:
    outline = shape(figure(name)["outline"])
    found = cover(outline, list(shapes(name, "d").values()))
    bare = [point for point in found.bare if shown(name, point) > 0.6]
    assert found.doubled == ()
    # The outline is smoothed by itself: only a rim of it may be bare.
    assert [point for point in bare if outline.off(point) > 6] == []
    assert len(bare) < 0.005 * found.samples


@pytest.mark.parametrize("name", MAPS)
def test_touch_areas_tile_the_limb_and_its_rim(name: str) -> None:
    found = cover(shape(figure(name)["outline"]), list(shapes(name, "touch").values()))
    assert found.doubled == ()
    assert [point for point in found.bare if shown(name, point) > 0.6] == []


@pytest.mark.parametrize("name", MAPS)
def test_a_finger_hits_every_zone(name: str) -> None:
    px = min(PHONE[0] / figure(name)["w"], PHONE[1] / figure(name)["h"])
    widths = {zone: round(px * area.widest_circle(), 1) for zone, area in shapes(name, "touch").items()}
    assert {zone: width for zone, width in widths.items() if width < FINGER} == {}


@pytest.mark.parametrize("name", MAPS)
def test_anchors_lie_in_their_zone(name: str) -> None:
    anchors = {zone: region["anchor"] for zone, region in figure(name)["regions"].items()}
    for part in ("d", "touch"):
        assert [zone for zone, area in shapes(name, part).items() if not area.holds(anchors[zone])] == []


@pytest.mark.parametrize("name", MAPS)
def test_strokes_stay_on_the_limb(name: str) -> None:
    outline = shape(figure(name)["outline"])
    ways = {stroke: shape(path).points for stroke, path in figure(name)["strokes"].items()}
    off = {stroke: [p for p in way if not outline.holds(p) and outline.off(p) > SPENT] for stroke, way in ways.items()}
    assert {stroke: points for stroke, points in off.items() if points} == {}


@pytest.mark.parametrize(("name", "parts"), [("ball-circle", 5), ("arch-circle", 4)])
def test_circles_follow_one_another_in_a_row(name: str, parts: int) -> None:
    circles = [shape(path).points for stroke, path in figure("sole")["strokes"].items() if stroke.startswith(name)]
    assert len(circles) == parts
    middles = [(sum(x for x, _ in way) / len(way), sum(y for _, y in way) / len(way)) for way in circles]
    for a, b in pairwise(middles):
        assert 40 < hypot(a[0] - b[0], a[1] - b[1]) < 130


@pytest.mark.parametrize("zone", ["arch-inner", "arch-outer"])
@pytest.mark.parametrize("motion", ["circles", "press"])
def test_work_on_the_arch_keeps_off_a_sore_heel_and_ball(zone: str, motion: str) -> None:
    stroke = {each["id"]: each for each in zones()}[zone]["strokes"][motion]
    ways = {name: path for name, path in figure("sole")["strokes"].items() if f"{name}-".startswith(f"{stroke}-")}
    tile = shapes("sole", "d")[zone]
    assert ways
    assert [name for name, path in ways.items() if not all(tile.holds(point) for point in shape(path).points)] == []


def test_long_strokes_run_beside_the_shin_bone_and_not_on_it() -> None:
    ways = {name: shape(figure("legfront")["strokes"][f"effleurage-{name}"]).points for name in ("outer", "inner")}
    outline = shape(figure("legfront")["outline"])
    for name, way in ways.items():
        for x, y in way:
            left, right = outline.crossings(y)[0], outline.crossings(y)[-1]
            assert abs(x - (left if name == "outer" else right)) < 0.35 * (right - left)


@pytest.mark.parametrize("name", ["palm", "back"])
def test_the_forearm_has_its_own_stroke(name: str) -> None:
    tiles = shapes(name, "d")
    way = shape(figure(name)["strokes"]["forearm-sweep"]).points
    assert tiles["wrist"].holds(way[0])
    assert tiles["forearm"].holds(way[-1])


def test_ball_touches_the_sole_and_does_not_enter_it() -> None:
    foot, ball = figure("medial-ball"), figure("prop-ball")
    radius = _ball_radius(foot, ball)
    outline = shape(foot["outline"])
    gaps = [outline.off(point) - radius for point in shape(foot["strokes"]["ball-roll"]).points]
    assert max(abs(gap) for gap in gaps) < 6


def _ball_radius(foot: dict[str, Any], ball: dict[str, Any]) -> float:
    """In the units of the foot."""
    return shape(ball["outline"]).widest_circle() / 2 * float(ball["mm_per_unit"]) / float(foot["mm_per_unit"])


def test_regions_are_zones() -> None:
    known = {zone["id"] for zone in zones()}
    assert {name: set(figure(name)["regions"]) - known for name in MAPS} == {name: set() for name in MAPS}


def test_every_leaf_zone_is_drawn_in_its_own_view() -> None:
    leaves = [zone for zone in zones() if not zone["parts"]]
    assert [zone["id"] for zone in leaves if zone["id"] not in figure(zone["figure"])["regions"]] == []


def test_every_stroke_of_the_zones_is_drawn() -> None:
    wanted = {(zone["figure"], stroke) for zone in zones() for stroke in zone.get("strokes", {}).values()}
    assert [pair for pair in sorted(wanted) if not _drawn(*pair)] == []


def _drawn(view: str, stroke: str) -> bool:
    return any(f"{name}-".startswith(f"{stroke}-") for name in figure(view)["strokes"])


@pytest.mark.parametrize(
    ("name", "least", "most"), [("sole", 215, 270), ("palm", 235, 330), ("legfront", 550, 700), ("prop-ball", 60, 68)]
)
def test_scale_is_true(name: str, least: float, most: float) -> None:
    ys = [y for _, y in shape(figure(name)["outline"]).points]
    assert least < (max(ys) - min(ys)) * figure(name)["mm_per_unit"] < most


@pytest.mark.parametrize("name", [*SCENES, *TOOLS])
def test_mirroring_needs_nothing_but_the_width(name: str) -> None:
    drawn = figure(name)
    xs = [x for x, _ in shape(drawn["outline"]).points]
    left, right = min(xs), drawn["w"] - max(xs)
    assert left >= 0
    assert right >= 0
    assert not any(mark in json.dumps(drawn) for mark in ("<", "&", "url", "text"))


@pytest.mark.parametrize("palette", PALETTES)
def test_a_palette_is_small(palette: str) -> None:
    pictures = [(FOLDER / f"{name}.{palette}.webp").stat().st_size for name in (*SCENES, *TOOLS)]
    texts = [len(gzip.compress((FOLDER / f"{name}.json").read_bytes(), mtime=0)) for name in (*SCENES, *TOOLS)]
    assert sum(pictures) + sum(texts) < MOST_BYTES


@pytest.mark.parametrize("name", [*SCENES, *TOOLS])
def test_json_is_small(name: str) -> None:
    assert (FOLDER / f"{name}.json").stat().st_size < 14_000
