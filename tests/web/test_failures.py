"""When something fails, a person reads what to do next, and what they typed is still there."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.cast import EVENING, NOW, a_session, at_home, on_a_phone
from velneuro.web import health
from velneuro.web.diary.models import Entry
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession, StepEvent
from velneuro.web.rhythm import home_views
from velneuro.web.start import one_time_link

LONG = "It went well. " * 250


@pytest.fixture
def full_disk(transactional_db: None, person: Person) -> Iterator[PracticeSession]:
    """SQLite says that the disk is full once the file may not grow any more; it then drops the whole transaction."""
    session = a_session(person, state=PracticeSession.State.FINISHED, started_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    yield session
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.fixture
def read_only(person: Person) -> Iterator[PracticeSession]:
    session = a_session(person, state=PracticeSession.State.FINISHED, started_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    yield session
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")


def test_a_full_disk_says_what_to_do_and_keeps_what_was_typed(home: Client, full_disk: PracticeSession) -> None:
    page = home.post(f"/diary/{full_disk.pk}/", {"went_well": f"Soft light. {LONG}", "note": LONG})
    assert page.status_code == 507
    assert "The disk of this machine is full." in page.content.decode()
    assert "Soft light." in page.content.decode()
    assert f'action="/diary/{full_disk.pk}/"' in page.content.decode()


def test_a_full_disk_keeps_nothing_half(home: Client, full_disk: PracticeSession) -> None:
    home.post(f"/diary/{full_disk.pk}/", {"went_well": f"Soft light. {LONG}", "note": LONG})
    assert not Entry.objects.exists()


def test_a_full_disk_tells_the_phone_not_saved(home: Client, full_disk: PracticeSession) -> None:
    body = {"kind": "step", "position_ms": 0, "at": NOW.isoformat(), "note": LONG}
    answers = [
        home.post(f"/api/v1/sessions/{full_disk.pk}/events", {**body, "id": str(uuid.uuid4())}, "application/json")
        for _ in range(200)
    ]
    refused = [answer for answer in answers if answer.status_code == 507]
    assert refused
    assert "full" in json.loads(refused[0].content)["detail"]
    assert StepEvent.objects.count() == len(answers) - len(refused)


def test_a_read_only_folder_says_what_to_do_and_keeps_what_was_typed(home: Client, read_only: PracticeSession) -> None:
    page = home.post(f"/diary/{read_only.pk}/", {"went_well": "", "note": "Slept at ten."})
    assert page.status_code == 503
    assert "Make it writable" in page.content.decode()
    assert "Slept at ten." in page.content.decode()


def test_ticks_are_kept_for_the_next_try(home: Client, read_only: PracticeSession) -> None:
    page = home.post(
        f"/practice/{EVENING}/gate/", {"minutes": "10", "some": "1", "R07": "on", "R07-where": "left-foot"}
    )
    assert page.status_code == 503
    assert '<input type="hidden" name="R07-where" value="left-foot">' in page.content.decode()


def test_a_password_is_never_shown_again(home: Client, read_only: PracticeSession) -> None:
    page = home.post("/settings/password/", {"password": "candle blanket river stone"})
    assert page.status_code == 503
    assert "candle" not in page.content.decode()


def test_a_page_whose_data_cannot_be_reached_says_so(home: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(home_views, "days_kept", locked)
    page = home.get("/")
    assert page.status_code == 503
    assert "Wait a moment" in page.content.decode()


def strict(client: Client) -> Client:
    client.handler.enforce_csrf_checks = True
    return client


def test_a_form_that_is_too_old_says_the_fix(home: Client) -> None:
    page = strict(home).post("/people/", {"name": "Jonas"})
    assert page.status_code == 403
    assert "reload the page" in page.content.decode()


def test_a_host_reads_which_address_to_set(person: Person) -> None:
    phone = strict(on_a_phone(person))
    page = phone.post("/people/", {"name": "Jonas"}, headers={"Origin": "https://care.example.org"})
    assert "set PUBLIC_URL to the address in the browser, here https://care.example.org" in page.content.decode()


def test_the_fix_is_also_said_at_a_way_in(person: Person) -> None:
    link = one_time_link("http://192.168.1.20:8000").removeprefix("http://192.168.1.20:8000")
    page = strict(on_a_phone()).post(link, headers={"Origin": "https://care.example.org"})
    assert page.status_code == 403
    assert "PUBLIC_URL" in page.content.decode()


def test_a_page_that_does_not_exist_is_told_in_words(home: Client) -> None:
    page = home.get("/nothing/")
    assert page.status_code == 404
    assert "There is no such page." in page.content.decode()


def test_a_failure_of_ours_is_told_in_words(person: Person, open_door: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(home_views, "days_kept", broken)
    client = at_home()
    client.raise_request_exception = False
    page = client.get("/")
    assert page.status_code == 500
    assert "What was saved before is safe." in page.content.decode()


def test_health_says_when_the_database_fails(home: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=failing))
    assert home.get("/healthz").status_code == 503
