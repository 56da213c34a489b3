"""The stranger sees nothing, on every address; somebody with another account sees nothing of the person's."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import EVENING, a_session, on_a_phone, the_clinician
from velneuro.web.people.models import Person

METHODS = ("get", "post", "put", "delete", "head", "options")


def every_address(session_id: str, person_id: str) -> list[str]:
    """Every address of the urlconf, filled with the person's own ids and real names."""
    fills = {
        "session_id": session_id,
        "person_id": person_id,
        "name": EVENING,
        "question": "signs",
        "token": "a-token",
        "view": "sole",
        "side": "left",
        "place": "left-ball",
        "day": "2026-11-22",
    }
    return ["/" + fill(route, fills) for route in routes(get_resolver().url_patterns)]


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def fill(route: str, fills: dict[str, str]) -> str:
    """Put a value into each `<converter:name>`; a name that is not known here fails, so that no address is left out."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: fills[hole[1]], route)


@pytest.fixture
def addresses(person: Person) -> list[str]:
    return every_address(str(a_session(person).pk), str(person.pk))


def test_the_walk_finds_the_pages(addresses: list[str]) -> None:
    assert len(addresses) > 30
    assert any(address.startswith("/api/v1/sessions/") for address in addresses)


@pytest.mark.parametrize("method", METHODS)
def test_nobody_finds_anything(addresses: list[str], method: str) -> None:
    client = on_a_phone()
    found = [address for address in addresses if getattr(client, method)(address).status_code != 404]
    assert found == []


@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_another_account_finds_no_row_of_the_person(addresses: list[str], person: Person, method: str) -> None:
    client = on_a_phone(the_clinician())
    own = [address for address in addresses if is_of_a_row(address)]
    answers = [client.generic(method.upper(), address, "{}", "application/json") for address in own]
    # 422 and 405 say that the call was wrong before any row was looked for.
    assert {answer.status_code for answer in answers} <= {404, 405, 422}
    assert all(b"Maria" not in answer.content for answer in answers)


def is_of_a_row(address: str) -> bool:
    for part in address.split("/"):
        try:
            uuid.UUID(part)
        except ValueError:
            continue
        return True
    return False


def test_another_account_sees_no_name_of_the_person(addresses: list[str]) -> None:
    client: Client = on_a_phone(the_clinician())
    pages = [client.get(address) for address in addresses if not is_of_a_row(address)]
    assert all(b"Maria" not in page.content for page in pages)


def test_the_helper_sees_no_row_of_the_person(home: Client, person: Person) -> None:
    session = a_session(person)
    home.post("/people/", {"name": "Jonas"})
    assert home.get(f"/diary/{session.pk}/").status_code == 404
