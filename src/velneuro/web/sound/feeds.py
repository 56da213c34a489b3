"""The address of a private podcast feed."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from velneuro.web.people.models import Person
from velneuro.web.people.private_address import TOKEN, PrivateAddress
from velneuro.web.sound.models import Feed

FEEDS = PrivateAddress(Feed, re.compile(rf"/feed/{TOKEN}(?:\.xml|/cover\.jpg|/[0-9a-f-]{{36}}\.mp3)"))


def make_feed(person: Person, base: str, now: datetime) -> str:
    """A new address below `base`; the one before stops working."""
    return base.rstrip("/") + reverse("feed", args=[FEEDS.make(person, now)])


def person_of_feed(request: HttpRequest) -> Person | None:
    """Whose feed is asked for; None for a stranger."""
    feed = FEEDS.row(request)
    return feed.person if feed else None
