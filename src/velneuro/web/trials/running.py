"""Where a trial stands on a day: its nights so far, what tonight is, and whether it pauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from velneuro.content.trial_questions import Question, Way, trial_questions
from velneuro.core.rhythm import Span
from velneuro.core.trial.calendar import DAY, are_bad, last_day, night_days
from velneuro.core.trial.seal import unseal
from velneuro.web.diary.models import Happening, Revision
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.trials.models import RUN_IN_DAYS, Trial, TrialPause
from velneuro.web.trials.mornings import is_open_morning, run_in_mean, scores_after


@dataclass(frozen=True)
class Standing:
    """A trial on a day. `days`: the days of its nights up to today; `tonight`: the number of tonight's, 0 for none.

    `way` is tonight's, None while it may not be seen. `phase`: run-in, plan, running, paused, over, or last-morning:
    then no night is to come, only an answer.
    `pause`: the one that lasts, or that begins tomorrow because tonight's way was shown already.
    """

    trial: Trial
    question: Question
    today: date
    phase: str
    days: tuple[date, ...]
    tonight: int
    way: Way | None
    pauses: tuple[TrialPause, ...]
    pause: TrialPause | None
    ends_on: date | None

    @property
    def offers(self) -> bool:
        """True when tonight's session may begin. Where it is about to pause it counts as dealt, but nothing begins."""
        return self.phase == "running" and self.way is not None and self.pause is None

    @property
    def may_go_on(self) -> bool:
        """True when the person may end the pause; one that was called for from outside lasts for tonight at least."""
        own = self.pause is not None and self.pause.reason == TrialPause.Reason.OWN
        return self.phase == "paused" or own

    @property
    def passed(self) -> int:
        """How many nights are over, so that their mornings have come."""
        return len(self.days) - bool(self.tonight)


def current_trial(person: Person, now: datetime) -> Standing | None:
    """The trial of a person that goes on, and where it stands; None when all are over."""
    kept = Trial.objects.filter(person=person, ended_at__isnull=True).order_by("-made_at").prefetch_related("pauses")
    standings = (standing_of(trial, person, now) for trial in kept)
    return next((stands for stands in standings if stands.phase != "over"), None)


def standing_of(trial: Trial, person: Person, now: datetime, not_before: date = date.min) -> Standing:
    """Where the trial stands now; a pause that is due begins first, though on no day before `not_before`."""
    stands = _standing(trial, now)
    cause = _first_cause(stands, person, now) if stands.phase == "running" and stands.pause is None else None
    if cause is None:
        return stands
    pause_from(trial, cause.reason, max(cause.since, not_before))
    return _standing(Trial.objects.get(pk=trial.pk), now)


def _standing(trial: Trial, now: datetime) -> Standing:
    question, today = trial_questions()[trial.question], trial.clock.day_of(now)
    if trial.starts_on is None:
        phase = "over" if trial.ended_at else "run-in" if today < planned_from(trial) else "plan"
        return Standing(trial, question, today, phase, (), 0, None, (), None, None)
    pauses = list(trial.pauses.all())
    breaks = [Span(pause.since, pause.until) for pause in pauses]
    pause = next((each for each in pauses if each.until is None), None)
    waits = any(each.covers(today) for each in breaks)
    days = night_days(trial.starts_on, breaks, _last_seen(trial, today), trial.nights)
    tonight = len(days) if days and days[-1] == today and not trial.ended_at else 0
    return Standing(
        trial=trial,
        question=question,
        today=today,
        phase=_phase(trial, days, today) or ("paused" if waits else "running"),
        days=days,
        tonight=tonight,
        way=_way(trial, question, tonight) if trial.clock.hour_of(now) >= question.from_hour else None,
        pauses=tuple(pauses),
        pause=pause,
        ends_on=None if pause else last_day(trial.starts_on, breaks, trial.nights),
    )


def planned_from(trial: Trial) -> date:
    """The day on which the run-in is over and the plan can be made."""
    return trial.run_in_from + timedelta(days=RUN_IN_DAYS)


def _last_seen(trial: Trial, today: date) -> date:
    """A trial that was ended has no night on that day or after it."""
    return min(today, trial.clock.day_of(trial.ended_at) - DAY) if trial.ended_at else today


def _phase(trial: Trial, days: Sequence[date], today: date) -> str:
    """Over, or waiting for its last morning; empty while nights are to come."""
    if trial.ended_at is None and (len(days) < trial.nights or days[-1] == today):
        return ""
    return "last-morning" if trial.ended_at is None and is_open_morning(trial, days[-1], today) else "over"


def _way(trial: Trial, question: Question, number: int) -> Way | None:
    return question.ways[arms(trial)[number - 1]] if number else None


def arms(trial: Trial) -> tuple[int, ...]:
    """The arm of every night, 0 or 1. Whoever calls this shows none that has not come."""
    _, schedule = unseal(trial.sealed, trial.plan_hash)
    names = trial.plan["arms"]
    return tuple(names.index(arm) for arm in schedule)


