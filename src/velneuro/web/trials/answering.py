"""What a trial has shown so far: its nights as data, the answer at a look that was planned, and day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from velneuro.core.trial.answer import Answer, answer
from velneuro.core.trial.calendar import DAY
from velneuro.core.trial.design import Design
from velneuro.core.trial.looks import planned_looks
from velneuro.core.trial.plan_file import TrialPlan
from velneuro.core.trial.seal import unseal
from velneuro.core.trial.trial_data import TrialData
from velneuro.web.practice.models import BEGUN, PLAYED, PracticeSession
from velneuro.web.trials.models import Trial
from velneuro.web.trials.mornings import is_open_morning, run_in_evenings, scores_after
from velneuro.web.trials.running import Standing, arms, gate_path

LEAST_GROUPS = 2  # fewer hold too few nights of each way to say anything


@dataclass(frozen=True)
class Night:
    """One night that has passed: its number and day, the arm it was dealt, and what came of it.

    `done`: minutes played of its session by the app's own record, 0 where none was; `began`: when, by the trial's
    clock. `beside`: another session on that day.
    """

    number: int
    day: date
    arm: int
    word: str
    score: float | None
    done: int
    began: time | None
    beside: bool


def nights_of(stands: Standing) -> list[Night]:
    """Every night that has passed, as it was assigned, with what the record says was done."""
    trial, days = stands.trial, stands.days[: stands.passed]
    if not days:
        return []
    dealt, scores = arms(trial), scores_after(trial, days)
    begun = _begun(trial, days[0], days[-1])
    return [
        _night(stands, number, dealt[number - 1], score, begun.get(days[number - 1], []))
        for number, score in enumerate(scores, 1)
    ]


def _night(stands: Standing, number: int, arm: int, score: float | None, begun: list[PracticeSession]) -> Night:
    own = [session for session in begun if session.gate_path == gate_path(stands.trial)]
    starts = [session.started_at.astimezone(stands.trial.clock.zone) for session in own if session.started_at]
    return Night(
        number=number,
        day=stands.days[number - 1],
        arm=arm,
        word=stands.question.ways[arm].word,
        score=score,
        done=round(sum(session.played_minutes for session in own)),
        began=min(starts).time() if starts else None,
        beside=len(own) < len(begun),
    )


def _begun(trial: Trial, first: date, last: date) -> dict[date, list[PracticeSession]]:
    """The sessions that were begun, of this trial or any other, by day of the trial."""
    sessions = PracticeSession.objects.filter(BEGUN, person_id=trial.person_id, day__range=(first - DAY, last + DAY))
    found: dict[date, list[PracticeSession]] = {}
    for session in sessions.only("made_at", "gate_path", *PLAYED):
        found.setdefault(trial.clock.day_of(session.made_at), []).append(session)
    return found


def nights_to_read(stands: Standing) -> int:
    """After how many nights the answer may be read now: those of the last planned look; 0 before the first one."""
    if not stands.trial.plan:
        return 0
    design, closed = read_plan(stands.trial.plan), _closed(stands)
    if stands.phase == "over" and stands.passed < design.nights:
        whole = closed - closed % design.group
        return whole if whole >= LEAST_GROUPS * design.group else 0
    return max((look.night for look in planned_looks(design) if look.night <= closed), default=0)


def _closed(stands: Standing) -> int:
    """How many nights have their morning behind them: that of the last one waits for its answer all day."""
    last = stands.days[stands.passed - 1] if stands.passed else date.min
    return stands.passed - is_open_morning(stands.trial, last, stands.today)


def answer_of(stands: Standing, nights: list[Night]) -> Answer | None:
    """The answer over the nights that may be read; None before, or when a way has no answered night."""
    count = nights_to_read(stands)
    read = nights[:count]
    if not count or len({night.arm for night in read if night.score is not None}) < len(stands.question.ways):
        return None
    run_in = tuple(scores_after(stands.trial, run_in_evenings(stands.trial)))
    data = TrialData(tuple(night.arm for night in read), tuple(night.score for night in read), run_in)
    return answer(read_plan(stands.trial.plan), data)


def read_plan(plan: dict[str, Any]) -> Design:
    """The design that a trial keeps."""
    looks = plan["looks"]
    return Design(
        scheme=plan["scheme"],
        nights=plan["nights"],
        block=plan["block"],
        arms=(plan["arms"][0], plan["arms"][1]),
        run_in=plan["run_in"],
        looks=looks if isinstance(looks, str) else tuple(looks),
        scale=(plan["scale"][0], plan["scale"][1]),
        lower_is_better=plan["lower_is_better"],
        exposure_before=plan["exposure_before"],
        outcome=plan["outcome"],
    )


def whole_plan(trial: Trial) -> TrialPlan:
    """The plan with seed and schedule, for after the last night."""
    return TrialPlan(read_plan(trial.plan), *unseal(trial.sealed, trial.plan_hash))


def data_rows(stands: Standing, nights: list[Night]) -> Iterator[tuple[object, ...]]:
    """The rows of the data file that `velneuro trial answer` reads: day, arm and score; the run-in comes before 1."""
    run_in = scores_after(stands.trial, run_in_evenings(stands.trial))
    yield from ((number - len(run_in), "", _cell(score)) for number, score in enumerate(run_in, 1))
    named = read_plan(stands.trial.plan).arms  # as the plan calls them, whatever a question calls its ways since
    yield from ((night.number, named[night.arm], _cell(night.score)) for night in nights)


def _cell(score: float | None) -> str:
    return "" if score is None else f"{score:g}"
