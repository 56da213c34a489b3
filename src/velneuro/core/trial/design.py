"""The design of one person's trial: how the nights are dealt to two ways of doing it, fixed before the first night."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from velneuro.core.problem import Problem

SCHEMES = ("pairs", "runs", "free", "factorial", "start")
USUAL_BLOCK = {"pairs": 2, "runs": 1, "free": 1, "factorial": 1, "start": 5}
MOST_NIGHTS, MOST_BLOCK, MOST_RUN_IN = 400, 60, 60
ALPHA = 0.05
LOOKS = ("end", "three", "any_time")
# With these, what was dealt up to a whole group says nothing of the groups to come.
IN_GROUPS = {"pairs": 2, "factorial": 4}


@dataclass(frozen=True)
class Design:
    """What is dealt. Nights are counted from 1; the nights of the run-in come before them and are not dealt.

    `scheme` pairs: two blocks of `block` nights, one of each arm, in random order, again and again.
    `runs`: as many blocks of each arm, never more than `max_run` alike in a row. `free`: as many of each, in any order.
    `factorial`: in every four blocks the four combinations of two things, in random order; `arms` names the two things.
    `start`: the first arm, and from a random night on the second one; at least `block` nights of each.
    The effect is the second arm minus the first. `exposure_before` is z_0 of the model: 0 when the second arm was not
    used before the trial, 0.5 when both arms are something that is done.
    `outcome` is what the score is of, as the answer's sentences call it.
    `looks` is one of LOOKS or the nights after which one looks.
    """

    scheme: str = "pairs"
    nights: int = 40
    block: int = 2
    max_run: int = 0
    arms: tuple[str, str] = ("A", "B")
    run_in: int = 0
    looks: str | tuple[int, ...] = "end"
    scale: tuple[float, float] = (0.0, 10.0)
    lower_is_better: bool = True
    exposure_before: float = 0.0
    outcome: str = "score"

    @property
    def span(self) -> float:
        """From the least to the most possible score."""
        return self.scale[1] - self.scale[0]

    @property
    def compares(self) -> bool:
        """Whether both arms are something that is done: one may be better, but none is a help beside nothing."""
        return self.exposure_before > 0

    @property
    def group(self) -> int:
        """The nights that are dealt together; the trial is a whole number of such groups."""
        if self.scheme == "start":
            return 1
        return self.block * IN_GROUPS.get(self.scheme, 2)

    @property
    def arm_names(self) -> tuple[str, ...]:
        """What can stand in the arm column: two names, or the four combinations of a factorial."""
        first, second = self.arms
        if self.scheme == "factorial":
            return "neither", first, second, f"{first}+{second}"
        return self.arms


def design_problems(design: Design, place: str) -> Iterator[Problem]:
    """Everything that keeps such nights from being dealt, each with its place and how to mend it."""
    if len(set(design.arm_names)) < len(design.arm_names):
        yield Problem(f"{place}:arms", "two names are alike", "give each arm its own name")
    if design.span <= 0:
        yield Problem(f"{place}:scale", "the most is not above the least", "write the least score first")
    yield from _length_problems(design, place)
    yield from _run_problems(design, place)


def _length_problems(design: Design, place: str) -> Iterator[Problem]:
    if design.nights % design.group:
        lower = design.nights - design.nights % design.group
        near = " or ".join(str(nights) for nights in (lower, lower + design.group) if nights)
        what = f"{design.nights} nights are not a whole number of {design.group}"
        yield Problem(f"{place}:nights", what, f"use {near} nights")
    if design.scheme == "start" and design.nights < 2 * design.block:
        what = f"{design.nights} nights leave no room for {design.block} before and after the start"
        yield Problem(f"{place}:nights", what, f"use {2 * design.block} nights or more")


def _run_problems(design: Design, place: str) -> Iterator[Problem]:
    if design.scheme == "runs" and design.max_run < 1:
        yield Problem(f"{place}:max_run", "is missing", "add max_run, how many blocks alike may follow one another")
    if design.scheme != "runs" and design.max_run:
        yield Problem(f"{place}:max_run", f"means nothing with {design.scheme}", 'remove it, or use scheme = "runs"')
