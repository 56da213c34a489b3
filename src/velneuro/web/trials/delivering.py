"""Tonight's way as a session: the routine, its minutes, and what is changed in the person's answers for it."""

from __future__ import annotations

from typing import Any

from velneuro.content.library import catalog, routine, routine_names
from velneuro.content.trial_questions import Way, trial_questions
from velneuro.core.pipeline import compile_plan
from velneuro.core.plan import Plan
from velneuro.core.routine import Routine
from velneuro.web.people.models import Person
from velneuro.web.people.questions import Answers
from velneuro.web.practice.composing import PREVIEW_SEED, told
from velneuro.web.practice.gating import Offer
from velneuro.web.trials.models import Trial
from velneuro.web.trials.running import gate_path


def offer_of(trial: Trial, person: Person, way: Way) -> Offer:
    """The session that this way stands for. No limit of the person is touched: they hold for both ways."""
    minutes = trial.minutes_longer if way.longer else trial.minutes
    return Offer(routine_of(trial, way), minutes, answers_for(way, person.answers), gate_path(trial))


def routine_of(trial: Trial, way: Way) -> Routine:
    return routine(way.routine or trial.routine)


def massages() -> list[Routine]:
    """The routines that a person can choose: each question but the first is about one and the same massage."""
    rests = {way.routine for question in trial_questions().values() for way in question.ways if way is question.first}
    known = (routine(name) for name in routine_names() if name not in rests)
    return [each for each in known if any(step.zone for step in each.steps)]


def ways_differ(trial: Trial, person: Person) -> bool:
    """True when this person would get what the question varies: else both ways are one, and nothing can be found out.

    Also true when a sign refuses every session for now: what remains after it cannot be known yet.
    """
    ways = trial_questions()[trial.question].ways
    plans = [_plan(offer_of(trial, person, way)) for way in ways]
    return any(plan.refused for plan in plans) or _varied(plans[0], ways[0]) != _varied(plans[1], ways[1])


def _plan(offer: Offer) -> Plan:
    return compile_plan(offer.routine, told(offer.answers), catalog(), offer.minutes, PREVIEW_SEED)


def _varied(plan: Plan, way: Way) -> tuple[object, ...]:
    """The steps with their lengths, what is added to them, and the part of the day."""
    return plan.steps, way.present in plan.supplies, way.part


def answers_for(way: Way, answers: Answers) -> dict[str, Any]:
    """The answers of tonight: with or without the picture, and with one thing more or less at hand."""
    changed = dict(answers)
    if way.visualization is not None:
        changed["visualization"] = way.visualization
    if "have" in changed and (way.present or way.absent):  # else "nothing was answered" would become "only this"
        have = [thing for thing in changed["have"] if thing not in (way.absent, way.present)]
        changed["have"] = [*have, way.present] if way.present else have
    return changed
