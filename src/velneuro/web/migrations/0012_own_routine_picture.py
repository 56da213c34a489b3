"""A routine of one's own may have a picture of its own."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("web", "0011_reminder_cue"),)
    operations = (
        migrations.AddField(
            model_name="ownroutine",
            name="picture",
            field=models.CharField(blank=True, max_length=60),
        ),
    )
