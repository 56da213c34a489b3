"""How a routine of anybody begins and ends: with leave to stop, a look at the skin, shoes, and a careful rise."""

from __future__ import annotations

import json
from collections.abc import Iterator

from velneuro.content import library
from velneuro.core.catalog import Catalog
from velneuro.core.problem import Problem
from velneuro.core.routine import Routine, Step

SETTLE = ("settle",)
# Where the guide asks for a look at the feet: most routines do it in their last step, one in a step before the touch.
LOOKS = frozenset(
    {"close.look", "back.look", "burn-close.look", "one-close.look", "give-close.look", "morning-look.begin"}
)


def ends_problems(routine: Routine, file: str, catalog: Catalog) -> Iterator[Problem]:
    """What is missing at the beginning, at the end, and of the look at the feet."""
    if not routine.steps:
        return
    opening, ending = routine.steps[0], routine.steps[-1]
    openings, endings = library_openings(opening.giver), library_endings(routine, catalog)
    if not any(_opens_like(opening, known) for known in openings):
        yield Problem(f"{file}:step[1]", "does not settle the person", f"open with {_written(openings[0])}")
    if not any(_ends_like(ending, known) for known in endings):
        place = f"{file}:step[{len(routine.steps)}]"
        yield Problem(place, "does not bring the person back safely", f"end with {_written(endings[0])}")
    elif "foot" in limbs(routine, catalog) and not any(is_look(step) for step in routine.steps):
        mend = f"end with {_written(next(known for known in endings if is_look(known)))}"
        yield Problem(f"{file}:step[{len(routine.steps)}]", "has no look at the feet", mend)


def library_openings(giver: str) -> list[Step]:
    """How the routines of the library open for those hands, the usual one first."""
    opened = [routine.steps[0] for routine in _library(giver)]
    return sorted(opened, key=lambda step: (step.begin[0] not in ("settle.begin", "give.begin"), step.least))


def library_endings(routine: Routine, catalog: Catalog) -> list[Step]:
    """The library's last steps for the limbs and the hands of a routine: those with a look first, then the nearest."""
    touched, giver = limbs(routine, catalog), routine.steps[-1].giver
    known = [(limbs(other, catalog), other.steps[-1]) for other in _library(giver)]
    fitting = [(whole, step) for whole, step in known if touched <= whole]
    # Nothing of the library has a helper at both feet and hands: what makes a fall likely are the feet.
    fitting = fitting or [(whole, step) for whole, step in known if touched - {"hand"} <= whole]
    fitting.sort(key=lambda pair: (len(pair[0] - touched), "close.wipe" not in pair[1].begin))
    if "foot" in touched:
        fitting.sort(key=lambda pair: not is_look(pair[1]))
    return [step for _, step in fitting]


def only_look(routine: Routine) -> frozenset[str]:
    """The step that must stay in a routine since it alone asks for a look at the feet; none where the ending does."""
    looks = [step.id for step in routine.steps if is_look(step)]
    return frozenset(looks[:1]) if routine.steps and routine.steps[-1].id not in looks else frozenset()


def is_look(step: Step) -> bool:
    """Whether it always asks for a look at the feet: it is there however short the session is."""
    return step.zone is None and step.rank == 1 and not LOOKS.isdisjoint(step.begin)


def limbs(routine: Routine, catalog: Catalog) -> frozenset[str]:
    """Which of foot, leg and hand it touches; an unknown zone is told elsewhere."""
    zones = {step.zone for step in routine.steps if step.zone in catalog.body.zones}
    return frozenset(
        catalog.body.zones[leaf].limb for zone in zones if zone is not None for leaf in catalog.body.leaves(zone)
    )


def _library(giver: str) -> list[Routine]:
    routines = (library.routine(name) for name in library.routine_names())
    return [routine for routine in routines if routine.steps[0].giver == giver]


def _opens_like(step: Step, known: Step) -> bool:
    return _is_quiet(step, known) and step.begin[:1] == known.begin[:1]


def _ends_like(step: Step, known: Step) -> bool:
    return _is_quiet(step, known) and step.begin == known.begin


def _is_quiet(step: Step, known: Step) -> bool:
    """It is there however short the session is, and long enough for what is said."""
    is_calm = step.zone is None and step.techniques == SETTLE and not step.picture
    return is_calm and step.rank == 1 and step.least >= known.least


def _written(step: Step) -> str:
    return f'techniques = ["settle"], rank = 1, least = {step.least}, begin = {json.dumps(step.begin)}, without a zone'
