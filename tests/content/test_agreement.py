"""A name that another file of the content does not know is a problem with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from velneuro.content import library
from velneuro.content.agreement import check_agreement
from velneuro.content.figures import figure, figure_names, palette_colors
from velneuro.content.scene_rules import read_scene_rules
from velneuro.content.scenes import scene
from velneuro.content.ways import read_way
from velneuro.core.body import Body
from velneuro.core.catalog import Catalog
from velneuro.core.problem import Problem


def spoiled_zone(zone_id: str, **changes: Any) -> Catalog:
    """The catalog with one zone changed."""
    catalog = library.catalog()
    zones = dict(catalog.body.zones)
    zones[zone_id] = replace(zones[zone_id], **changes)
    return replace(catalog, body=Body(zones))


def found(catalog: Catalog) -> list[str]:
    problems: list[Problem] = []
    check_agreement(catalog, library.scene_rules(), problems)
    return [str(problem) for problem in problems]


def place_of(zone_id: str) -> str:
    return f"zones.toml:zone[{1 + list(library.catalog().body.zones).index(zone_id)}]"


def test_the_content_agrees_with_itself() -> None:
    assert found(library.catalog()) == []


def test_a_stroke_that_is_not_drawn() -> None:
    (problem,) = found(spoiled_zone("ball", strokes={"circles": "bal-circle"}))
    assert problem.startswith(f'{place_of("ball")}.strokes.circles: "bal-circle" is not drawn on "sole": did you mean ')
    assert "ball-circle" in problem


def test_a_figure_that_is_not_drawn() -> None:
    (problem,) = found(spoiled_zone("ball", figure="soul"))
    assert problem.startswith(f'{place_of("ball")}.figure: "soul" is not drawn: did you mean sole?')


def test_a_zone_that_is_no_region_of_its_figure() -> None:
    (problem,) = found(spoiled_zone("ball", figure="top", strokes={}))
    assert problem.startswith(f'{place_of("ball")}.id: "ball" is no region of "top": ')


def test_a_part_that_is_no_zone() -> None:
    (problem,) = found(spoiled_zone("arch", parts=("arch-inner", "arch-outr")))
    assert problem.startswith(f'{place_of("arch")}.parts: "arch-outr" is not known: did you mean arch-outer?')


def test_a_tool_that_no_picture_shows() -> None:
    rules = [rule for rule in library.scene_rules() if rule.tool != "towel"]
    problems: list[Problem] = []
    check_agreement(library.catalog(), rules, problems)
    (problem,) = map(str, problems)
    number = 1 + list(library.catalog().techniques).index("towel-sling")
    assert problem.startswith(f'techniques.toml:technique[{number}].tool: no hand is drawn for "towel": ')


SCENE = {"tool": "thumb", "figures": ["sole"], "hands": [{"name": "hand-thumb"}]}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"tool": "hammer"}, "scenes.toml:scene[1].tool: "),
        ({"figures": ["ear"]}, "scenes.toml:scene[1].figures: "),
        ({"strokes": ["slap"]}, 'scenes.toml:scene[1].strokes: "slap" is not drawn on "sole"'),
        ({"shown": "nothing"}, "scenes.toml:scene[1].shown: "),
        ({"hands": [{"name": "hand-thump"}]}, "scenes.toml:scene[1].hands[1].name: "),
        ({"hands": [{"name": "hand-thumb", "turn": 270}]}, "scenes.toml:scene[1].hands[1].turn: "),
        ({"hands": [{"name": "hand-thumb", "way": "slide"}]}, "scenes.toml:scene[1].hands[1].way: "),
        ({"within": {"heel": {"from": 0.5, "to": 0.2}}}, "scenes.toml:scene[1].within.heel.to: "),
        ({"colour": "red"}, "scenes.toml:scene[1].colour: is not a known key"),
    ],
)
def test_a_mistake_in_a_scene_is_named_by_its_place(changes: dict[str, Any], place: str) -> None:
    problems: list[Problem] = []
    read_scene_rules({"scene": [{**SCENE, **changes}]}, problems)
    assert str(problems[0]).startswith(place)


def test_every_zone_and_stroke_has_its_way() -> None:
    for zone in library.catalog().body.zones.values():
        for stroke in zone.strokes.values():
            assert scene(zone.figure, zone.id, stroke, None).turns, (zone.id, stroke)


def test_the_towel_and_the_ball_are_shown_where_they_are_seen() -> None:
    assert scene("legfront", "lower-leg", "effleurage", "towel").figure == "legback"
    assert scene("sole", "heel", "sole-sweep", "ball").figure == "medial-ball"


def test_a_ball_under_the_heel_stays_under_the_heel() -> None:
    (whole,), (heel,) = (scene("sole", zone, "sole-sweep", "ball").turns[0] for zone in ("sole", "heel"))
    assert heel.mm < whole.mm / 3
    assert heel.points[0] == whole.points[0]


@pytest.mark.parametrize("zone", ["finger-base", "little-mound"])
def test_a_circle_lent_by_a_neighbor_is_drawn_in_its_own_zone(zone: str) -> None:
    [[way]] = scene("palm", zone, "palm-circle", "thumb").turns
    assert way.middle == pytest.approx(figure("palm").anchors[zone], abs=0.5)


def test_circles_lent_by_a_neighbor_move_together() -> None:
    [[inner], [outer]] = scene("legback", "calf-lower", "calf-knead", "heel").turns
    assert outer.middle[0] - inner.middle[0] == pytest.approx(55, abs=2)
    middle = [(a + b) / 2 for a, b in zip(inner.middle, outer.middle, strict=True)]
    assert middle == pytest.approx(figure("legback").anchors["calf-lower"], abs=0.5)


def test_one_toe_is_pulled_where_one_is_named() -> None:
    zone = library.catalog().body.zones["toe3"]
    assert scene("top", "toe3", zone.strokes["stroke"], "thumb").turns == (
        scene("top", "toes", "toe-pull", "thumb").turns[2],
    )


@pytest.mark.parametrize("motion", ["circles", "press"])
def test_the_outer_arch_has_ways_of_its_own(motion: str) -> None:
    zones = library.catalog().body.zones
    ways = {
        zone: scene("sole", zone, zones[zone].strokes[motion], "thumb").turns for zone in ("arch-inner", "arch-outer")
    }
    rights = {zone: [x for turn in turns for way in turn for x, _ in way.points] for zone, turns in ways.items()}
    assert max(rights["arch-outer"]) < min(rights["arch-inner"])


def test_a_part_of_a_stroke_has_the_hand_of_the_stroke() -> None:
    assert scene("palm", "finger2", "finger-2", "hand").hands == scene("palm", "fingers", "finger", "hand").hands


def test_a_circle_of_its_own_stays_where_it_is_drawn() -> None:
    [[way]] = scene("medial", "ankle-inner", "ankle-circle", "thumb").turns
    assert way == figure("medial").way("ankle-circle")


def test_an_old_score_may_name_what_is_no_longer_drawn() -> None:
    assert scene("sole", "no-such-zone", None, "hand").turns == ()
    assert scene("sole", "ball", "no-such-stroke", "hand").turns == ()


def test_a_way_has_its_true_length() -> None:
    assert read_way("M0 0l30 0l0 40", 0.5).mm == pytest.approx(35)
    circle = "M100 0c0 55.2-44.8 100-100 100c-55.2 0-100-44.8-100-100c0-55.2 44.8-100 100-100c55.2 0 100 44.8 100 100z"
    way = read_way(circle, 1)
    assert way.closed
    assert way.mm == pytest.approx(628.3, rel=0.002)


def test_a_share_of_a_way_is_a_point_on_it() -> None:
    way = read_way("M0 0l30 0l0 40", 1)
    assert [way.at(share) for share in (0, 0.25, 1)] == [pytest.approx(p, abs=1) for p in ((0, 0), (17.5, 0), (30, 40))]
    assert way.length == pytest.approx(70, abs=0.5)


def test_points_stand_at_even_distances() -> None:
    points = read_way("M0 0l10 0l90 0", 1).points
    assert [x for x, _ in points] == pytest.approx([2.5 * n for n in range(41)])


def test_every_figure_can_be_read_in_every_palette() -> None:
    assert {figure(name).h for name in figure_names()} == {1000}
    for colors in palette_colors().values():
        assert {"line", "nail", "middle", "rim_on_light", "rim_on_dark"} <= colors.keys()


def test_a_figure_of_another_name_is_not_found() -> None:
    with pytest.raises(KeyError):
        figure("../zones")
