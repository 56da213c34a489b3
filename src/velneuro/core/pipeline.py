"""How a session comes about. Reads like the manual: fit, limit, share, paint, word, speak."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from velneuro.core.catalog import Catalog
from velneuro.core.fit import fit
from velneuro.core.person import Person
from velneuro.core.picture import paint, picture_of
from velneuro.core.plan import Plan, PlanStep, share_out
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.routine import LEAST_MINUTES, MOST_MINUTES, Routine
from velneuro.core.safety import Restriction, advice, limit, refusal, restrictions, spare_spots
from velneuro.core.saying import BARE, LOTION, limb_facts, true_words
from velneuro.core.step import Change
from velneuro.core.timeline import Timeline, speak
from velneuro.core.voice import Voice

MOST_SEED = 2**63 - 1
SCENTED = "lavender"


@dataclass(frozen=True)
class Session:
    """A compiled session; a refused plan has no timeline."""

    plan: Plan
    timeline: Timeline | None


def compile_session(
    routine: Routine,
    person: Person,
    catalog: Catalog,
    voice: Voice,
    minutes: int,
    seed: int,
    measure: Callable[[str, str], int] | None = None,
) -> Session:
    """A routine and a person to a plan and a timeline. Same inputs and seed, same output, to the byte.

    `minutes` is 3 to 45, `seed` chooses the phrasings, `measure` gives the length in milliseconds of a sentence,
    by its id and its text (the voice's own estimate when nobody has measured it). Raises InputRefused for minutes or
    seed out of range.
    """
    plan = compile_plan(routine, person, catalog, minutes, seed)
    if plan.refused:
        return Session(plan, None)
    told = voice.bringing(routine.say)
    return Session(plan, speak(plan, catalog, told, measure or told.estimate_ms))


def compile_plan(routine: Routine, person: Person, catalog: Catalog, minutes: int, seed: int) -> Plan:
    """The plan alone: what is done for how long, how hard, and why. Raises InputRefused like compile_session."""
    refuse_if_any([*check_minutes(minutes), *check_seed(seed)])
    told = advice(person, catalog)
    refused = refusal(person, catalog)
    if refused:
        return Plan(routine.name, minutes, seed, refused, (), (), told, (), frozenset())
    rules = restrictions(person, catalog)
    fitted = fit(routine, person, catalog)
    limited = spare_spots(tuple(limit(draft, rules, catalog) for draft in fitted), catalog)
    steps, changes = share_out(limited, minutes * 60, any(rule.light for rule in rules), catalog)
    picture = picture_of(person.picture, routine.picture, catalog.pictures, seed)
    painted = paint(steps, picture, catalog.body)
    true = _facts(person, painted, catalog)
    worded = tuple(_worded(step, true, catalog) for step in painted)
    supplies, scent = _supplies(routine, rules)
    return Plan(routine.name, minutes, seed, None, worded, changes + scent, told, supplies, true)


def _facts(person: Person, steps: tuple[PlanStep, ...], catalog: Catalog) -> frozenset[str]:
    """What is true of tonight: the limbs that are cared for, whether lotion is used, whether the skin is seen."""
    techniques = [catalog.techniques[step.technique] for step in steps]
    has_lotion = any(LOTION in technique.uses for technique in techniques)
    is_bare = not any(technique.over_cloth for technique in techniques)
    things = {LOTION: has_lotion, BARE: is_bare}
    return limb_facts(person.limbs) | frozenset(fact for fact, is_true in things.items() if is_true)


def _worded(planned: PlanStep, true: frozenset[str], catalog: Catalog) -> PlanStep:
    step = planned.step
    begin, during, end = (true_words(names, true, catalog.said_when) for names in (step.begin, step.during, step.end))
    return replace(planned, step=replace(step, begin=begin, during=during, end=end))


def check_minutes(minutes: int) -> Iterable[Problem]:
    """A problem when the minutes are out of range."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        yield Problem(
            "minutes", f"{minutes} is out of range", f"use a whole number from {LEAST_MINUTES} to {MOST_MINUTES}"
        )


def check_seed(seed: int) -> Iterable[Problem]:
    """A problem when the seed is out of range."""
    if not 0 <= seed <= MOST_SEED:
        yield Problem("seed", f"{seed} is out of range", f"use a whole number from 0 to {MOST_SEED}")


def _supplies(routine: Routine, rules: tuple[Restriction, ...]) -> tuple[tuple[str, ...], tuple[Change, ...]]:
    """What to have ready; scent is left out where the skin or the nose would mind."""
    against = [rule for rule in rules if rule.no_scent]
    if not against or SCENTED not in routine.supplies:
        return routine.supplies, ()
    kept = tuple(name for name in routine.supplies if name != SCENTED)
    return kept, tuple(Change(rule.cause, "skip", SCENTED, rule.reason) for rule in against)
