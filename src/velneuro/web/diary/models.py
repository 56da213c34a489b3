"""What a person felt and wrote, around a session or at any time."""

from __future__ import annotations

from typing import Any

from django.db import models

from velneuro.web.asking.models import OwnQuestion
from velneuro.web.people.models import OfDay, OfPerson
from velneuro.web.practice.models import PracticeSession

MOST_CHANGE = 7  # steps of the weekly question, from very much worse to very much better


class Entry(OfDay):
    """One moment of the diary; a session has at most one entry before it, one after it, one on the next morning."""

    class Moment(models.TextChoices):
        BEFORE = "before"
        AFTER = "after"
        MORNING = "morning"
        ANY = "any"
        WEEK = "week"

    class Skin(models.TextChoices):
        UNSAID = ""
        FINE = "fine"
        CHANGED = "changed"

    session = models.ForeignKey(PracticeSession, models.CASCADE, related_name="entries", null=True)
    moment = models.CharField(max_length=7, choices=Moment.choices)
    changed_at = models.DateTimeField()
    went_well = models.TextField(blank=True)
    note = models.TextField(blank=True)
    skin = models.CharField(max_length=7, choices=Skin.choices, default=Skin.UNSAID, blank=True)
    overall = models.PositiveSmallIntegerField(null=True)  # of the week: 1 very much worse, 4 the same, 7 better

    class Meta:
        ordering = ("-at",)
        verbose_name_plural = "entries"
        indexes = (
            models.Index(fields=("person", "-at"), name="entry_of_person"),
            models.Index(fields=("person", "moment", "day"), name="entry_of_day"),
        )
        constraints = (
            models.UniqueConstraint("session", "moment", name="entry_once_per_moment"),
            models.UniqueConstraint(
                "person", "day", condition=models.Q(moment="morning"), name="entry_one_morning_per_day"
            ),
            models.CheckConstraint(
                condition=models.Q(overall__isnull=True) | models.Q(overall__range=(1, MOST_CHANGE)),
                name="entry_overall_in_seven",
            ),
        )

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


class OwnAnswer(OfPerson):
    """The answer to an own question: the number itself, 0 or 1 for no and yes, or the place of the option."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="own_answers")
    question = models.ForeignKey(OwnQuestion, models.CASCADE, related_name="answers", db_index=False)
    value = models.DecimalField(max_digits=11, decimal_places=3)

    class Meta:
        indexes = (models.Index(fields=("person", "question"), name="own_answer_of_person"),)
        constraints = (models.UniqueConstraint("entry", "question", name="own_answer_once_per_question"),)

    def __str__(self) -> str:
        return f"{self.question_id} {self.value}"


class Happening(OfDay):
    """What happened on a day and may explain it: a flare, a change of medicine, a side effect, other care."""

    class Kind(models.TextChoices):
        FLARE = "flare"
        MEDICINE = "medicine"
        SIDE_EFFECT = "side-effect"
        CARE = "care"

    kind = models.CharField(max_length=11, choices=Kind.choices)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("-day", "-at")
        indexes = (models.Index(fields=("person", "-day"), name="happening_of_person"),)
        constraints = (
            models.UniqueConstraint("person", "day", condition=models.Q(kind="flare"), name="flare_once_per_day"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.day:%Y-%m-%d}"


class Revision(OfPerson):
    """One change of a diary row: as it was and as it became, with all that hangs on it; null where there was none.

    Undo writes `was` again, as one more revision. `by` is the name of who used the device. `goes_on` is true of what is
    typed until somebody says that it is done.
    """

    what = models.CharField(max_length=20)  # the kind of row: entry, happening, foot-check, own-question
    row = models.UUIDField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    was: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True)
    became: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True)
    goes_on = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at",)
        indexes = (
            models.Index(fields=("person", "-at"), name="revision_of_person"),
            models.Index(fields=("person", "row", "-at"), name="revision_of_row"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
