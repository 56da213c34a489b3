"""What a person felt and wrote, around a session or at any time."""

from __future__ import annotations

from django.db import models

from velneuro.web.people.models import OfPerson
from velneuro.web.practice.models import PracticeSession


class Entry(OfPerson):
    """One moment of the diary; a session has one entry before it and one after it."""

    class Moment(models.TextChoices):
        BEFORE = "before"
        AFTER = "after"
        MORNING = "morning"
        ANY = "any"

    class Skin(models.TextChoices):
        UNSAID = ""
        FINE = "fine"
        CHANGED = "changed"

    session = models.ForeignKey(PracticeSession, models.CASCADE, related_name="entries", null=True)
    moment = models.CharField(max_length=7, choices=Moment.choices)
    at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    went_well = models.TextField(blank=True)
    note = models.TextField(blank=True)
    skin = models.CharField(max_length=7, choices=Skin.choices, default=Skin.UNSAID, blank=True)

    class Meta:
        ordering = ("-at",)
        verbose_name_plural = "entries"
        indexes = (models.Index(fields=("person", "-at"), name="entry_of_person"),)
        constraints = (models.UniqueConstraint("session", "moment", name="entry_once_per_moment"),)

    def __str__(self) -> str:
        return f"{self.moment} {self.at:%Y-%m-%d %H:%M}"


class Score(OfPerson):
    """One answer from 0 to 10."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="scores")
    scale = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=("person", "scale"), name="score_of_person"),)
        constraints = (
            models.UniqueConstraint("entry", "scale", name="score_once_per_scale"),
            models.CheckConstraint(condition=models.Q(value__lte=10), name="score_at_most_ten"),
        )

    def __str__(self) -> str:
        return f"{self.scale} {self.value}"
