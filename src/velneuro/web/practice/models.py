"""A session as it was compiled, and what happened in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from velneuro.web.people.models import OfPerson

RESUMABLE_FOR = timedelta(hours=24)
READY_FOR = timedelta(hours=2)  # after it the gate is asked again: a sore may have come since


class PracticeSession(OfPerson):
    """One session. Answers, plan and score are kept as they were, so that it plays the same after an upgrade."""

    class State(models.TextChoices):
        READY = "ready"
        PLAYING = "playing"
        FINISHED = "finished"
        STOPPED = "stopped"
        REFUSED = "refused"

    class StopReason(models.TextChoices):
        NONE = ""
        EARLY = "early"
        WRONG = "wrong"

    routine = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField()
    seed = models.PositiveBigIntegerField()
    lang = models.CharField(max_length=16)
    answers: models.JSONField[dict[str, Any]] = models.JSONField()
    plan: models.JSONField[dict[str, Any]] = models.JSONField()
    score = models.TextField(blank=True)
    sound: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    position_ms = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    day = models.DateField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    time_zone = models.CharField(max_length=64)
    stop_reason = models.CharField(max_length=5, choices=StopReason.choices, default=StopReason.NONE, blank=True)
    stop_note = models.TextField(blank=True)
    gate_path = models.CharField(max_length=200, blank=True)  # where it was offered, if not at its routine's own gate

    class Meta:
        ordering = ("-made_at",)
        indexes = (
            models.Index(fields=("person", "-made_at"), name="session_of_person"),
            models.Index(fields=("person", "day"), name="session_of_day"),
        )

    def __str__(self) -> str:
        return f"{self.routine} {self.made_at:%Y-%m-%d}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.FINISHED, self.State.STOPPED)

    @property
    def played_minutes(self) -> float:
        """How long it really played: not longer than from its start to its end, which skipping makes short.

        All of a finished one, else up to where it was left. 0 when it never began.
        """
        if self.started_at is None:
            return 0.0
        reached = self.minutes if self.state == self.State.FINISHED else self.position_ms / 60_000
        lasted = (self.ended_at - self.started_at) / timedelta(minutes=1) if self.ended_at else reached
        return max(0.0, min(reached, lasted))

    def can_begin(self, now: datetime) -> bool:
        """True while it waits for its start and the gate was answered not long ago."""
        return self.state == self.State.READY and now - self.made_at < READY_FOR

    def can_resume(self, now: datetime) -> bool:
        """True while it was started, not ended, and began less than 24 hours ago."""
        started = self.started_at
        return self.state == self.State.PLAYING and started is not None and now - started < RESUMABLE_FOR


PLAYED = ("state", "minutes", "position_ms", "started_at", "ended_at")  # what `played_minutes` reads
# Sessions that count for the rhythm: those that were begun, and those in whose place the gate advised rest.
BEGUN, RESTED = models.Q(started_at__isnull=False), models.Q(state=PracticeSession.State.REFUSED)


class StepEvent(OfPerson):
    """One thing that happened in a session, told by the phone; the id is the phone's."""

    class Kind(models.TextChoices):
        STARTED = "started"
        STEP = "step"
        PAUSED = "paused"
        GENTLER = "gentler"
        MORE = "more"
        AGAIN = "again"
        SKIPPED = "skipped"
        STOPPED = "stopped"
        FINISHED = "finished"

    session = models.ForeignKey(PracticeSession, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    step = models.CharField(max_length=120, blank=True)
    position_ms = models.PositiveIntegerField()
    at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        indexes = (models.Index(fields=("person", "session", "at"), name="event_of_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.step}"
