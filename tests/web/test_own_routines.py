"""Routines of one's own are played like any other: the same gate, the same limits, and for nobody else."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from tests.cast import ANSWERS, NOW, a_session, on_a_phone, the_clinician
from tests.web.own import ADDRESS, CALM, an_own_routine
from velneuro.outputs.routine_toml import routine_toml
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.sound.feeds import make_feed
from velneuro.web.sound.models import SoundChoice
from velneuro.web.toolkit.models import OwnRoutine

NONE = {"minutes": "8", "none": "1"}
NAME = "own-calm-feet"
PROMISES = routine_toml(CALM).replace("Calm feet", "Feet that heal")


def played(home: Client) -> PracticeSession:
    """A session of the routine, as far as its page."""
    response = home.post(f"{ADDRESS}gate/", NONE)
    assert response.status_code == 302
    return PracticeSession.objects.latest("made_at")


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_it_stands_among_the_routines_and_has_a_page_of_its_own(home: Client, person: Person) -> None:
    an_own_routine(person)
    assert f'href="{ADDRESS}"' in text(home, "/practice/")
    page = text(home, ADDRESS)
    assert "Calm feet" in page
    assert "8 minutes · both sides" in page


def test_it_passes_the_same_gate_into_the_same_player(home: Client, person: Person) -> None:
    an_own_routine(person)
    session = played(home)
    page = home.get(f"/practice/{session.pk}/")
    assert (session.routine, session.minutes, session.state) == (NAME, 8, "ready")
    assert 'id="start"' in page.content.decode()


def test_a_sign_refuses_it_like_any_other(home: Client, person: Person) -> None:
    an_own_routine(person)
    home.post(f"{ADDRESS}gate/", {"minutes": "8", "some": "1", "R01": "on"})
    session = PracticeSession.objects.get()
    assert session.state == "refused"
    assert session.plan["refused"]["sign"] == "R01"


def test_it_never_presses_harder_than_the_person_wants(home: Client, person: Person) -> None:
    an_own_routine(person)
    Person.objects.update(answers={**ANSWERS, "pressure": 1, "limbs": ["left-foot"]})
    touching = [step for step in played(home).plan["steps"] if step["zone"]]
    assert {step["side"] for step in touching} == {"left"}
    assert max(step["pressure"] for step in touching) == 1


@pytest.mark.parametrize("page", ["", "gate/", "prepare/", "card.pdf"])
def test_nobody_else_finds_it(home: Client, person: Person, page: str) -> None:
    an_own_routine(person)
    home.post("/people/", {"name": "Jonas"})  # the helper at the same machine
    assert home.get(ADDRESS + page).status_code == 404
    assert "Calm feet" not in text(home, "/practice/")


def test_another_account_has_its_own_under_the_same_name_or_none(person: Person) -> None:
    an_own_routine(person)
    doctor = the_clinician()
    assert on_a_phone(doctor).get(ADDRESS).status_code == 404
    an_own_routine(doctor, CALM, text=routine_toml(CALM).replace("Calm feet", "Slow feet"))
    assert "Slow feet" in text(on_a_phone(doctor), ADDRESS)
    assert "Calm feet" in text(on_a_phone(person), ADDRESS)


def test_one_that_breaks_a_rule_of_today_is_not_played_and_says_why(home: Client, person: Person) -> None:
    row = an_own_routine(person)
    session = played(home)
    row.text = PROMISES
    row.save()
    page = text(home, ADDRESS)
    assert "It cannot be played as it is." in page
    assert "<code>own-calm-feet.toml:title</code>: &quot;heal&quot; promises what nobody can keep" in page
    assert home.get(f"{ADDRESS}gate/").status_code == 404
    assert home.post(f"{ADDRESS}gate/", NONE).status_code == 404
    assert "It cannot be played as it is." in text(home, "/practice/")
    assert home.get(f"/practice/{session.pk}/").headers["Location"] == ADDRESS


@pytest.mark.parametrize("kept", ["", "not toml", "[" * 4000, "format = 1", "title = 5"])
def test_a_row_that_holds_no_routine_breaks_no_page(home: Client, person: Person, kept: str) -> None:
    an_own_routine(person, text=kept)
    assert "What to mend" in text(home, ADDRESS)
    assert home.get("/practice/").status_code == 200


def test_it_is_offered_again_on_the_next_evening(
    home: Client, person: Person, time_machine: TimeMachineFixture
) -> None:
    an_own_routine(person)
    home.post(f"{ADDRESS}gate/", NONE)
    PracticeSession.objects.update(state="finished", started_at=NOW)
    time_machine.move_to(NOW + timedelta(days=1))
    assert f'href="{ADDRESS}gate/?minutes=8"' in text(home, "/")


@pytest.mark.parametrize("name", ["own-a/b", "own-", "own-Ä", "own-a b", "bad-moment", "", "x" * 80])
def test_a_row_of_an_archive_may_have_any_name(home: Client, person: Person, name: str) -> None:
    an_own_routine(person, name=name)
    assert [home.get(page).status_code for page in ("/practice/", "/", "/rhythm/lines/new/")] == [200] * 3


def test_a_title_of_an_archive_may_hold_any_sign(home: Client, person: Person) -> None:
    an_own_routine(person)
    played(home)
    PracticeSession.objects.update(started_at=NOW)
    OwnRoutine.objects.update(text=routine_toml(replace(CALM, title="a\x01\u202eb" + "c" * 2000)))
    address = make_feed(person, "http://localhost:8000", NOW).removeprefix("http://localhost:8000")
    assert f"<title>ab{'c' * 78} · 2026-11-22</title>" in text(home, address)


def test_a_removed_one_costs_the_home_page_one_question(home: Client, person: Person) -> None:
    an_own_routine(person, removed_at=NOW)
    a_session(person, routine=NAME, started_at=NOW)
    with CaptureQueriesContext(connection) as once:
        home.get("/")
    for _ in range(5):
        a_session(person, routine=NAME, started_at=NOW)
    with CaptureQueriesContext(connection) as often:
        home.get("/")
    assert len(often) == len(once)


def test_a_removed_one_is_gone_but_its_sessions_can_be_read(home: Client, person: Person) -> None:
    row = an_own_routine(person)
    session = played(home)
    PracticeSession.objects.update(state="finished", started_at=NOW)
    row.removed_at = NOW
    row.save()
    assert home.get(ADDRESS).status_code == 404
    assert home.get(f"{ADDRESS}gate/").status_code == 404
    for page in ("/diary/sessions/", f"/diary/{session.pk}/", "/diary/day/2026-11-22/"):
        assert "Calm feet" in text(home, page), page
    assert "Calm feet" in text(home, f"/practice/{session.pk}/after/done/")
    assert ADDRESS not in text(home, "/")


def test_a_session_that_plays_goes_on_when_its_routine_is_removed(home: Client, person: Person) -> None:
    row = an_own_routine(person)
    session = played(home)
    PracticeSession.objects.update(state="playing", started_at=NOW)
    row.removed_at = NOW
    row.save()
    assert "Go on where you were" in text(home, f"/practice/{session.pk}/")


def test_many_sessions_of_own_routines_ask_for_their_titles_once(home: Client, person: Person) -> None:
    an_own_routine(person)
    played(home)
    first = PracticeSession.objects.get()
    PracticeSession.objects.update(state="finished", started_at=NOW)
    for _ in range(5):
        PracticeSession.objects.create(
            **{f.name: getattr(first, f.name) for f in PracticeSession._meta.fields if f.name != "id"}
        )
    with CaptureQueriesContext(connection) as queries:
        home.get("/diary/sessions/")
    assert sum("ownroutine" in query["sql"] for query in queries) == 1


def test_card_feed_and_file_know_its_title(home: Client, person: Person) -> None:
    an_own_routine(person)
    [page] = pypdf.PdfReader(io.BytesIO(home.get(f"{ADDRESS}card.pdf").content)).pages
    assert "Calm feet" in page.extract_text()
    session = played(home)
    PracticeSession.objects.update(started_at=NOW)
    address = make_feed(person, "http://localhost:8000", NOW).removeprefix("http://localhost:8000")
    assert "<title>Calm feet · 2026-11-22</title>" in text(home, address)
    named = home.head(f"/practice/{session.pk}/track-{NAME}.mp3").headers["Content-Disposition"]
    assert named == 'attachment; filename="own-calm-feet-2026-11-22.mp3"'


def test_its_voice_and_music_are_its_own_and_for_its_sessions_alone(home: Client, person: Person) -> None:
    an_own_routine(person, voice="device", music="none")
    SoundChoice.objects.create(person=person, voice="calm", music="far-sea")
    own = played(home)
    assert (own.sound["now"]["voice"], own.sound["now"]["music"]) == ("device", "none")
    home.post("/practice/bad-moment/gate/", {"minutes": "3", "none": "1"})
    other = PracticeSession.objects.latest("made_at")
    assert (other.sound["now"]["voice"], other.sound["now"]["music"]) == ("calm", "far-sea")


def test_music_that_is_changed_while_it_plays_is_kept_for_this_routine(home: Client, person: Person) -> None:
    row = an_own_routine(person, music="none")
    session = played(home)
    sound = {"music": "rain", "level_voice": 3, "level_music": 1, "level_chime": 2}
    address = f"/api/v1/sessions/{session.pk}/sound"
    assert home.put(address, json.dumps(sound), "application/json").status_code == 200
    row.refresh_from_db()
    assert row.music == "rain"
    choice = SoundChoice.objects.get(person=person)
    assert (choice.music, choice.level_music) == ("far-sea", 1)


def test_its_picture_comes_before_the_one_of_all_sessions(home: Client, person: Person) -> None:
    an_own_routine(person, picture="cool-water")
    Person.objects.update(answers={**ANSWERS, "picture": "warm-light"})
    titles = [step["title"] for step in played(home).plan["steps"]]
    assert "Cool water" in titles
    assert "Cool water" in text(home, f"{ADDRESS}?minutes=20")


def test_who_wants_no_picture_has_none(home: Client, person: Person) -> None:
    an_own_routine(person, picture="cool-water")
    Person.objects.update(answers={**ANSWERS, "visualization": False})
    assert "picture" not in [step["technique"] for step in played(home).plan["steps"]]


def test_the_plan_of_the_week_can_hold_it(home: Client, person: Person) -> None:
    an_own_routine(person)
    page = text(home, "/rhythm/lines/new/")
    assert f'value="{NAME}"' in page
    assert "Calm feet" in page
