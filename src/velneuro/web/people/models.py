"""Who the rows belong to, and the links that let another device in."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

NO_SKIN = "slate"  # until somebody chooses, nobody is shown another's skin


class Person(models.Model):
    """One person of a household. `answers` has the shape of a person file: a key that is missing was not answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    answers: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    asks: models.JSONField[list[str]] = models.JSONField(default=list)
    time_zone = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    welcomed_at = models.DateTimeField(null=True)
    palette = models.CharField(max_length=8, default=NO_SKIN)  # of content/figures
    mapped_at = models.DateTimeField(null=True)  # set: the body map answers where it is felt

    class Meta:
        ordering = ("created_at",)
        constraints = (models.UniqueConstraint("account", "name", name="person_name_once_per_account"),)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class OfPerson(models.Model):
    """A row that belongs to a person. The phone may choose the id, so that a resent row is the same row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)

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
