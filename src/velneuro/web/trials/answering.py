"""What a trial has shown so far: its nights as data, the answer at a look that was planned, and day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from velneuro.core.trial.answer import Answer, answer
from velneuro.core.trial.calendar import DAY
from velneuro.core.trial.design import Design
from velneuro.core.trial.looks import planned_looks
from velneuro.core.trial.plan_file import TrialPlan
from velneuro.core.trial.seal import unseal
from velneuro.core.trial.trial_data import TrialData
from velneuro.web.practice.models import PracticeSession
from velneuro.web.trials.models import Trial
from velneuro.web.trials.mornings import is_open_morning, run_in_evenings, scores_after
from velneuro.web.trials.running import Standing, arms, gate_path

State = PracticeSession.State
LEAST_GROUPS = 2  # fewer hold too few nights of each way to say anything


@dataclass(frozen=True)
class Night:
    """One night that has passed: its number and day, the arm it was dealt, and what came of it.

    `done`: session minutes by the app's own record, 0 where none was played. `beside`: another session on that day.
    """

    number: int
    day: date
    arm: int
    word: str
    score: float | None
    done: int
    beside: bool


def nights_of(stands: Standing) -> list[Night]:
    """Every night that has passed, as it was assigned, with what the record says was done."""
    trial, days = stands.trial, stands.days[: stands.passed]
    if not days:
        return []
    dealt, scores = arms(trial), scores_after(trial, days)
    played = _played(trial, days[0], days[-1])
    return [
        Night(
            number=number,
            day=day,
            arm=dealt[number - 1],
            word=stands.question.ways[dealt[number - 1]].word,
            score=score,
            done=sum(minutes for path, minutes in played.get(day, ()) if path == gate_path(trial)),
            beside=any(path != gate_path(trial) for path, _ in played.get(day, ())),
        )
        for number, (day, score) in enumerate(zip(days, scores, strict=True), 1)
    ]


def _played(trial: Trial, first: date, last: date) -> dict[date, list[tuple[str, int]]]:
    """By day of the trial: where each session that was started was offered, and how many minutes of it were played."""
    sessions = PracticeSession.objects.filter(
        person_id=trial.person_id, day__range=(first - DAY, last + DAY), started_at__isnull=False
    )
    found: dict[date, list[tuple[str, int]]] = {}
    for at, path, state, minutes, position in sessions.values_list(
        "made_at", "gate_path", "state", "minutes", "position_ms"
    ):
        done = minutes if state == State.FINISHED else round(position / 60_000)
        found.setdefault(trial.clock.day_of(at), []).append((path, done))
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
    yield from ((night.number, night.word, _cell(night.score)) for night in nights)


def _cell(score: float | None) -> str:
    return "" if score is None else f"{score:g}"
