"""Whom a preview is shown for: somebody who can do all and has all at hand, until the author answers otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from velneuro.content.library import catalog
from velneuro.core.catalog import ABILITIES, MOST_PRESSURE
from velneuro.web.people.models import Person
from velneuro.web.people.owner import machine_account
from velneuro.web.people.zones import zone_of_this_machine


def make_author(now: datetime) -> None:
    """Make the person of a preview, unless there is one: left unanswered, every question would hide a step."""
    account = machine_account()
    if Person.objects.filter(account=account).exists():
        return
    Person.objects.create(
        account=account,
        name=gettext("Preview"),
        answers=_answers(),
        time_zone=zone_of_this_machine(),
        created_at=now,
        welcomed_at=now,
    )


def _answers() -> dict[str, Any]:
    return {
        "sign": [],
        "feel": [],
        "hands": [ability for ability in ABILITIES if ability != "helper"],
        "have": list(catalog().supplies),
        "pressure": MOST_PRESSURE,
        "visualization": True,
    }
