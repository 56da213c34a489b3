"""The plan of the week, what it asked for on each day, and what was sent to remind of it."""

from __future__ import annotations

from typing import Any

from django.db import models

from velneuro.web.people.models import OfPerson

MINUTES_OF_DAY = 24 * 60


class Ritual(OfPerson):
    """One line of the week's plan, from a day on. A change closes it and begins another: past days keep their plan."""

    class Part(models.TextChoices):
        BEDTIME = "bedtime"
        AFTERNOON = "afternoon"
        ANY = "any"

    routine = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField()
    weekdays: models.JSONField[list[int]] = models.JSONField()  # 0 for Monday to 6 for Sunday, ascending
    part = models.CharField(max_length=9, choices=Part.choices, default=Part.BEDTIME)
    clock_minutes = models.PositiveSmallIntegerField(null=True)  # after midnight by the clock; null: at no set time
    cue = models.CharField(max_length=120, blank=True)  # the "if" in own words: after I brush my teeth
    since = models.DateField()
    until = models.DateField(null=True)  # the first day on which it no longer holds
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at",)
        indexes = (models.Index(fields=("person", "until", "since"), name="ritual_of_person"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(clock_minutes__isnull=True) | models.Q(clock_minutes__lt=MINUTES_OF_DAY),
                name="ritual_within_the_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.routine} from {self.since:%Y-%m-%d}"


class Break(OfPerson):
    """Days on which nothing is asked: a holiday, or a pause without an end. They cost nothing."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday"
        PAUSE = "pause"

    kind = models.CharField(max_length=7, choices=Kind.choices)
    since = models.DateField()
    until = models.DateField(null=True)  # the first day on which it goes on

    class Meta:
        ordering = ("since",)
        indexes = (models.Index(fields=("person", "since"), name="break_of_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.since:%Y-%m-%d}"


class Occurrence(OfPerson):
    """A ritual on one day: what was answered to it. Rows exist only where something was answered or is to be sent."""

    class Answer(models.TextChoices):
        NONE = ""
        SEEN = "seen"
        DONE = "done"
        SKIPPED = "skipped"

    ritual = models.ForeignKey(Ritual, models.CASCADE, related_name="occurrences", db_index=False)
    day = models.DateField()
    at = models.DateTimeField(null=True)  # when its first reminder was due
    answer = models.CharField(max_length=7, choices=Answer.choices, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-day",)
        indexes = (models.Index(fields=("person", "-day"), name="occurrence_of_person"),)
        constraints = (models.UniqueConstraint("ritual", "day", name="occurrence_once_per_day"),)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.answer or '-'}"


CODE = "code"  # in the address of a channel by e-mail, until it was typed in


class Channel(OfPerson):
    """A way to reach a person. `address` is secret where it lets others in, and stays on this machine."""

    class Kind(models.TextChoices):
        PUSH = "push"
        EMAIL = "email"
        APPRISE = "apprise"

    class State(models.TextChoices):
        NEW = "new"  # nothing was sent yet
        WORKING = "working"
        FAILING = "failing"
        DEAD = "dead"  # the service says that it is gone

    kind = models.CharField(max_length=7, choices=Kind.choices)
    name = models.CharField(max_length=60)  # in the person's words: kitchen tablet
    address: models.JSONField[dict[str, Any]] = models.JSONField()  # push: endpoint, keys; e-mail: to; apprise: url
    address_hash = models.CharField(max_length=64)  # the same device or address twice is one channel
    state = models.CharField(max_length=7, choices=State.choices, default=State.NEW)
    failures = models.PositiveSmallIntegerField(default=0)  # messages that failed, one after the other, up to now
    resting_until = models.DateTimeField(null=True)  # a failing service is not asked before
    last_ok_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at",)
        constraints = (models.UniqueConstraint("person", "address_hash", name="channel_once_per_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def is_confirmed(self) -> bool:
        """Whether its owner has shown that it is theirs: by a code, where nothing else shows it."""
        return CODE not in self.address


class Reminder(OfPerson):
    """How a ritual is reminded of: by a first channel, and by a second when that fails or is not confirmed."""

    ritual = models.OneToOneField(Ritual, models.CASCADE, related_name="reminder")
    first = models.ForeignKey(Channel, models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(Channel, models.SET_NULL, null=True, related_name="+")
    is_on = models.BooleanField(default=True)
    shows_cue = models.BooleanField(default=False)  # the cue may say what others need not read on a lock screen

    def __str__(self) -> str:
        return f"{self.ritual_id} {'on' if self.is_on else 'off'}"


class Delivery(OfPerson):
    """One message: the table of what is due, and afterwards the record of what became of it.

    Waiting rows are claimed by a sender for a while; a row that is `sending` is never sent again by anybody.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNSURE = "unsure"  # the sender died between sending and noting it
        NOT_SENT = "not-sent"  # `result` says why: done already, quiet hours, too late, resting service

    class Round(models.TextChoices):
        FIRST = "first"
        SECOND = "second"
        SNOOZED = "snoozed"
        TEST = "test"

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="deliveries", null=True)  # null: a test
    channel = models.ForeignKey(Channel, models.SET_NULL, null=True, related_name="+")
    channel_kind = models.CharField(max_length=7, choices=Channel.Kind.choices)
    channel_name = models.CharField(max_length=60)
    round = models.CharField(max_length=7, choices=Round.choices)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True)  # no sender takes it before: another has it, or it is tried later
    tries = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-due_at",)
        verbose_name_plural = "deliveries"
        indexes = (
            models.Index(fields=("person", "-due_at"), name="delivery_of_person"),
            # The sender alone looks across persons, and only at what is not ended.
            models.Index(
                fields=("due_at",), condition=models.Q(state__in=("waiting", "sending")), name="delivery_to_send"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                "occurrence", "channel", "round", "due_at", name="delivery_once_per_channel_and_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel_kind} {self.due_at:%Y-%m-%d %H:%M} {self.state}"


class RhythmChoice(OfPerson):
    """One row for each person: the hours in which nothing is sent. Minutes after midnight; both null: no such hours."""

    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint("person", name="rhythm_once_per_person"),)

    def __str__(self) -> str:
        return f"{self.quiet_from} {self.quiet_until}"


class CalendarFeed(OfPerson):
    """The private calendar address of a person. Only the hash of its token is kept.

    `content_hash` is of the plan that was last fetched: a calendar program has to be told that an event is a newer one.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64, blank=True)
    edition = models.PositiveIntegerField(default=0)  # grows with each change of the plan
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint("person", name="calendar_once_per_person"),)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
