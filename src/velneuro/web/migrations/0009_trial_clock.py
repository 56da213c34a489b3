"""A trial keeps the clock with which it was locked."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def keep_the_clock(apps: Any, schema_editor: Any) -> None:
    """A trial that goes on already keeps the clock that its person has now."""
    for trial in apps.get_model("web", "Trial").objects.select_related("person"):
        trial.time_zone, trial.day_starts = trial.person.time_zone, trial.person.day_starts
        trial.save(update_fields=["time_zone", "day_starts"])


class Migration(migrations.Migration):

    dependencies = [("web", "0008_trials")]

    operations = [
        migrations.AddField("trial", "time_zone", models.CharField(default="UTC", max_length=64), preserve_default=False),
        migrations.AddField("trial", "day_starts", models.PositiveSmallIntegerField(default=240)),
        migrations.RunPython(keep_the_clock, migrations.RunPython.noop),
    ]
