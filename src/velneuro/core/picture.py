"""Which visualization a session has, and its words, put into the steps that are to show one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from velneuro.core.body import Body
from velneuro.core.catalog import SURPRISE, Picture
from velneuro.core.plan import PlanStep


def picture_of(asked: str | None, of_routine: str | None, pictures: Mapping[str, Picture], seed: int) -> Picture | None:
    """The picture that was asked for, else the routine's own; a surprise is chosen by the seed. None: there is none."""
    if asked == SURPRISE:
        return tuple(pictures.values())[seed % len(pictures)]
    name = asked or of_routine
    return pictures[name] if name else None


def paint(steps: tuple[PlanStep, ...], picture: Picture | None, body: Body) -> tuple[PlanStep, ...]:
    """The steps with the words of the picture; a picture step with words of its own keeps them."""
    if picture is None:
        return steps
    swaps = picture.hands if _only_hands(steps, body) else {}
    return tuple(
        _painted(step, picture, swaps) if step.step.picture and not step.step.begin else step for step in steps
    )


def _only_hands(steps: Iterable[PlanStep], body: Body) -> bool:
    return {body.zones[step.zone].limb for step in steps if step.zone} == {"hand"}


def _painted(planned: PlanStep, picture: Picture, swaps: Mapping[str, str]) -> PlanStep:
    def told(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(swaps.get(name, name) for name in names)

    words = replace(
        planned.step,
        title=picture.title,
        begin=told(picture.begin),
        during=told(picture.during(planned.seconds)),
        end=told(picture.end),
    )
    return replace(planned, step=words)
