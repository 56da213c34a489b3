"""Writes in the diary: by the form of a page, or as the phone sends it."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from django.test import Client

from tests.cast import NOW
from velneuro.web.people.models import Person

ROW = uuid.UUID(int=5)


def action(page: str) -> str:
    found = re.search(r'<form method="post" action="(/diary/[^"]+)"[^>]*data-keep', page)
    assert found
    return found[1]


def write(client: Client, page: str, **fields: Any) -> Any:
    return client.post(action(client.get(page).content.decode()), fields)


def send(
    client: Client, person: Person, kind: str = "any", what: str = "entry", row: uuid.UUID = ROW, **values: Any
) -> Any:
    return put(client, body_of(person, kind, **values), what, row)


def body_of(person: Person, kind: str, **values: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "person": str(person.pk), "at": NOW.isoformat(), "kind": kind, "values": values}


def put(client: Client, body: dict[str, Any], what: str = "entry", row: uuid.UUID = ROW) -> Any:
    return client.put(f"/api/v1/diary/{what}/{row}", json.dumps(body), "application/json")
