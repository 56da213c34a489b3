"""A plan of the week and its days off, by the pages that make them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.test import Client

from tests.cast import EVENING
from velneuro.web.rhythm.models import Ritual

TODAY = date(2026, 11, 22)  # a Sunday
LINE: dict[str, Any] = {
    "routine": EVENING,
    "minutes": "20",
    "weekdays": [str(day) for day in range(7)],
    "part": "bedtime",
    "at": "21:30",
    "cue": "After I brush my teeth,",
}


def page(home: Client, address: str = "/rhythm/") -> str:
    answer = home.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def add(home: Client, **changes: Any) -> Ritual:
    known = set(Ritual.objects.values_list("pk", flat=True))
    assert home.post("/rhythm/lines/new/", {**LINE, **changes}).status_code == 302
    return Ritual.objects.exclude(pk__in=known).get()


def undo(home: Client) -> None:
    assert home.post("/rhythm/undo/").status_code == 302


def open_lines() -> list[Ritual]:
    return list(Ritual.objects.filter(until=None))
