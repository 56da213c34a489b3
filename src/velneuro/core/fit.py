"""Fit a routine to a person: sides, techniques the hands can do with what is at hand, more weight where it is worst."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from velneuro.core.body import SIDES
from velneuro.core.catalog import Catalog, Technique
from velneuro.core.person import Person
from velneuro.core.routine import Routine, Step
from velneuro.core.saying import BARE, LOTION, limb_facts, true_words
from velneuro.core.step import Draft, changed

# An unanswered question about the hands leaves the flat hand; about things at hand, nothing.
CAREFUL_HANDS = frozenset({"heel"})
CAREFUL_THINGS: frozenset[str] = frozenset()
# Where touch hurts, more time would be more harm; all other kinds call for more time.
MORE_TIME_FOR = ("pain", "tingling", "numbness", "burning")


def fit(routine: Routine, person: Person, catalog: Catalog) -> tuple[Draft, ...]:
    """One draft per step and side, in the order in which they are done; what cannot be done is marked skipped."""
    return tuple(_fit_to(person, draft, catalog) for draft in _in_order(routine, catalog))


def _in_order(routine: Routine, catalog: Catalog) -> Iterator[Draft]:
    """Consecutive steps of one turn are all done on one side, then all on the other."""
    for _, group in groupby(routine.steps, key=lambda step: (step.zone is None, step.turn)):
        steps = tuple(group)
        for side in SIDES if steps[0].zone else (None,):
            yield from (_draft(step, side, catalog) for step in steps)


def _draft(step: Step, side: str | None, catalog: Catalog) -> Draft:
    leaves = catalog.body.leaf_places(f"{side}-{step.zone}") if step.zone else frozenset[str]()
    return Draft(step, side, leaves, step.techniques, step.pressure if step.zone else 0, step.weight, step.most)


def _fit_to(person: Person, draft: Draft, catalog: Catalog) -> Draft:
    if draft.step.picture and person.visualization is False:
        return replace(changed(draft, "picture", "skip", catalog.reasons["no-picture"]), skipped=True)
    if not _may_touch(person, draft, catalog) or not _may_speak(person, draft, catalog):
        return replace(changed(draft, "limbs", "skip", catalog.reasons["limbs"]), skipped=True)
    return _weigh(person, _choose(person, draft, catalog), catalog)


def _may_touch(person: Person, draft: Draft, catalog: Catalog) -> bool:
    if person.limbs is None or draft.zone is None:
        return True
    return catalog.body.limb_places(draft.place) <= person.limbs


def _may_speak(person: Person, draft: Draft, catalog: Catalog) -> bool:
    """A step of words that opens with nothing but limbs that are left out would be a heading over silence."""
    opening = draft.step.begin if draft.zone is None else ()
    true = limb_facts(person.limbs) | {LOTION, BARE}
    return not opening or bool(true_words(opening, true, catalog.said_when))


def _choose(person: Person, draft: Draft, catalog: Catalog) -> Draft:
    """Keep the techniques that this person can do, in the author's order."""
    hands = CAREFUL_HANDS if person.hands is None else person.hands
    if draft.step.giver == "helper":
        hands |= {"helper"}
    have = CAREFUL_THINGS if person.have is None else person.have
    all_of_them = [catalog.techniques[name] for name in draft.techniques]
    able = [technique for technique in all_of_them if _any_of(technique.needs, hands)]
    possible = [technique for technique in able if _any_of(technique.uses, have)]
    if not possible:
        cause = "have" if able else "hands"
        return replace(changed(draft, cause, "skip", catalog.reasons[f"no-{cause}"]), techniques=(), skipped=True)
    chosen = replace(draft, techniques=tuple(technique.id for technique in possible))
    return _say_swap(chosen, all_of_them[0], able, catalog)


def _any_of(wanted: tuple[str, ...], given: frozenset[str]) -> bool:
    return not wanted or bool(given.intersection(wanted))


def _say_swap(draft: Draft, first: Technique, able: list[Technique], catalog: Catalog) -> Draft:
    if draft.techniques[0] == first.id:
        return draft
    cause = "have" if first in able else "hands"
    return changed(draft, cause, "swap", catalog.reasons[cause])


def _weigh(person: Person, draft: Draft, catalog: Catalog) -> Draft:
    """A step on a place of level L gets 1 + L/10 times its weight (our choice)."""
    levels = [
        feeling.level
        for feeling in person.feelings or ()
        if feeling.kind in MORE_TIME_FOR and draft.leaves & catalog.body.leaf_places(feeling.place)
    ]
    worst = max(levels, default=0)
    if draft.skipped or not worst:
        return draft
    return replace(changed(draft, "map", "more", catalog.reasons["map"]), weight=draft.weight * (1 + worst / 10))
