"""Trials that come with an archive: what was locked must be as it was dealt, or the whole file is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from velneuro.content.library import catalog, routine_names
from velneuro.content.trial_questions import trial_questions
from velneuro.core.problem import Problem
from velneuro.core.routine import LEAST_MINUTES, MOST_MINUTES
from velneuro.core.trial.plan_file import all_design_problems, make_plan, plan_hash
from velneuro.outputs.archive.table import Row
from velneuro.web.trials.answering import read_plan, whole_plan
from velneuro.web.trials.models import Trial
from velneuro.web.trials.planning import shown_plan
from velneuro.web.trials.words import OUTCOMES

LOCKED = ("plan", "plan_hash", "sealed", "locked_at", "starts_on")


def trial_problems(rows: Sequence[Row], file: str) -> Iterator[Problem]:
    """The trials that this Vel Neuro could not go on with."""
    for number, row in enumerate(rows, 1):
        if not _is_known(row):
            what = "this Vel Neuro does not know its question, its scale or its routine"
            yield Problem(f"{file}:trials[{number}]", what, "update this one, then import again")
        elif any(row[name] for name in LOCKED) and not _is_as_locked(row):
            what = "the plan is not the one that was locked"
            yield Problem(f"{file}:trials[{number}]", what, "export it again, and import that file")


def _is_known(row: Row) -> bool:
    """True when each of its two ways can be delivered."""
    lasts = all(LEAST_MINUTES <= row[name] <= MOST_MINUTES for name in ("minutes", "minutes_longer"))
    measured = row["outcome"] in OUTCOMES and row["outcome"] in catalog().scales
    return lasts and measured and row["question"] in trial_questions() and row["routine"] in routine_names()


def _is_as_locked(row: Row) -> bool:
    trial = Trial(**{name: row[name] for name in LOCKED})
    try:
        if not all(row[name] for name in LOCKED) or any(all_design_problems(read_plan(trial.plan), "")):
            return False
        plan = whole_plan(trial)
        return (
            plan == make_plan(plan.design, plan.seed)
            and plan_hash(plan) == trial.plan_hash
            and shown_plan(plan) == trial.plan
        )
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):  # a plan of any JSON may come
        return False
