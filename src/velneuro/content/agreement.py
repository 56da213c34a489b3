"""Names that two files of the content share: zones and figures, techniques and scenes. Each that fails is a problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from velneuro.content.figures import figure, figure_names
from velneuro.content.scene_rules import SceneRule, rule_for
from velneuro.core.body import Body, Zone
from velneuro.core.catalog import Catalog, Technique
from velneuro.core.problem import Problem, allowed_names


def check_agreement(catalog: Catalog, rules: Sequence[SceneRule], problems: list[Problem]) -> None:
    """Note every zone that is not drawn and every technique that no picture shows."""
    for number, zone in enumerate(catalog.body.zones.values(), 1):
        problems.extend(_zone_problems(zone, f"zones.toml:zone[{number}]", catalog.body))
    if problems:
        # Every technique would be reported again for the figure that is missing.
        return
    for number, technique in enumerate(catalog.techniques.values(), 1):
        problems.extend(
            _technique_problems(technique, f"techniques.toml:technique[{number}].tool", catalog.body, rules)
        )


def _zone_problems(zone: Zone, place: str, body: Body) -> Iterator[Problem]:
    unknown = [part for part in zone.parts if part not in body.zones]
    for part in unknown:
        yield Problem(f"{place}.parts", f'"{part}" is not known', allowed_names(part, body.zones))
    if zone.figure not in figure_names():
        yield Problem(f"{place}.figure", f'"{zone.figure}" is not drawn', allowed_names(zone.figure, figure_names()))
        return
    drawn = figure(zone.figure)
    if not zone.parts and zone.id not in drawn.anchors:
        yield Problem(
            f"{place}.id", f'"{zone.id}" is no region of "{drawn.name}"', allowed_names(zone.id, drawn.anchors)
        )
    for motion, stroke in zone.strokes.items():
        if not drawn.parts(stroke):
            mend = allowed_names(stroke, drawn.strokes)
            yield Problem(f"{place}.strokes.{motion}", f'"{stroke}" is not drawn on "{drawn.name}"', mend)


def _technique_problems(technique: Technique, place: str, body: Body, rules: Sequence[SceneRule]) -> Iterator[Problem]:
    moved = (zone for zone in body.zones.values() if technique.motion == "still" or technique.motion in zone.strokes)
    if technique.tool and not any(_shown(zone, technique, rules) for zone in moved):
        what = f'no hand is drawn for "{technique.tool}"'
        yield Problem(place, what, f'add a scene with tool = "{technique.tool}" to scenes.toml')


def _shown(zone: Zone, technique: Technique, rules: Sequence[SceneRule]) -> bool:
    return rule_for(rules, zone.figure, zone.strokes.get(technique.motion), technique.tool) is not None
