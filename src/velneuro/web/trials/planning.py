"""From what a person chose to a plan that is sealed before its first night."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from velneuro.content.trial_chances import clear_chances
from velneuro.content.trial_questions import trial_questions
from velneuro.core.trial.calendar import DAY
from velneuro.core.trial.design import Design
from velneuro.core.trial.looks import look_nights
from velneuro.core.trial.plan_file import MOST_SEED, TrialPlan, make_plan, plan_hash, plan_table
from velneuro.core.trial.planner import USUAL_SIZES, Noise, noise_of
from velneuro.core.trial.seal import seal
from velneuro.web.asking.questions import MORNING, scales_asked
from velneuro.web.people.holding import hold
from velneuro.web.people.models import Person
from velneuro.web.trials.models import RUN_IN_DAYS, Trial
from velneuro.web.trials.mornings import answered_lately, run_in_evenings, scores_after
from velneuro.web.trials.running import current_trial, first_unseen

SIZES = dict(USUAL_SIZES)
USUAL_NIGHTS = 40
MOST_CHANCE = 99  # of 100: no trial is sure to find anything
ENOUGH_MORNINGS = 5  # of seven: the run-in may lie in the diary already
HIDDEN = ("seed", "schedule")
LOOKS = ("end", "three")


def begin(person: Person, trial: Trial, now: datetime) -> Trial:
    """Start the run-in, or find it in the diary: the last seven mornings, when most of them were answered.

    Gives the trial that goes on already, where there is one: a button that was pressed twice must not begin two.
    """
    with transaction.atomic():
        person = hold(person.pk)
        current = current_trial(person, now)
        if current is not None:
            return current.trial
        _set_clock(trial, person)
        today = person.day_of(now)
        found = answered_lately(person, trial.outcome, today) >= ENOUGH_MORNINGS
        trial.run_in_from = today - RUN_IN_DAYS * DAY if found else today
        trial.save()
        _ask_each_morning(person, trial.outcome)
    return trial


def _set_clock(trial: Trial, person: Person) -> None:
    trial.time_zone, trial.day_starts = person.time_zone, person.day_starts


def _ask_each_morning(person: Person, outcome: str) -> None:
    """From now on the morning asks for the outcome too; what it asked before stays."""
    asked = person.morning_asks or list(scales_asked(person, MORNING, person.answers))
    if outcome not in asked:
        person.morning_asks = [*asked, outcome]
        person.save(update_fields=["morning_asks"])


@dataclass(frozen=True)
class Size:
    """One length on offer: its nights, about how many weeks, the chance in 100 of a clear answer for each of EFFECTS.

    `looks` are the nights of its early looks and `early` the chances with them; both are empty where it is too short.
    """

    nights: int
    weeks: int
    chances: tuple[int, ...]
    looks: tuple[int, ...]
    early: tuple[int, ...]


def sizes(trial: Trial) -> list[Size]:
    """What each length can find, by how much this person's mornings differ on their own."""
    noise = run_in_noise(trial)
    return [_size(trial, nights, noise) for nights in SIZES]


def run_in_noise(trial: Trial) -> Noise:
    """How far the mornings of the run-in differ, drawn towards what is usual."""
    found = noise_of(tuple(scores_after(trial, run_in_evenings(trial))))
    return Noise(round(found.sigma, 1), round(found.rho, 1))


def _size(trial: Trial, nights: int, noise: Noise) -> Size:
    at_the_end, early = (look_nights(design_of(trial, nights, looks)) for looks in LOOKS)
    return Size(
        nights=nights,
        weeks=round(nights / 7),
        chances=_chances(at_the_end, noise),
        looks=early[:-1],
        early=_chances(early, noise) if early[:-1] else (),
    )


def _chances(looks: tuple[int, ...], noise: Noise) -> tuple[int, ...]:
    return tuple(min(round(100 * share), MOST_CHANCE) for share in clear_chances()[looks].at(noise))


def design_of(trial: Trial, nights: int, looks: str) -> Design:
    """The design of a trial of so many nights."""
    question = trial_questions()[trial.question]
    return Design(
        nights=nights,
        block=SIZES[nights],
        arms=(question.first.word, question.second.word),
        run_in=RUN_IN_DAYS,
        looks=looks,
        exposure_before=question.before,
        outcome=trial.outcome,
    )


def lock(trial: Trial, person: Person, nights: int, looks: str, now: datetime) -> None:
    """Deal the nights and seal them: from now on neither plan nor seed nor schedule can change.

    What was locked meanwhile, by another device or a button that was pressed twice, stays as it is.
    """
    with transaction.atomic():
        hold(person.pk)
        trial.refresh_from_db()
        if trial.locked_at is None and trial.ended_at is None:
            _deal(trial, person, nights, looks, now)


def end_now(trial: Trial, now: datetime) -> None:
    """End it before its last night."""
    with transaction.atomic():
        hold(trial.person_id)
        Trial.objects.filter(pk=trial.pk, ended_at=None).update(ended_at=now)


def _deal(trial: Trial, person: Person, nights: int, looks: str, now: datetime) -> None:
    plan = make_plan(design_of(trial, nights, looks), secrets.randbelow(MOST_SEED))
    trial.plan = shown_plan(plan)
    trial.plan_hash = plan_hash(plan)
    trial.sealed = seal(plan, trial.plan_hash)
    trial.locked_at = now
    _set_clock(trial, person)
    trial.starts_on = first_unseen(trial, now)
    trial.save()


def shown_plan(plan: TrialPlan) -> dict[str, object]:
    """What of a plan may be read before its last night."""
    return {name: value for name, value in plan_table(plan).items() if name not in HIDDEN}
