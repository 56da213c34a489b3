"""The routines that a person made or was given, and those that they like best."""

from __future__ import annotations

from django.db import models

from velneuro.web.people.models import OfPerson


class OwnRoutine(OfPerson):
    """A routine file of a person's own. It is checked like any other before it can play, and raises no limit."""

    class Origin(models.TextChoices):
        MADE = "made"
        RECEIVED = "received"

    name = models.CharField(max_length=80)  # as in the address of its pages: "own-" and more, so none of the library
    text = models.TextField()  # the routine file, TOML
    based_on = models.CharField(max_length=80, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    sender = models.CharField(max_length=80, blank=True)  # who gave it, as the person wrote
    voice = models.CharField(max_length=60, blank=True)  # blank: as for all sessions
    music = models.CharField(max_length=60, blank=True)
    picture = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at",)
        constraints = (models.UniqueConstraint("person", "name", name="own_routine_once_per_person"),)

    def __str__(self) -> str:
        return self.name


class Favorite(OfPerson):
    """A routine that stands first."""

    routine = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at",)
        constraints = (models.UniqueConstraint("person", "routine", name="favorite_once_per_person"),)

    def __str__(self) -> str:
        return self.routine
