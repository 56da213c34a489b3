"""What the tests of the body map mark, and what is kept of it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from velneuro.web.body_map.models import Mark
from velneuro.web.people.models import Person


def felt(kind: str = "tingling", level: int = 6) -> dict[str, str]:
    return {kind: "on", f"{kind}-level": str(level)}


def mark(client: Client, place: str, **data: Any) -> Any:
    return client.post(f"/map/at/{place}/", data or felt())


def kept() -> list[tuple[str, str, int]]:
    return sorted(Mark.objects.values_list("place", "kind", "level"))


def answers() -> dict[str, Any]:
    known: dict[str, Any] = Person.objects.get().answers
    return known
