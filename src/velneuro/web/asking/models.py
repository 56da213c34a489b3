"""Questions that a person added to those of the content."""

from __future__ import annotations

from django.db import models

from velneuro.web.people.models import OfPerson


class OwnQuestion(OfPerson):
    """A question that a person added. One that is retired is asked no more; its answers stay."""

    class Kind(models.TextChoices):
        SCALE = "scale"  # 0 to 10
        NUMBER = "number"
        YES_NO = "yes-no"
        CHOICE = "choice"

    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)  # of a number
    options: models.JSONField[list[str]] = models.JSONField(default=list)  # of a choice; an answer is its place here
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at",)
        indexes = (models.Index(fields=("person", "made_at"), name="question_of_person"),)

    def __str__(self) -> str:
        return self.text
