"""What the phone tells: kept once, in any order, and a broken body changes nothing."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from tests.cast import NOW, a_session, at_home
from velneuro.web.diary.models import Entry, Score
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession, StepEvent

State = PracticeSession.State


@pytest.fixture
def session(person: Person) -> PracticeSession:
    return a_session(person)


def event(kind: str, position_ms: int = 0, at: datetime = NOW, **more: Any) -> dict[str, Any]:
    body = {"id": str(uuid.uuid4()), "kind": kind, "step": "a", "position_ms": position_ms, "at": at.isoformat()}
    return {**body, **more}


def send(client: Client, session: PracticeSession, body: Any) -> Any:
    return client.post(f"/api/v1/sessions/{session.pk}/events", json.dumps(body), "application/json")


def put(client: Client, session: PracticeSession, body: Any) -> Any:
    return client.put(f"/api/v1/sessions/{session.pk}/scores", json.dumps(body), "application/json")


def scores(**values: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "moment": "before", "at": NOW.isoformat(), "scores": values}


def test_an_event_is_kept_before_the_answer_says_so(home: Client, session: PracticeSession) -> None:
    assert send(home, session, event("started")).json() == {"saved": True, "state": "playing"}
    assert StepEvent.objects.get().kind == "started"


def test_the_same_event_twice_is_one_event(home: Client, session: PracticeSession) -> None:
    body = event("step", 60_000)
    assert send(home, session, body).json() == send(home, session, body).json()
    assert StepEvent.objects.count() == 1


def test_a_resent_event_does_not_move_the_session_back(home: Client, session: PracticeSession) -> None:
    first = event("step", 60_000)
    for body in (first, event("step", 120_000), first):
        send(home, session, body)
    session.refresh_from_db()
    assert session.position_ms == 120_000


def test_finishing_ends_the_session(home: Client, session: PracticeSession, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW + timedelta(hours=1))
    end = NOW + timedelta(minutes=5)
    send(home, session, event("started"))
    assert send(home, session, event("finished", 300_000, end)).json()["state"] == "finished"
    session.refresh_from_db()
    assert (session.started_at, session.ended_at, session.position_ms) == (NOW, end, 300_000)


def test_an_event_that_comes_late_does_not_open_it_again(home: Client, session: PracticeSession) -> None:
    send(home, session, event("finished", 300_000))
    assert send(home, session, event("step", 60_000)).json()["state"] == "finished"
    session.refresh_from_db()
    assert session.position_ms == 300_000


def test_stopping_keeps_why_and_what(home: Client, session: PracticeSession) -> None:
    send(home, session, event("stopped", 90_000, reason="wrong", note="A blister on the heel."))
    session.refresh_from_db()
    assert (session.state, session.stop_reason, session.stop_note) == (
        State.STOPPED,
        "wrong",
        "A blister on the heel.",
    )


def test_stopping_without_a_reason_is_early(home: Client, session: PracticeSession) -> None:
    send(home, session, event("stopped"))
    session.refresh_from_db()
    assert session.stop_reason == "early"


def test_a_clock_that_runs_ahead_does_not_keep_a_session_open(home: Client, session: PracticeSession) -> None:
    send(home, session, event("started", at=timezone.now() + timedelta(days=400)))
    session.refresh_from_db()
    assert not session.can_resume(timezone.now() + timedelta(hours=25))


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"])
def test_a_clock_that_is_far_off_breaks_no_page(home: Client, session: PracticeSession, at: str) -> None:
    send(home, session, {**event("started"), "at": at})
    put(home, session, {**scores(pain=4), "at": at})
    addresses = ("/", "/diary/", f"/diary/{session.pk}/")
    assert [home.get(address).status_code for address in addresses] == [200, 200, 200]
    assert abs(Entry.objects.get().at - session.made_at) <= timedelta(days=2)


def test_a_refused_session_stays_refused(home: Client, person: Person) -> None:
    session = a_session(person, state=State.REFUSED)
    assert send(home, session, event("started")).json()["state"] == "refused"


def test_the_id_of_another_sessions_event_is_not_found(home: Client, person: Person, session: PracticeSession) -> None:
    body = event("started")
    send(home, session, body)
    assert send(home, a_session(person), body).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        *({"id": "1"}, {"kind": "danced"}, {"position_ms": -1}, {"position_ms": 10**12}, {"at": "yesterday"}),
        *({"at": "2026-11-22T20:00:00"}, {"reason": "bored"}, {"note": "x" * 4001}, {"step": "x" * 121}),
        *({"position_ms": "soon"}, {"id": None}),
    ],
)
def test_a_broken_field_is_named_and_nothing_is_kept(
    home: Client, session: PracticeSession, change: dict[str, Any]
) -> None:
    answer = send(home, session, {**event("step"), **change})
    assert answer.status_code == 422
    assert next(iter(change)) in str(answer.json()["detail"])
    assert not StepEvent.objects.exists()


@pytest.mark.parametrize("body", ["{", "[1", "\xff"])
def test_a_body_that_is_no_json_is_refused(home: Client, session: PracticeSession, body: str) -> None:
    answer = home.post(f"/api/v1/sessions/{session.pk}/events", body, "application/json")
    assert answer.status_code == 400
    assert "detail" in answer.json()


def test_scores_before_are_kept(home: Client, session: PracticeSession) -> None:
    assert put(home, session, scores(pain=4, burning=0)).status_code == 200
    assert dict(Score.objects.values_list("scale", "value")) == {"pain": 4, "burning": 0}
    assert Entry.objects.get().moment == "before"


def test_the_same_scores_twice_are_one_entry(home: Client, session: PracticeSession) -> None:
    body = scores(pain=4)
    put(home, session, body)
    put(home, session, body)
    assert (Entry.objects.count(), Score.objects.count()) == (1, 1)


def test_a_later_score_replaces_the_earlier_one(home: Client, session: PracticeSession) -> None:
    put(home, session, scores(pain=4))
    put(home, session, scores(pain=6))
    assert [score.value for score in Score.objects.all()] == [6]


@pytest.mark.parametrize("value", [-1, 11, "many", 3.5, None])
def test_a_score_is_a_whole_number_up_to_ten(home: Client, session: PracticeSession, value: Any) -> None:
    assert put(home, session, scores(pain=value)).status_code == 422
    assert not Entry.objects.exists()


def test_an_unknown_scale_is_refused(home: Client, session: PracticeSession) -> None:
    assert put(home, session, scores(mood=3)).status_code == 400


def test_a_page_of_another_site_cannot_speak_for_the_person(session: PracticeSession, open_door: None) -> None:
    strict = at_home()
    strict.handler.enforce_csrf_checks = True
    assert send(strict, session, event("started")).status_code == 403
    assert not StepEvent.objects.exists()


def test_the_pages_own_token_is_enough(
    session: PracticeSession, open_door: None, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW)
    strict = at_home()
    strict.handler.enforce_csrf_checks = True
    page = strict.get(f"/practice/{session.pk}/").content.decode()
    data = json.loads(page.split('id="player-data" type="application/json">')[1].split("</script>")[0])
    answer = strict.post(
        data["urls"]["events"], event("started"), "application/json", headers={"X-CSRFToken": data["csrf"]}
    )
    assert answer.status_code == 200


def test_the_calls_are_described(home: Client) -> None:
    described = home.get("/api/v1/openapi.json").json()["paths"]
    events = described["/api/v1/sessions/{session_id}/events"]["post"]["responses"]
    assert {"200", "400", "403", "404", "422", "503", "507"} <= set(events)
