"""A whole evening: begin, gate, scores, session, after; and the next day it is all remembered."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import EVENING, NOW, a_session
from velneuro.content.library import catalog
from velneuro.web.diary.models import Entry
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

BEDTIME = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Sunday, eight in the evening in New York
State = PracticeSession.State


def played(client: Client, data: dict[str, Any], kind: str, at: datetime, position_ms: int) -> None:
    body = {"id": str(uuid.uuid4()), "kind": kind, "position_ms": position_ms, "at": at.isoformat()}
    assert client.post(data["urls"]["events"], body, "application/json").status_code == 200


def test_an_evening_is_remembered_the_next_day(home: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(BEDTIME)
    place = home.post(f"/practice/{EVENING}/gate/", {"minutes": "5", "none": "1"}).headers["Location"]
    data = player_data(home.get(place).content.decode())
    before = {"id": str(uuid.uuid4()), "moment": "before", "at": BEDTIME.isoformat(), "scores": {"burning": 6}}
    home.put(data["urls"]["scores"], before, "application/json")
    for kind, seconds in (("started", 0), ("step", 60), ("finished", 300)):
        time_machine.move_to(BEDTIME + timedelta(seconds=seconds))
        played(home, data, kind, BEDTIME + timedelta(seconds=seconds), seconds * 1000)
    assert home.post(data["urls"]["after"], {"skin": "fine"}).headers["Location"] == f"{place}after/scores/"
    assert home.post(f"{place}after/scores/", {"burning": "3"}).headers["Location"] == f"{place}after/words/"
    home.post(f"{place}after/words/", {"went_well": "Warm hands.", "note": "Slept at ten."})

    time_machine.move_to(BEDTIME + timedelta(hours=12))
    page = home.get("/diary/sessions/").content.decode()
    assert "Sunday, November 22" in page
    assert "8:00 PM · Done · 5 minutes" in " ".join(page.split())
    assert "<td>6</td><td>3</td>" in page
    assert "Warm hands." in page
    assert "Slept at ten." in page
    assert "Scores right after a session tend to flatter it." in page


def player_data(page: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(page.split('id="player-data" type="application/json">')[1].split("</script>")[0])
    return data


def test_the_player_gets_all_it_needs(home: Client, person: Person, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW)
    session = a_session(person)
    data = player_data(home.get(f"/practice/{session.pk}/").content.decode())
    assert data["score"] == json.loads(session.score)
    assert data["session"] == str(session.pk)
    assert data["words"]["pause"] == "Pause"
    assert len(data["pictures"]["of"]) == len(data["score"]["steps"])


def test_a_resumed_session_begins_where_it_was_and_as_gentle(
    home: Client, person: Person, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW)
    session = a_session(person)
    data = player_data(home.get(f"/practice/{session.pk}/").content.decode())
    played(home, data, "started", NOW, 0)
    played(home, data, "gentler", NOW, 30_000)
    played(home, data, "step", NOW, 60_000)
    again = player_data(home.get(f"/practice/{session.pk}/").content.decode())
    assert (again["resume_ms"], again["gentler"]) == (60_000, [30_000])
    assert again["score"] == data["score"]


def test_a_session_that_is_over_leads_to_what_comes_after(home: Client, person: Person) -> None:
    session = a_session(person, state=State.FINISHED)
    assert home.get(f"/practice/{session.pk}/").headers["Location"] == f"/practice/{session.pk}/after/"


def test_changed_skin_is_kept_and_told_what_to_do_about(home: Client, person: Person) -> None:
    session = a_session(person, state=State.FINISHED)
    answer = home.post(f"/practice/{session.pk}/after/", {"skin": "changed"}, follow=True)
    assert "Call your doctor or clinic today" in answer.content.decode()
    assert Entry.objects.get().skin == "changed"


def test_every_question_after_may_stay_open(home: Client, person: Person) -> None:
    session = a_session(person, state=State.FINISHED)
    for page in ("after/", "after/scores/", "after/words/"):
        assert home.post(f"/practice/{session.pk}/{page}", {}).status_code == 302


def test_after_asks_the_scales_that_were_answered_before(home: Client, person: Person) -> None:
    session = a_session(person, state=State.FINISHED)
    body = {"id": str(uuid.uuid4()), "moment": "before", "at": NOW.isoformat(), "scores": {"tension": 6}}
    home.put(f"/api/v1/sessions/{session.pk}/scores", body, "application/json")
    page = home.get(f"/practice/{session.pk}/after/scores/").content.decode()
    assert 'data-scale="tension"' in page
    assert 'data-scale="pain"' not in page


def test_a_score_after_that_is_no_key_is_refused(home: Client, person: Person) -> None:
    session = a_session(person, state=State.FINISHED)
    assert home.post(f"/practice/{session.pk}/after/scores/", {"pain": "12"}).status_code == 422
    assert not Entry.objects.exists()


def test_feet_are_spoken_of_only_when_they_were_touched(home: Client, person: Person) -> None:
    session = a_session(person, state=State.FINISHED)
    assert "Put on your shoes" in home.get(f"/practice/{session.pk}/after/").content.decode()
    session.plan = {**session.plan, "steps": [step for step in session.plan["steps"] if not step["zone"]]}
    session.save()
    assert "Put on your shoes" not in home.get(f"/practice/{session.pk}/after/").content.decode()


def test_trouble_leads_to_advice_and_a_note(home: Client, person: Person) -> None:
    session = a_session(person, state=State.STOPPED, stop_reason="wrong")
    assert "Good that you stopped." in home.get(f"/practice/{session.pk}/advice/").content.decode()
    home.post(f"/practice/{session.pk}/advice/", {"note": "New pain in the heel."})
    session.refresh_from_db()
    assert session.stop_note == "New pain in the heel."


def test_the_advice_does_not_wait_for_the_event_of_the_phone(home: Client, person: Person) -> None:
    session = a_session(person, state=State.PLAYING, started_at=NOW)
    assert "Good that you stopped." in home.get(f"/practice/{session.pk}/advice/?wrong=1").content.decode()


def test_things_at_hand_change_the_session(home: Client, person: Person) -> None:
    home.post(f"/practice/{EVENING}/prepare/", {"have": ["chair", "lotion"]})
    person.refresh_from_db()
    assert set(person.answers["have"]) == {"chair", "lotion"}


def test_what_is_missing_is_told_after_saving(home: Client) -> None:
    page = home.post(f"/practice/{EVENING}/prepare/", {}, follow=True).content.decode()
    assert catalog().reasons["have"] in page
