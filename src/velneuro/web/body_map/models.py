"""What a person marked on the body map, one map for each day."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models

from velneuro.web.people.models import OfPerson


class MapDay(OfPerson):
    """The map of one day. One without any mark says: on this day nothing was felt anywhere."""

    day = models.DateField()
    changed_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)

    class Meta:
        ordering = ("-day",)
        constraints = (models.UniqueConstraint("person", "day", name="map_once_per_day"),)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Mark(OfPerson):
    """One kind of feeling at one place. `carried` when it was taken over from an earlier map and not said anew."""

    map_day = models.ForeignKey(MapDay, models.CASCADE, related_name="marks", db_index=False)
    place = models.CharField(max_length=40)
    kind = models.CharField(max_length=16)
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    carried = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("person", "at"), name="mark_of_person"),)
        constraints = (
            models.UniqueConstraint("map_day", "place", "kind", name="mark_once_per_kind"),
            models.CheckConstraint(condition=models.Q(level__lte=10), name="mark_at_most_ten"),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.kind} {self.level}"
