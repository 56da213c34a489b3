"""Rows from before the diary knew its days: each gets the day that it was written on, where days began at 04:00."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    for session in apps.get_model("web", "PracticeSession").objects.defer("score", "answers", "plan").iterator():
        session.day = _day(session.made_at, session.time_zone)
        session.save(update_fields=["day"])
    for entry in apps.get_model("web", "Entry").objects.select_related("session").iterator():
        entry.day = entry.session.day if entry.session else _day(entry.at, entry.time_zone)
        entry.changed_at = entry.at
        entry.save(update_fields=["day", "changed_at"])


def _day(moment: datetime, zone: str) -> date:
    return (moment.astimezone(ZoneInfo(zone)) - timedelta(hours=4)).date()


class Migration(migrations.Migration):

    dependencies = [("web", "0005_diary")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
