"""Who the rows belong to, and the links that let another device in."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from velneuro.core.day import DAY_STARTS, Clock

DAY_STARTS_MINUTES = DAY_STARTS // timedelta(minutes=1)
LONGEST_NAME = 60
LATEST_DAY_START = 12 * 60  # later than noon, an evening and its morning would be one day
EXAMPLE = uuid.UUID("7d1f0c53-5a0e-4f43-9a3b-6f6c5b1f2e11")
NO_SKIN = "slate"  # until somebody chooses, nobody is shown another's skin


def example_id(account_id: int) -> uuid.UUID:
    """The id of the made-up person of an account: no other row can have it, whatever its name."""
    return uuid.uuid5(EXAMPLE, str(account_id))


class Person(models.Model):
    """One person of a household. `answers` has the shape of a person file: a key that is missing was not answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    answers: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    asks: models.JSONField[list[str]] = models.JSONField(default=list)
    morning_asks: models.JSONField[list[str]] = models.JSONField(default=list)
    any_asks: models.JSONField[list[str]] = models.JSONField(default=list)
    wordings: models.JSONField[dict[str, str]] = models.JSONField(default=dict)  # by scale, and scale-morning
    time_zone = models.CharField(max_length=64)
    day_starts = models.PositiveSmallIntegerField(default=DAY_STARTS_MINUTES)  # minutes after midnight
    created_at = models.DateTimeField()
    welcomed_at = models.DateTimeField(null=True)
    palette = models.CharField(max_length=8, default=NO_SKIN)  # of content/figures
    mapped_at = models.DateTimeField(null=True)  # set: the body map answers where it is felt

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint("account", "name", name="person_name_once_per_account"),
            models.CheckConstraint(condition=models.Q(day_starts__lte=LATEST_DAY_START), name="day_starts_by_noon"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_example(self) -> bool:
        """True for the made-up person whom `velneuro demo` fills."""
        return self.pk == example_id(self.account_id)

    @property
    def clock(self) -> Clock:
        """By which the days of this person go now."""
        return Clock(self.zone, timedelta(minutes=self.day_starts))

    def day_of(self, moment: datetime) -> date:
        """The day of this person's diary that a moment belongs to."""
        return self.clock.day_of(moment)


class OfPerson(models.Model):
    """A row that belongs to a person. The phone may choose the id, so that a resent row is the same row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        abstract = True


class OfDay(OfPerson):
    """A row that was written at a moment. The day is kept with it: a journey later must not move it to another."""

    day = models.DateField()
    at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)

    class Meta:
        abstract = True


class EntryLink(models.Model):
    """A link that lets one device in, once. Only its hash is kept: whoever reads the database cannot use it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} until {self.expires_at:%Y-%m-%d %H:%M}"
