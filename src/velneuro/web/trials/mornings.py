"""The answers of a trial: the score of its outcome on the morning after each night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from velneuro.core.trial.calendar import DAY
from velneuro.web.diary.models import Entry, Score
from velneuro.web.people.models import Person
from velneuro.web.trials.models import RUN_IN_DAYS, Trial


def scores_after(trial: Trial, evenings: Sequence[date]) -> list[float | None]:
    """The score on the morning after each evening, None where it was not answered."""
    if not evenings:
        return []
    known = _mornings(trial.person_id, trial.outcome, evenings[0] + DAY, evenings[-1] + DAY)
    return [known.get(evening + DAY) for evening in evenings]


def run_in_evenings(trial: Trial) -> list[date]:
    return [trial.run_in_from + n * DAY for n in range(RUN_IN_DAYS)]


def run_in_mean(trial: Trial) -> float | None:
    """The mean of the run-in's answers, None without any."""
    known = [score for score in scores_after(trial, run_in_evenings(trial)) if score is not None]
    return sum(known) / len(known) if known else None


def is_answered(trial: Trial, morning: date) -> bool:
    """True when this morning holds the score that the trial needs."""
    return scores_after(trial, [morning - DAY]) != [None]


def is_open_morning(trial: Trial, night: date, today: date) -> bool:
    """True on the morning after this night while its answer may still come: what is read before would color it."""
    return night + DAY == today and not is_answered(trial, today)


def written_late(trial: Trial, evenings: Sequence[date]) -> int:
    """How many of the mornings after these evenings were written, or changed again, after their day."""
    mornings = Entry.objects.filter(
        person_id=trial.person_id, moment=Entry.Moment.MORNING, day__in=[evening + DAY for evening in evenings]
    )
    return sum(trial.clock.day_of(changed) > day for day, changed in mornings.values_list("day", "changed_at"))


def answered_lately(person: Person, outcome: str, today: date) -> int:
    """How many of the last seven mornings, today's among them, hold a score of this kind."""
    return len(_mornings(person.pk, outcome, today - timedelta(days=RUN_IN_DAYS - 1), today))


def _mornings(person_id: UUID, outcome: str, first: date, last: date) -> dict[date, float]:
    found = Score.objects.filter(
        person_id=person_id, scale=outcome, entry__moment=Entry.Moment.MORNING, entry__day__range=(first, last)
    )
    return {day: float(value) for day, value in found.values_list("entry__day", "value")}
