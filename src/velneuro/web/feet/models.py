"""The daily look at the feet, and what was found."""

from __future__ import annotations

from django.db import models

from velneuro.web.people.models import OfDay, OfPerson


class FootCheck(OfDay):
    """The daily look at the feet. One without a finding says: all was looked at, and nothing was found."""

    class Meta:
        ordering = ("-day",)
        constraints = (models.UniqueConstraint("person", "day", name="foot_check_once_per_day"),)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Finding(OfPerson):
    """Something found on a foot, of content/foot_check.toml. It is shown each day until it is answered."""

    class Side(models.TextChoices):
        UNSAID = ""
        LEFT = "left"
        RIGHT = "right"

    class Answer(models.TextChoices):
        OPEN = ""
        GONE = "gone"
        SEEN = "seen"  # a clinician has looked at it

    foot_check = models.ForeignKey(FootCheck, models.CASCADE, related_name="findings", db_index=False)
    item = models.CharField(max_length=40)
    side = models.CharField(max_length=5, choices=Side.choices, default=Side.UNSAID, blank=True)
    note = models.TextField(blank=True)
    answer = models.CharField(max_length=4, choices=Answer.choices, default=Answer.OPEN, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("person", "answer"), name="finding_of_person"),)
        constraints = (models.UniqueConstraint("foot_check", "item", "side", name="finding_once_per_check"),)

    def __str__(self) -> str:
        return f"{self.item} {self.side}"
