"""Marks as plain values: by place, then by kind. Only leaf places are marked, so that every picture agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from velneuro.core.body import SIDES, Body
from velneuro.core.catalog import KINDS

Felt = Mapping[str, int]  # kind to level, 0 to 10
Marks = Mapping[str, Felt]  # leaf place to what is felt there
Value = TypeVar("Value")


def feel(marks: Marks) -> list[dict[str, Any]]:
    """Marks in the shape of a person file, without those that say 0: there is nothing to be careful about."""
    return [
        {"zone": place, "kind": kind, "level": felt[kind]}
        for place, felt in marks.items()
        for kind in KINDS
        if felt.get(kind)
    ]


def marks_of(entries: Iterable[Mapping[str, Any]], body: Body) -> dict[str, dict[str, int]]:
    """Entries of a person file on leaf places; where areas overlap the stronger one counts."""
    marks: dict[str, dict[str, int]] = {}
    for entry in entries:
        for leaf in in_order(body.leaf_places(entry["zone"]), body):
            felt = marks.setdefault(leaf, {})
            felt[entry["kind"]] = max(entry["level"], felt.get(entry["kind"], 0))
    return marks


def in_order(places: Iterable[str], body: Body) -> list[str]:
    """Places in the order of the content."""
    wanted = set(places)
    return [place for place in body.places if place in wanted]


def gathered(values: Mapping[str, Value], body: Body) -> Iterator[tuple[str, Value]]:
    """The same values by the largest areas that have one value throughout: ten toes become two rows."""
    left = dict(values)
    for place in _large_first(body):
        leaves = body.leaf_places(place)
        if leaves <= left.keys() and all(left[leaf] == left[next(iter(leaves))] for leaf in leaves):
            yield place, left[next(iter(leaves))]
            for leaf in leaves:
                del left[leaf]


def _large_first(body: Body) -> list[str]:
    """Left before right, as on the page, then large areas before small ones."""
    zones = sorted(body.zones, key=lambda zone: -len(body.leaves(zone)))
    return [f"{side}-{zone}" for side in reversed(SIDES) for zone in zones]


def opposite(place: str) -> str:
    """The same zone on the other side."""
    side, _, zone = place.partition("-")
    return f"{'right' if side == 'left' else 'left'}-{zone}"


def worst(felt: Felt) -> int:
    """The strongest level, 0 when there is none."""
    return max(felt.values(), default=0)
