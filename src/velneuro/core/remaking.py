"""A routine made of another one: parts left out, moved, or given more or less of the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from velneuro.core.routine import Routine, Step
from velneuro.core.routine_file import LONGEST_S, takes_the_rest

MOST_WEIGHT = 100
# How many times its share a part gets. Its longest time grows along, but never where thumbs press on a spot.
TIMES: Mapping[str, float] = {"less": 0.5, "same": 1, "more": 2, "most": 4}


@dataclass(frozen=True)
class Part:
    """A step on the bench: whether it is in, how its time changes (one of TIMES), and whether it has to stay.

    `fixed`: it also keeps its place; so do the first and the last, which settle and which bring a person back safely.
    """

    step: Step
    is_in: bool = True
    time: str = "same"
    stays: bool = False
    fixed: bool = False


def parts_of(
    routine: Routine, source: Routine | None = None, staying: frozenset[str] = frozenset()
) -> tuple[Part, ...]:
    """The parts of a routine, and before its last one those of `source`, which it was made from, that it left out.

    `staying` names the steps that must not be left out, besides those that no routine is without.
    """
    own = [_part(step, routine.steps, staying) for step in routine.steps]
    there = {step.id for step in routine.steps}
    left_out = [
        Part(step, is_in=False)
        for step in (source.steps[1:-1] if source else ())
        if step.id not in there and step.giver == routine.steps[0].giver
    ]
    return (*own[:-1], *left_out, *own[-1:])


def _part(step: Step, steps: Sequence[Step], staying: frozenset[str]) -> Part:
    is_end = step in (steps[0], steps[-1])
    takers = [other for other in steps if takes_the_rest(other)]
    return Part(step, stays=is_end or takers == [step] or step.id in staying, fixed=is_end)


def arranged(parts: Sequence[Part], order: Iterable[str]) -> tuple[Part, ...]:
    """The parts in the order of their ids; what it does not name keeps its place after the others, the ends theirs."""
    places = {name: place for place, name in enumerate(order)}
    middle = sorted((part for part in parts if not part.fixed), key=lambda part: places.get(part.step.id, len(places)))
    free = iter(middle)
    return tuple(part if part.fixed else next(free) for part in parts)


def moved(parts: Sequence[Part], step_id: str, by: int) -> tuple[Part, ...]:
    """One part by one place up (-1) or down (+1); a part at the end of its way stays."""
    order = [part.step.id for part in parts if not part.fixed]
    if step_id in order:
        place = order.index(step_id)
        order.insert(max(place + by, 0), order.pop(place))
    return arranged(parts, order)


def remade(routine: Routine, parts: Sequence[Part], pointed: Iterable[str]) -> Routine:
    """The routine of these parts. `pointed` names the steps where thumbs or knuckles press: they never stay longer."""
    kept = [part for part in parts if part.is_in or part.stays]
    weights = _weights(kept)
    slow = frozenset(pointed)
    steps = tuple(_timed(part, weight, slow) for part, weight in zip(kept, weights, strict=True))
    said = {name for step in steps for name in (*step.begin, *step.during, *step.end)}
    say = {name: phrasings for name, phrasings in routine.say.items() if name in said}
    return replace(routine, steps=steps, say=say)


def _weights(parts: Sequence[Part]) -> list[int]:
    """Whole numbers; where a half is lost by that, all are doubled, so that the shares stay."""
    shares = [part.step.weight * TIMES[part.time] for part in parts]
    if any(share != int(share) for share in shares) and max(shares) * 2 <= MOST_WEIGHT:
        shares = [share * 2 for share in shares]
    return [min(max(round(share), 1), MOST_WEIGHT) for share in shares]


def _timed(part: Part, weight: int, pointed: frozenset[str]) -> Step:
    times = TIMES[part.time]
    grows = times > 1 and part.step.id not in pointed
    most = min(round(part.step.most * times), LONGEST_S) if grows else part.step.most
    return replace(part.step, weight=weight, most=most)