@dataclass(frozen=True)
class Cause:
    """What calls for a pause: why, the moment it was told, and the first day whose way nobody had seen when it came.

    Every page that shows a way asks for causes before. So nights since then were shown to nobody, and may be put off.
    """

    reason: str
    told_at: datetime
    since: date


def _is_heeded(cause: Cause, pause: TrialPause | None) -> bool:
    """True when the last pause of its kind was for this one too: who went on after it was told went on with it.

    The day alone would not do: a second flare on the day of going on would never pause the trial.
    """
    if pause is None:
        return False
    if pause.went_on_at is None:  # not known of a pause that ended before the moment was kept
        return cause.since <= pause.since
    return cause.told_at <= pause.went_on_at


def _first_cause(stands: Standing, person: Person, now: datetime) -> Cause | None:
    """What the trial has to wait for, of all that came since it last went on, however late a page is opened."""
    last = {pause.reason: pause for pause in stands.pauses}  # the last pause of each kind
    found = (cause for causes in CAUSES for cause in causes(stands, person, now))
    fresh = (cause for cause in found if not _is_heeded(cause, last.get(cause.reason)))
    return min(fresh, key=lambda cause: cause.since, default=None)


def _went_on(stands: Standing) -> date:
    """The day since which it goes on."""
    return max((pause.until for pause in stands.pauses if pause.until), default=stands.trial.starts_on or date.min)


def _flares(stands: Standing, person: Person, now: datetime) -> Iterator[Cause]:
    for flare in Happening.objects.filter(person=person, kind=Happening.Kind.FLARE, day__gte=_went_on(stands)):
        told = _told_at(flare)
        yield Cause(TrialPause.Reason.FLARE, told[-1], first_unseen(stands.trial, told[0]))


def _told_at(flare: Happening) -> list[datetime]:
    """When the diary came to call this day a flare day, the last time first: it may be taken out and put back.

    The flare's own moment may be dated back; its notes are not.
    """
    notes = Revision.objects.filter(person_id=flare.person_id, row=flare.pk, became__day=flare.day.isoformat())
    return [note.at for note in notes if (note.was or {}).get("day") != flare.day.isoformat()] or [flare.at]


def refused_sessions(person: Person) -> QuerySet[PracticeSession]:
    """The sessions that a sign kept from being made, the newest one first."""
    return PracticeSession.objects.filter(person=person, state=PracticeSession.State.REFUSED).order_by("-made_at")


def _signs(stands: Standing, person: Person, now: datetime) -> Iterator[Cause]:
    """Of sessions of this trial or any other: a sign is one wherever it was told."""
    refused = refused_sessions(person).filter(day__gte=_went_on(stands))
    for made_at in refused.values_list("made_at", flat=True):
        yield Cause(TrialPause.Reason.SIGN, made_at, first_unseen(stands.trial, made_at))


def _bad_mornings(stands: Standing, person: Person, now: datetime) -> Iterator[Cause]:
    """The last ones as they stand now: answers may be given and changed long after their day."""
    usual, since = run_in_mean(stands.trial), _went_on(stands)
    mornings = scores_after(stands.trial, [day for day in stands.days if since <= day < stands.today])
    if are_bad((score for score in mornings if score is not None), usual):
        yield Cause(TrialPause.Reason.MORNINGS, now, first_unseen(stands.trial, now))


CAUSES: tuple[Callable[[Standing, Person, datetime], Iterator[Cause]], ...] = (_flares, _signs, _bad_mornings)


def gate_path(trial: Trial) -> str:
    """Where a session of this trial is offered, and by which it is known later."""
    return f"/trials/{trial.pk}/gate/"


def first_unseen(trial: Trial, now: datetime) -> date:
    """Today while its way has not been shown, else tomorrow: a night that was seen counts as it was dealt."""
    question, today = trial_questions()[trial.question], trial.clock.day_of(now)
    return today + DAY if trial.clock.hour_of(now) >= question.from_hour else today


def pause_from(trial: Trial, reason: str, day: date) -> TrialPause:
    """Begin a pause; the one that holds already stays as it is."""
    with transaction.atomic():
        found, _ = TrialPause.objects.get_or_create(
            trial=trial, until=None, defaults={"person_id": trial.person_id, "reason": reason, "since": day}
        )
    return found


def pause_now(trial: Trial, now: datetime) -> None:
    """The person wants it to wait."""
    pause_from(trial, TrialPause.Reason.OWN, first_unseen(trial, now))


def go_on(trial: Trial, now: datetime) -> None:
    """End the pause: today, or the first day after it began, is a night again."""
    pause = trial.pauses.filter(until__isnull=True).first()
    if pause is not None:
        pause.until, pause.went_on_at = max(trial.clock.day_of(now), pause.since), now
        pause.save(update_fields=["until", "went_on_at"])
