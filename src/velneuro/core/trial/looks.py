"""Planned looks: when one may look before the end, and how strict each look is.

p at look k comes from the schedules up to that night; a claim needs p <= alpha_k. The alphas add up to 0.05, so a false
claim has at most that probability whatever depends on whatever (union bound). A look can claim nothing before p can be
as small as its alpha, which is from 8 pairs on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from velneuro.core.problem import Problem
from velneuro.core.trial.design import ALPHA, IN_GROUPS, Design
from velneuro.core.trial.schedules import least_p

SPLITS = {1: (ALPHA,), 2: (0.015, 0.035), 3: (0.010, 0.015, 0.025)}
FIRST, SECOND = 0.52, 0.76  # of the pairs: 8 and 11 of 14, 11 and 16 of 21
LEAST_GROUPS = 8


@dataclass(frozen=True)
class Look:
    """The number of nights after which one looks, and the p that a claim needs then."""

    night: int
    alpha: float


def planned_looks(design: Design) -> tuple[Look, ...]:
    """The looks of a design, the last one at its end. With the evidence meter there is one, and it is always."""
    nights = design.looks if isinstance(design.looks, tuple) else _usual(design)
    return tuple(Look(night, alpha) for night, alpha in zip(nights, SPLITS[len(nights)], strict=True))


def look_nights(design: Design) -> tuple[int, ...]:
    """After how many nights one looks, the last time at the end."""
    return tuple(look.night for look in planned_looks(design))


def _usual(design: Design) -> tuple[int, ...]:
    groups = design.nights // design.group
    if design.looks != "three" or groups <= LEAST_GROUPS:
        return (design.nights,)
    if math.ceil(FIRST * groups) < LEAST_GROUPS:
        return LEAST_GROUPS * design.group, design.nights
    return *(math.ceil(share * groups) * design.group for share in (FIRST, SECOND)), design.nights


def look_problems(design: Design, place: str) -> Iterator[Problem]:
    """What is wrong with the looks of a design whose nights are right."""
    if design.looks != "end" and design.scheme not in IN_GROUPS:
        yield Problem(f"{place}:looks", f"{design.scheme} can only be read at its end", 'use looks = "end"')
    elif design.looks == "any_time" and design.scheme != "pairs":
        yield Problem(f"{place}:looks", "the evidence meter needs pairs", 'use looks = "end" or scheme = "pairs"')
    elif isinstance(design.looks, tuple):
        yield from _own_looks(design, design.looks, place)


def _own_looks(design: Design, nights: tuple[int, ...], place: str) -> Iterator[Problem]:
    if len(nights) not in SPLITS or list(nights) != sorted(set(nights)) or nights[-1] != design.nights:
        yield Problem(f"{place}:looks", "these nights do not fit", f"write 1 to 3 nights, the last one {design.nights}")
        return
    for look in planned_looks(design):
        if look.night % design.group or look.night <= 0:
            yield Problem(f"{place}:looks", f"{look.night} is not a multiple of {design.group}", "use whole groups")
        elif least_p(replace(design, nights=look.night)) > look.alpha:
            what = f"after {look.night} nights p cannot be as small as {look.alpha:g}"
            yield Problem(f"{place}:looks", what, f"look after {LEAST_GROUPS * design.group} nights or later")


def alpha_after(design: Design, nights: int) -> float:
    """The p that a claim needs after so many nights; 0 when this is no night to look, so that nothing is claimed."""
    if design.looks == "any_time":
        return ALPHA
    return next((look.alpha for look in planned_looks(design) if look.night == nights), 0.0)
