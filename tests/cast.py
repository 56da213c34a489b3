"""The cast: the person, the helper in the same home, the clinician with an account elsewhere, the stranger."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from velneuro.web.diary.entries import Said, Spot, keep_said
from velneuro.web.diary.keeping import Writer
from velneuro.web.people.models import Person
from velneuro.web.people.owner import machine_account
from velneuro.web.practice.composing import new_session
from velneuro.web.practice.models import PracticeSession

EVENING = "evening-feet-and-legs"
NOW = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)  # a Sunday evening
ZONE = "America/New_York"
# Somebody who answered every question, with burning in the left ball of the foot.
ANSWERS: dict[str, Any] = {
    "sign": [],
    "feel": [{"zone": "left-ball", "kind": "burning", "level": 3}],
    "hands": ["thumbs", "knuckles", "heel"],
    "have": ["chair", "lotion", "cloth", "shoes"],
    "pressure": 2,
    "visualization": True,
}


def the_person(**changes: Any) -> Person:
    """The first person of this machine, with every question answered."""
    given = {"name": "Maria", "answers": ANSWERS, "time_zone": ZONE, "created_at": NOW, "welcomed_at": NOW, **changes}
    return Person.objects.create(account=machine_account(), **given)


def the_helper() -> Person:
    """The partner, who shares the machine and keeps a diary of their own."""
    return the_person(name="Jonas", answers={}, created_at=datetime(2026, 11, 23, tzinfo=UTC))


def the_clinician() -> Person:
    """Somebody with an account and rows of their own on the same host."""
    account = User.objects.create_user("clinician", password="two plain words more")
    return Person.objects.create(
        account=account, name="Dr. Ada", answers={}, time_zone="UTC", created_at=NOW, welcomed_at=NOW
    )


def at_home() -> Client:
    """A browser on the machine itself."""
    return Client(HTTP_HOST="localhost:8000", REMOTE_ADDR="127.0.0.1")


def on_a_phone(person: Person | None = None) -> Client:
    """A browser elsewhere; let in when a person is named, else the stranger."""
    client = Client(HTTP_HOST="192.168.1.20:8000", REMOTE_ADDR="192.168.1.33")
    if person is not None:
        client.force_login(person.account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_session(person: Person, minutes: int = 5, now: datetime = NOW, **changes: Any) -> PracticeSession:
    """A compiled session of the evening routine, made at `now`."""
    answers = {**person.answers, "gate": {"none": True}}
    session = new_session(person, EVENING, minutes, 7, answers, now)
    for name, value in changes.items():
        setattr(session, name, value)
    session.save()
    return session


def say(session: PracticeSession, moment: str, **scores: int) -> None:
    """Scores around a session."""
    person = session.person
    keep_said(Writer(person, person.name, NOW), Spot(moment, NOW, session), Said(scores=scores))
