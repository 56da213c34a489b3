"""A routine as its author meant it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LEAST_MINUTES = 3
MOST_MINUTES = 45


@dataclass(frozen=True)
class Step:
    """One step of a routine; times are seconds for one side, `weight` is its share of the time.

    `giver` is the routine's: whose hands work, and to whom the guide speaks. `quiet` says why the guide adds no words
    of its own in this step, however long the silence becomes; empty where it does.
    """

    id: str
    title: str
    turn: str
    zone: str | None
    techniques: tuple[str, ...]
    pressure: int
    weight: int
    least: int
    most: int
    rank: int
    picture: bool
    why: str
    begin: tuple[str, ...]
    during: tuple[str, ...]
    end: tuple[str, ...]
    giver: str = "self"
    quiet: str = ""


@dataclass(frozen=True)
class Routine:
    """A routine; `minutes` is its usual length, `supplies` what is good to have.

    `picture` is the visualization of its picture steps, unless the person chose one; None where it has no such step.
    `say` holds the sentences that it brings along, each with its phrasings.
    """

    name: str
    title: str
    purpose: str
    for_whom: str
    not_for: str
    minutes: int
    supplies: tuple[str, ...]
    picture: str | None
    steps: tuple[Step, ...]
    say: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
