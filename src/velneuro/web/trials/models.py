"""A person's own trial: what was asked, the plan as it was locked, and when it paused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from velneuro.core.day import Clock
from velneuro.web.people.models import DAY_STARTS_MINUTES, OfPerson

RUN_IN_DAYS = 7


class Trial(OfPerson):
    """One question. Before it is locked `plan` is empty; then the plan, the seed and the schedule never change.

    `plan` is what may be read: the design without seed and schedule. `sealed` holds those two (core/trial/seal.py).
    """

    question = models.CharField(max_length=20)  # of content/trial_questions.toml
    outcome = models.CharField(max_length=40)  # the scale of the morning that answers it
    routine = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField()
    minutes_longer = models.PositiveSmallIntegerField()  # of the longer way; the same where both last alike
    made_at = models.DateTimeField()
    time_zone = models.CharField(
        max_length=64
    )  # kept with it, like the next: other settings must not show a night early
    day_starts = models.PositiveSmallIntegerField(default=DAY_STARTS_MINUTES)  # minutes after midnight
    run_in_from = models.DateField()  # the first evening whose morning counts for the run-in
    plan: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    plan_hash = models.CharField(max_length=64, blank=True)
    sealed = models.TextField(blank=True)
    locked_at = models.DateTimeField(null=True)
    starts_on = models.DateField(null=True)  # the day of the first night
    ended_at = models.DateTimeField(null=True)  # by the person, before its last night

    class Meta:
        ordering = ("-made_at",)
        indexes = (models.Index(fields=("person", "-made_at"), name="trial_of_person"),)

    def __str__(self) -> str:
        return f"{self.question} {self.made_at:%Y-%m-%d}"

    @property
    def clock(self) -> Clock:
        """By which its nights go, whatever the person's settings became since."""
        return Clock(ZoneInfo(self.time_zone), timedelta(minutes=self.day_starts))

    @property
    def nights(self) -> int:
        """How many nights are planned; 0 before it is locked."""
        return int(self.plan.get("nights", 0))


class TrialPause(OfPerson):
    """Days on which the trial waits. It is kept when it begins, so that a later change of the diary moves no night."""

    class Reason(models.TextChoices):
        FLARE = "flare"
        SIGN = "sign"
        MORNINGS = "mornings"
        OWN = "own"

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="pauses", db_index=False)
    reason = models.CharField(max_length=8, choices=Reason.choices)
    since = models.DateField()
    until = models.DateField(null=True)  # the first day on which it goes on
    went_on_at = models.DateTimeField(null=True)  # what is told after this moment calls for a pause of its own

    class Meta:
        ordering = ("since",)
        indexes = (models.Index(fields=("person", "trial", "since"), name="trial_pause_of_person"),)
        constraints = (models.UniqueConstraint("trial", condition=models.Q(until=None), name="trial_one_open_pause"),)

    def __str__(self) -> str:
        return f"{self.reason} {self.since:%Y-%m-%d}"
