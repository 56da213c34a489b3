"""The stranger sees nothing, on every address; somebody with another account sees nothing of the person's."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import EVENING, NOW, a_session, on_a_phone, the_clinician
from tests.web.ways_to_remind import a_device
from velneuro.web.diary.entries import Said, Spot, keep_said
from velneuro.web.diary.keeping import Writer, keep
from velneuro.web.diary.models import Revision
from velneuro.web.feet.models import Finding
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Break, Occurrence, Ritual
from velneuro.web.trials.models import Trial

METHODS = ("get", "post", "put", "delete", "head", "options")


def every_address(session_id: str, person_id: str, **rows: object) -> list[str]:
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
        "month": "2026-11",
        "voice": "calm",
        "music": "far-sea",
        "picture": "tide",
        "music_id": str(uuid.uuid4()),
        "page": "sleep",
        "moment": "check-in",
        "kind": "medicine",
        "occasion": "morning",
        "scale": "pain",
        "what": "entry",
        "channel_kind": "email",
        **{name: str(row) for name, row in rows.items()},
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
    writer = Writer(person, "Maria", NOW)
    ids = {name: uuid.uuid4() for name in ("entry_id", "happening_id", "question_id", "check_id")}
    keep_said(writer, Spot("any", NOW), Said({"note": "Maria slept."}), ids["entry_id"])
    when = {"at": NOW.isoformat(), "day": "2026-11-22", "time_zone": "UTC"}
    keep(writer, "happening", ids["happening_id"], {"kind": "care", "text": "Maria was seen.", **when})
    keep(writer, "foot-check", ids["check_id"], {**when, "findings": {"cut left": {"note": "Maria's."}}})
    question = {"kind": "number", "text": "Maria's steps", "unit": "", "options": [], "made_at": NOW.isoformat()}
    keep(writer, "own-question", ids["question_id"], question)
    change = Revision.objects.filter(row=ids["entry_id"]).get()
    trial = Trial.objects.create(
        person=person,
        question="massage",
        outcome="pain",
        routine=EVENING,
        minutes=15,
        minutes_longer=15,
        made_at=NOW,
        run_in_from=NOW.date(),
    )
    ids["trial_id"] = trial.pk
    ids |= rhythm_of(person)
    day = Occurrence.objects.create(person=person, ritual_id=ids["ritual_id"], day=NOW.date())
    ids |= {"occurrence_id": day.pk, "channel_id": a_device(person).pk}
    more = {"row_id": ids["entry_id"], "revision_id": change.pk, "finding_id": Finding.objects.get().pk}
    return every_address(str(a_session(person).pk), str(person.pk), **ids, **more)


def rhythm_of(person: Person) -> dict[str, uuid.UUID]:
    """A line of the plan and days off."""
    since = NOW.date()
    line = {"routine": EVENING, "minutes": 10, "weekdays": [6], "cue": "After Maria sat down", "made_at": NOW}
    return {
        "ritual_id": Ritual.objects.create(person=person, since=since, **line).pk,
        "break_id": Break.objects.create(person=person, kind="pause", since=since).pk,
    }


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
    assert all(b"Maria" not in page.getvalue() for page in pages)


def test_the_helper_sees_no_row_of_the_person(home: Client, person: Person) -> None:
    session = a_session(person)
    home.post("/people/", {"name": "Jonas"})
    assert home.get(f"/diary/{session.pk}/").status_code == 404
