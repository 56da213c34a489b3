"""The rules of scenes.toml, read with every mistake noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from velneuro.content.figures import figure, figure_names, is_part
from velneuro.core.catalog import TOOLS
from velneuro.core.problem import Problem, allowed_names
from velneuro.core.table import Table


@dataclass(frozen=True)
class Hand:
    """A working hand, or a thing.

    `turn` is in degrees clockwise; `way` its own, or empty for the parts of the stroke; `reach` how many of its units
    the hand lies farther on than its contact, so that the palm and not the fingers lies on the way.
    """

    name: str
    turn: float
    mirrored: bool
    way: str
    reach: float

    @property
    def is_thing(self) -> bool:
        return self.name.startswith("prop-")


@dataclass(frozen=True)
class SceneRule:
    """How a tool is shown on some views, for some strokes or (none named) for all; `small`: with more room around."""

    tool: str
    figures: tuple[str, ...]
    strokes: tuple[str, ...]
    shown: str
    hands: tuple[Hand, ...]
    within: Mapping[str, tuple[float, float]]
    small: bool


def read_scene_rules(data: object, problems: list[Problem]) -> tuple[SceneRule, ...]:
    """The rules in their order."""
    table = Table(data, "scenes.toml", "", problems)
    rules = tuple(_rule(entry) for entry in table.tables("scene"))
    table.close()
    return rules


def rule_for(rules: Sequence[SceneRule], view: str, stroke: str | None, tool: str | None) -> SceneRule | None:
    """The rule for this stroke or the stroke that it is a part of, else the one for all strokes."""
    fitting = [rule for rule in rules if rule.tool == tool and view in rule.figures]
    exact = [rule for rule in fitting if any(is_part(stroke or "", name) for name in rule.strokes)]
    return next(iter([*exact, *(rule for rule in fitting if not rule.strokes)]), None)


def _rule(entry: Table) -> SceneRule:
    views = [name for name in figure_names() if figure(name).strokes]
    figures = entry.names("figures", views)
    shown = entry.name("shown", views, "")
    rule = SceneRule(
        tool=entry.name("tool", TOOLS),
        figures=figures,
        strokes=entry.names("strokes", None, ()),
        shown=shown,
        hands=tuple(_hand(hand, [shown] if shown else figures) for hand in entry.tables("hands")),
        within=_within(entry.table("within")),
        small=entry.flag("small", False),
    )
    for view in figures:
        _check_strokes(entry, view, rule.strokes)
    entry.close()
    return rule


def _check_strokes(entry: Table, view: str, strokes: Sequence[str]) -> None:
    """A misspelled stroke would silently show the wrong hand."""
    if view not in figure_names():
        return
    for stroke in strokes:
        if not figure(view).parts(stroke):
            entry.wrong("strokes", f'"{stroke}" is not drawn on "{view}"', allowed_names(stroke, figure(view).strokes))


def _hand(entry: Table, views: Sequence[str]) -> Hand:
    workers = [name for name in figure_names() if not figure(name).strokes]
    hand = Hand(
        name=entry.name("name", workers),
        turn=entry.number("turn", -180, 180, 0),
        mirrored=entry.flag("mirrored", False),
        way=entry.text("way", ""),
        reach=entry.number("reach", -500, 500, 0),
    )
    if hand.way:
        for view in views:
            entry.name("way", figure(view).strokes if view in figure_names() else ())
    entry.close()
    return hand


def _within(table: Table) -> dict[str, tuple[float, float]]:
    return {zone: _shares(table.table(zone)) for zone in table.names_given()}


def _shares(entry: Table) -> tuple[float, float]:
    start, end = entry.number("from", 0, 1), entry.number("to", 0, 1)
    if start >= end:
        entry.wrong("to", f"{end:g} is not after {start:g}", "write two shares of the way, the smaller one as from")
    entry.close()
    return start, end
