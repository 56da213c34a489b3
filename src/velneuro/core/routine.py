"""A routine as its author meant it."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_MINUTES = 3
MOST_MINUTES = 45


@dataclass(frozen=True)
class Step:
    """One step of a routine; times are seconds for one side, `weight` is its share of the time."""

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


@dataclass(frozen=True)
class Routine:
    """A routine; `minutes` is its usual length, `supplies` what is good to have."""

    name: str
    title: str
    purpose: str
    for_whom: str
    not_for: str
    minutes: int
    supplies: tuple[str, ...]
    steps: tuple[Step, ...]
