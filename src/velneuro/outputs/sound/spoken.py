"""Every sentence that a guide may have to say, as it is said: the list for who reads them aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from velneuro.core.body import SIDES
from velneuro.core.catalog import Catalog
from velneuro.core.routine import Routine, Step
from velneuro.core.saying import with_others
from velneuro.core.timeline import POOLS, STROKE_POOLS, UNPACED
from velneuro.core.voice import Voice


@dataclass(frozen=True)
class Spoken:
    """A sentence by the id of its clip, with the side spelled out."""

    sentence: str
    text: str


def spoken(voice: Voice) -> tuple[Spoken, ...]:
    """All sentences of a voice, in the order of its file."""
    return tuple(line for name in voice.sentences for line in _lines(voice, name))


def spoken_in(voice: Voice, routines: tuple[Routine, ...], catalog: Catalog) -> tuple[Spoken, ...]:
    """The sentences that some session of these routines can need, with their own pictures, in the order of the file."""
    needed = {name for routine in routines for step in routine.steps for name in _names(step, voice, catalog)}
    for picture in {routine.picture for routine in routines if routine.picture}:
        needed.update(catalog.pictures[picture].sentences())
    needed = with_others(needed, catalog.said_when)
    return tuple(line for name in voice.sentences if name in needed for line in _lines(voice, name))


def _lines(voice: Voice, name: str) -> Iterator[Spoken]:
    for number, phrasing in enumerate(voice.sentences[name], 1):
        if "{side}" not in phrasing:
            yield Spoken(f"{name}.{number}", phrasing)
            continue
        for side in SIDES:
            yield Spoken(f"{name}.{number}.{side}", phrasing.replace("{side}", voice.sides[side]))


def _names(step: Step, voice: Voice, catalog: Catalog) -> Iterator[str]:
    """What the guide may say in a step, whichever of its techniques is taken and however soft it is made."""
    yield from (*step.begin, *step.during, *step.end)
    for technique in (catalog.techniques[name] for name in step.techniques):
        yield from technique.said_to(step.giver)
        if technique.contact != "none":
            yield from (f"pressure.{level}" for level in range(step.pressure + 1))
        topic = POOLS.get(technique.motion, "" if technique.motion in UNPACED else STROKE_POOLS[step.giver])
        yield from voice.pool(topic) if topic else ()
