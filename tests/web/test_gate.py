"""The gate: one tap when nothing is wrong; go, go gentler, skip a region, or not tonight with plain advice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import EVENING
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

GATE = f"/practice/{EVENING}/gate/"
State = PracticeSession.State


def answer(client: Client, **ticked: Any) -> PracticeSession:
    """Answer the gate and follow; the session that was made."""
    response = client.post(GATE, {"minutes": "10", **ticked})
    assert response.status_code == 302, response.content.decode()
    return PracticeSession.objects.latest("made_at")


def advice(client: Client, session: PracticeSession) -> str:
    return client.get(f"/practice/{session.pk}/advice/").content.decode()


def touched(session: PracticeSession) -> set[str]:
    return {f"{step['side']}-{step['zone']}" for step in session.plan["steps"] if step["zone"]}


def test_one_tap_when_nothing_is_wrong(home: Client) -> None:
    response = home.post(GATE, {"minutes": "10", "none": "1"})
    session = PracticeSession.objects.get()
    assert response.headers["Location"] == f"/practice/{session.pk}/"
    assert (session.state, session.minutes) == (State.READY, 10)


def test_three_taps_from_tonight_to_a_running_session(home: Client) -> None:
    assert "/gate/?minutes=" in home.get("/").content.decode()
    location = home.post(GATE, {"minutes": "10", "none": "1"}).headers["Location"]
    assert 'id="start"' in home.get(location).content.decode()


def test_the_gate_counts_as_answered_for_who_answered_the_lasting_signs(home: Client) -> None:
    assert answer(home, none="1").answers["gate"] == {"none": True}


def test_the_gate_stays_careful_for_who_skipped_the_lasting_signs(home: Client) -> None:
    Person.objects.update(answers={})
    session = answer(home, none="1")
    assert session.answers["gate"] == {"none": False}
    assert max(step["pressure"] for step in session.plan["steps"]) <= 1
    assert "So touch stays light tonight" in home.get(GATE).content.decode()


@pytest.mark.parametrize("sign", ["R01", "R03", "R04", "R05", "R28"])
def test_an_emergency_refuses_and_says_whom_to_call(home: Client, sign: str) -> None:
    session = answer(home, some="1", **{sign: "on"})
    page = advice(home, session)
    assert session.state == State.REFUSED
    assert "Get help now." in page
    assert 'href="tel:112"' in page
    assert "Go on with the rest" not in page


@pytest.mark.parametrize("sign", ["R02", "R06", "R08", "R09"])
def test_a_sign_of_today_refuses_and_offers_what_remains(home: Client, sign: str) -> None:
    session = answer(home, some="1", **{sign: "on"})
    page = advice(home, session)
    assert session.state == State.REFUSED
    assert "Not tonight." in page
    assert "What you can still do" in page


def test_a_refused_session_cannot_be_played(home: Client) -> None:
    session = answer(home, some="1", R01="on")
    assert home.get(f"/practice/{session.pk}/").headers["Location"] == f"/practice/{session.pk}/advice/"


def test_a_sore_foot_is_left_out_and_the_rest_goes_on(home: Client) -> None:
    session = answer(home, some="1", **{"R07": "on", "R07-where": ["left-foot"]})
    page = advice(home, session)
    assert session.state == State.READY
    assert not {place for place in touched(session) if place in ("left-sole", "left-ball", "left-heel", "left-toes")}
    assert "Call your doctor or clinic today" in page
    assert "Left out: left foot" in page
    assert f'href="/practice/{session.pk}/"' in page


def test_a_sore_without_a_place_leaves_all_of_it_out(home: Client) -> None:
    assert touched(answer(home, some="1", R07="on")) == set()


def test_a_sign_that_asks_for_a_clinician_offers_their_yes(home: Client) -> None:
    session = answer(home, some="1", R12="on")
    assert session.state == State.REFUSED
    assert "My clinician said yes" in advice(home, session)


def test_a_clinicians_yes_makes_the_session_anew(home: Client) -> None:
    session = answer(home, some="1", R12="on")
    home.post(f"/practice/{session.pk}/clinician-yes/")
    again = PracticeSession.objects.latest("made_at")
    assert (again.state, again.minutes) == (State.READY, 10)
    assert again.answers["sign"] == [{"id": "R12", "cleared": True}]


def test_a_clinicians_yes_to_a_lasting_sign_is_remembered(home: Client, person: Person) -> None:
    Person.objects.update(answers={**person.answers, "sign": [{"id": "R16"}]})
    session = answer(home, none="1")
    assert session.state == State.REFUSED
    home.post(f"/practice/{session.pk}/clinician-yes/")
    assert answer(home, none="1").state == State.READY


def test_a_yes_does_not_open_an_emergency(home: Client) -> None:
    session = answer(home, some="1", R01="on")
    home.post(f"/practice/{session.pk}/clinician-yes/")
    assert not PracticeSession.objects.exclude(state=State.REFUSED).exists()


def test_signs_of_tonight_are_not_kept_for_tomorrow(home: Client, person: Person) -> None:
    answer(home, some="1", R22="on")
    person.refresh_from_db()
    assert person.answers["sign"] == []


def test_lasting_signs_are_shown_with_the_question_whether_they_changed(home: Client, person: Person) -> None:
    Person.objects.update(answers={**person.answers, "sign": [{"id": "R14"}]})
    page = home.get(GATE).content.decode()
    assert "Blood thinners" in page
    assert "Has any of it changed?" in page


def test_a_tick_and_none_contradict_each_other(home: Client) -> None:
    page = home.post(GATE, {"minutes": "10", "none": "1", "R07": "on", "R07-where": ["left-foot"]})
    assert page.status_code == 422
    assert 'value="left-foot" checked' in page.content.decode()
    assert 'name="minutes" value="10"' in page.content.decode()
    assert not PracticeSession.objects.exists()


def test_an_empty_answer_opens_no_gate(home: Client) -> None:
    assert home.post(GATE, {"minutes": "10"}).status_code == 422
    assert not PracticeSession.objects.exists()


def test_a_place_that_the_sign_cannot_have_is_refused(home: Client) -> None:
    assert home.post(GATE, {"some": "1", "R07": "on", "R07-where": ["left-ear"]}).status_code == 422


def test_minutes_out_of_range_fall_back_to_the_usual_ones(home: Client) -> None:
    assert answer(home, none="1", minutes="99").minutes == 20


def test_a_routine_that_does_not_exist_is_not_found(home: Client) -> None:
    assert home.get("/practice/deep-tissue/gate/").status_code == 404


def test_a_kept_sign_that_is_not_known_any_more_stops_the_session(home: Client, person: Person) -> None:
    Person.objects.update(answers={**person.answers, "sign": [{"id": "R99"}]})
    page = home.post(GATE, {"minutes": "10", "none": "1"})
    assert page.status_code == 400
    assert "R99" in page.content.decode()
    assert not PracticeSession.objects.exists()


@pytest.fixture
def ready(home: Client) -> PracticeSession:
    return answer(home, none="1")


@pytest.mark.parametrize(("hours", "leads"), [(1.9, False), (2.1, True), (26, True)])
def test_a_session_that_waited_leads_through_the_gate_again(
    home: Client, ready: PracticeSession, time_machine: TimeMachineFixture, hours: float, leads: bool
) -> None:
    time_machine.move_to(ready.made_at + timedelta(hours=hours))
    page = home.get(f"/practice/{ready.pk}/")
    assert page.headers.get("Location") == (f"{GATE}?minutes=10" if leads else None)


@pytest.mark.parametrize(("hours", "leads"), [(23, False), (25, True)])
def test_a_session_cut_off_long_ago_leads_through_the_gate_again(
    home: Client, ready: PracticeSession, time_machine: TimeMachineFixture, hours: float, leads: bool
) -> None:
    PracticeSession.objects.update(state=State.PLAYING, started_at=ready.made_at)
    time_machine.move_to(ready.made_at + timedelta(hours=hours))
    assert (home.get(f"/practice/{ready.pk}/").status_code == 302) is leads


@pytest.mark.parametrize("state", [State.READY, State.PLAYING])
@pytest.mark.parametrize(
    "change",
    [
        *({"sign": [{"id": "R14"}]}, {"pressure": 1}, {"limbs": ["left-foot"]}, {"hands": ["heel"]}),
        {"feel": [{"zone": "left-ball", "kind": "touch-hurts", "level": 8}]},
    ],
)
def test_a_session_made_before_an_answer_changed_is_not_played(
    home: Client, person: Person, ready: PracticeSession, state: str, change: dict[str, Any]
) -> None:
    PracticeSession.objects.update(state=state, started_at=ready.made_at)
    Person.objects.update(answers={**person.answers, **change})
    assert home.get(f"/practice/{ready.pk}/").headers.get("Location") == f"{GATE}?minutes=10"


def test_a_session_made_before_an_answer_was_taken_back_is_not_played(
    home: Client, person: Person, ready: PracticeSession
) -> None:
    Person.objects.update(answers={key: value for key, value in person.answers.items() if key != "sign"})
    assert home.get(f"/practice/{ready.pk}/").status_code == 302


def test_things_at_hand_do_not_stop_a_session_that_was_made(
    home: Client, person: Person, ready: PracticeSession
) -> None:
    Person.objects.update(answers={**person.answers, "have": []})
    assert home.get(f"/practice/{ready.pk}/").status_code == 200


def test_a_clinicians_yes_does_not_bring_old_answers_back(home: Client, person: Person) -> None:
    Person.objects.update(answers={**person.answers, "sign": [{"id": "R16"}]})
    refused = answer(home, none="1")
    Person.objects.update(answers={**person.answers, "sign": [{"id": "R16"}, {"id": "R14"}]})
    response = home.post(f"/practice/{refused.pk}/clinician-yes/")
    assert response.headers["Location"] == f"{GATE}?minutes=10"
    assert not PracticeSession.objects.exclude(pk=refused.pk).exists()


def test_a_clinicians_yes_of_another_day_asks_the_gate_again(home: Client, time_machine: TimeMachineFixture) -> None:
    refused = answer(home, some="1", R12="on")
    time_machine.move_to(refused.made_at + timedelta(hours=20))
    assert home.post(f"/practice/{refused.pk}/clinician-yes/").headers["Location"] == f"{GATE}?minutes=10"
