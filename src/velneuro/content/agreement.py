"""Names that files of the content share: zones, figures, scenes, techniques, routines. Each that fails is a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from velneuro.content.figures import figure, figure_names
from velneuro.content.scene_rules import SceneRule, rule_for
from velneuro.core.body import Body, Zone
from velneuro.core.catalog import Catalog, Technique
from velneuro.core.problem import Problem, allowed_names
from velneuro.core.routine import Routine


def check_agreement(catalog: Catalog, rules: Sequence[SceneRule], problems: list[Problem]) -> None:
    """Note every zone that is not drawn, every drawn one that is no zone, and every technique that no picture shows."""
    for number, zone in enumerate(catalog.body.zones.values(), 1):
        problems.extend(_zone_problems(zone, f"zones.toml:zone[{number}]", catalog.body))
    problems.extend(_drawn_problems(catalog.body))
    for number, rule in enumerate(rules, 1):
        problems.extend(_unknown(rule.within, f"scenes.toml:scene[{number}].within", catalog.body))
    if problems:
        # Every technique would be reported again for the figure that is missing.
        return
    for number, technique in enumerate(catalog.techniques.values(), 1):
        problems.extend(
            _technique_problems(technique, f"techniques.toml:technique[{number}].tool", catalog.body, rules)
        )


def check_routine(
    routine: Routine, file: str, catalog: Catalog, rules: Sequence[SceneRule], problems: list[Problem]
) -> None:
    """Note every technique of a routine that no picture shows where the step uses it."""
    for number, step in enumerate(routine.steps, 1):
        zone = catalog.body.zones.get(step.zone or "")
        for name in step.techniques if zone else ():
            technique = catalog.techniques.get(name)
            if zone and technique and technique.tool and not _shown(zone, technique, rules):
                mend = f'choose another technique, or add a scene with tool = "{technique.tool}" to scenes.toml'
                problems.append(
                    Problem(f"{file}:step[{number}].techniques", f'no picture shows "{name}" on "{zone.id}"', mend)
                )


def _zone_problems(zone: Zone, place: str, body: Body) -> Iterator[Problem]:
    yield from _unknown(zone.parts, f"{place}.parts", body)
    yield from _unknown((zone.soft,) if zone.soft else (), f"{place}.soft", body)
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


def _unknown(names: Iterable[str], place: str, body: Body) -> Iterator[Problem]:
    for name in names:
        if name not in body.zones:
            yield Problem(place, f'"{name}" is not known', allowed_names(name, body.zones))


def _drawn_problems(body: Body) -> Iterator[Problem]:
    """A tap on a region that is no zone would lead nowhere."""
    drawn = {region: name for name in figure_names() for region in figure(name).anchors}
    for region, name in drawn.items():
        if region not in body.zones:
            mend = f'add a [[zone]] with id = "{region}", or draw the figures again without it'
            yield Problem("zones.toml:zone", f'"{region}" of figure "{name}" is missing', mend)


def _technique_problems(technique: Technique, place: str, body: Body, rules: Sequence[SceneRule]) -> Iterator[Problem]:
    moved = (zone for zone in body.zones.values() if technique.motion == "still" or technique.motion in zone.strokes)
    if technique.tool and not any(_shown(zone, technique, rules) for zone in moved):
        what = f'no hand is drawn for "{technique.tool}"'
        yield Problem(place, what, f'add a scene with tool = "{technique.tool}" to scenes.toml')


def _shown(zone: Zone, technique: Technique, rules: Sequence[SceneRule]) -> bool:
    return rule_for(rules, zone.figure, zone.strokes.get(technique.motion), technique.tool) is not None
