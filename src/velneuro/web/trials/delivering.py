"""Tonight's way as a session: the routine, its minutes, and what is changed in the person's answers for it."""

from __future__ import annotations

from typing import Any

from velneuro.content.library import routine
from velneuro.content.trial_questions import Way
from velneuro.core.routine import Routine
from velneuro.web.people.models import Person
from velneuro.web.people.questions import Answers
from velneuro.web.practice.gating import Offer
from velneuro.web.trials.models import Trial
from velneuro.web.trials.running import gate_path


def offer_of(trial: Trial, person: Person, way: Way) -> Offer:
    """The session that this way stands for. No limit of the person is touched: they hold for both ways."""
    minutes = trial.minutes_longer if way.longer else trial.minutes
    return Offer(routine_of(trial, way), minutes, answers_for(way, person.answers), gate_path(trial))


def routine_of(trial: Trial, way: Way) -> Routine:
    return routine(way.routine or trial.routine)


def answers_for(way: Way, answers: Answers) -> dict[str, Any]:
    """The answers of tonight: with or without the picture, and with one thing more or less at hand."""
    changed = dict(answers)
    if way.visualization is not None:
        changed["visualization"] = way.visualization
    if "have" in changed and (way.present or way.absent):  # else "nothing was answered" would become "only this"
        have = [thing for thing in changed["have"] if thing not in (way.absent, way.present)]
        changed["have"] = [*have, way.present] if way.present else have
    return changed
