"""Entries and what happened: through the pages, and answer by answer as the phone sends it; twice is once."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from tests.cast import NOW, a_session, say, the_helper
from tests.web.writing import ROW, action, body_of, put, send, write
from velneuro.web.diary.models import Entry, Happening, Revision, Score
from velneuro.web.feet.models import FootCheck
from velneuro.web.people.models import Person

MORNING = NOW.replace(day=23, hour=13)  # eight in New York
MOST_QUERIES = 12  # of the home page, which asks for trial, plan, ways and favorites too


def evening_before(person: Person, time_machine: TimeMachineFixture, now: Any = MORNING) -> Any:
    session = a_session(person, state="finished", started_at=NOW)
    time_machine.move_to(now)
    return session


def test_a_check_in_is_kept(home: Client) -> None:
    assert write(home, "/diary/write/check-in/", burning="4", note="After the walk.").status_code == 302
    entry = Entry.objects.get()
    assert (entry.moment, entry.note, entry.time_zone) == ("any", "After the walk.", "America/New_York")
    assert [(score.scale, score.value) for score in entry.scores.all()] == [("burning", 4)]


def test_one_answer_is_taken_out_on_the_page(home: Client) -> None:
    write(home, "/diary/write/check-in/", burning="4", pain="0")
    address = f"/diary/entries/{Entry.objects.get().pk}/"
    assert home.get(address).content.decode().count("No answer") == 2
    home.post(address, {"burning": "", "pain": "0"})
    assert [(score.scale, score.value) for score in Score.objects.all()] == [("pain", 0)]


def test_a_new_page_has_no_answer_to_take_out(home: Client) -> None:
    assert "No answer" not in home.get("/diary/write/check-in/").content.decode()


def test_a_note_that_is_too_long_is_told_and_stays_in_the_form(home: Client) -> None:
    page = write(home, "/diary/write/check-in/", note="é" * 4001)
    assert page.status_code == 422
    assert "4000 letters fit in one note, and here are 4001" in page.content.decode()
    assert "é" * 4001 in page.content.decode()


def test_several_a_day_are_several(home: Client) -> None:
    for note in ("one", "two"):
        write(home, "/diary/write/check-in/", note=note)
    assert Entry.objects.count() == 2


def test_the_same_form_sent_twice_is_one_entry(home: Client) -> None:
    address = action(home.get("/diary/write/check-in/").content.decode())
    for _ in range(2):
        home.post(address, {"note": "once"})
    assert (Entry.objects.count(), Revision.objects.count()) == (1, 1)


def test_an_entry_is_opened_and_corrected(home: Client) -> None:
    write(home, "/diary/write/check-in/", burning="4", note="one")
    address = f"/diary/entries/{Entry.objects.get().pk}/"
    page = home.get(address).content.decode()
    assert ">one</textarea>" in page
    assert 'value="4" checked' in page
    home.post(address, {"note": "two"})
    assert Entry.objects.get().note == "two"
    assert Score.objects.get().value == 4


def test_the_time_of_an_entry_can_be_corrected(home: Client) -> None:
    write(home, "/diary/write/check-in/", note="late")
    home.post(f"/diary/entries/{Entry.objects.get().pk}/", {"date": "2026-11-20", "time": "02:30"})
    entry = Entry.objects.get()
    assert entry.at.isoformat() == "2026-11-20T07:30:00+00:00"
    assert entry.day.isoformat() == "2026-11-19"  # half past two at night belongs to the evening before


def test_an_entry_can_be_of_an_earlier_day_from_the_start(home: Client) -> None:
    write(home, "/diary/write/check-in/", note="forgotten", date="2026-11-18", time="12:00")
    assert Entry.objects.get().day.isoformat() == "2026-11-18"


def test_an_entry_cannot_be_of_tomorrow(home: Client) -> None:
    page = write(home, "/diary/write/check-in/", note="soon", date="2026-11-24", time="12:00")
    assert page.status_code == 422
    assert "That is still to come." in page.content.decode()
    assert ">soon</textarea>" in page.content.decode()
    assert not Entry.objects.exists()


def test_a_corrected_time_stays_in_the_zone_of_its_entry(home: Client, person: Person) -> None:
    write(home, "/diary/write/check-in/", note="x")
    Person.objects.update(time_zone="Asia/Tokyo")
    home.post(f"/diary/entries/{Entry.objects.get().pk}/", {"date": "2026-11-20", "time": "12:00"})
    assert Entry.objects.get().at.isoformat() == "2026-11-20T17:00:00+00:00"


def test_an_entry_is_taken_out_and_put_back_with_one_tap(home: Client) -> None:
    write(home, "/diary/write/check-in/", burning="4")
    home.post(f"/diary/entries/{Entry.objects.get().pk}/take-out/")
    assert not Entry.objects.exists()
    assert "Put it back" in home.get("/diary/").content.decode()
    home.post("/diary/undo/")
    assert Score.objects.get().value == 4


def test_what_is_done_cannot_be_put_back_by_another_person(home: Client) -> None:
    write(home, "/diary/write/check-in/", note="hers")
    home.post(f"/diary/entries/{Entry.objects.get().pk}/take-out/")
    home.post(f"/people/{the_helper().pk}/use/")
    assert "Put it back" not in home.get("/diary/").content.decode()
    home.post("/diary/undo/")
    assert not Entry.objects.exists()


def test_the_history_says_who_changed_what(home: Client) -> None:
    write(home, "/diary/write/check-in/", burning="4")
    entry = Entry.objects.get()
    home.post(f"/diary/entries/{entry.pk}/", {"burning": "6"})
    page = home.get(f"/diary/changes/{entry.pk}/").content.decode()
    assert "<del>4</del> <ins>6</ins>" in page
    assert "· Maria · Changed" in page


def test_what_was_done_stays_in_the_history_when_it_is_opened_again_at_once(home: Client, person: Person) -> None:
    address = f"/diary/entries/{ROW}/?kind=any"
    for pain, note in (("5", "FIRST"), ("9", "SECOND")):
        send(home, person, pain=pain, note=note)
        home.post(address, {"pain": pain, "note": note})
    page = home.get(f"/diary/changes/{ROW}/").content.decode()
    assert "<del>FIRST</del> <ins>SECOND</ins>" in page
    assert "<del>5</del> <ins>9</ins>" in page


def test_done_twice_is_done_once(home: Client, person: Person) -> None:
    send(home, person, note="warm")
    for _ in range(2):
        home.post(f"/diary/entries/{ROW}/?kind=any", {"note": "warm"})
    assert Revision.objects.count() == 1


def test_what_done_brings_is_of_the_sitting_that_it_ends(home: Client, person: Person) -> None:
    send(home, person, note="wa")
    home.post(f"/diary/entries/{ROW}/?kind=any", {"note": "warm"})
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "kind", "address", "values", "said"),
    [
        ("entry", "any", "entries", {"note": "warm"}, "Check-in: saved."),
        ("entry", "week", "entries", {"overall": "4"}, "The week: saved."),
        ("happening", "medicine", "happenings", {"text": "A new tablet."}, "A change of medicine: saved."),
        ("foot-check", "today", "feet", {"cut": ["left"]}, "Your foot check is saved."),
    ],
)
def test_done_offers_to_put_back_what_the_phone_had_sent(
    home: Client, person: Person, what: str, kind: str, address: str, values: dict[str, Any], said: str
) -> None:
    send(home, person, kind, what, **values)
    home.post(f"/diary/{address}/{ROW}/?kind={kind}", {**values, "some": "1"})
    assert said in home.get("/diary/").content.decode()
    home.post("/diary/undo/")
    assert Entry.objects.count() == Happening.objects.count() == FootCheck.objects.count() == 0


def test_a_correction_is_put_back_after_done(home: Client, person: Person, time_machine: TimeMachineFixture) -> None:
    write(home, "/diary/write/check-in/", note="first")
    row = Entry.objects.get().pk
    time_machine.move_to(NOW + timedelta(minutes=1))
    send(home, person, row=row, note="second")
    home.post(f"/diary/entries/{row}/", {"note": "second"})
    home.post("/diary/undo/")
    assert Entry.objects.get().note == "first"


@pytest.mark.parametrize("page", ["/diary/", "/diary/findings/", "/diary/changes/", "/settings/asks/"])
def test_the_last_change_is_offered_until_the_diary_changes_again(
    home: Client, person: Person, time_machine: TimeMachineFixture, page: str
) -> None:
    write(home, "/diary/happened/flare/")
    assert "A flare day: saved." in home.get(page).content.decode()
    time_machine.move_to(NOW + timedelta(minutes=1))
    send(home, person, pain="3")
    assert "Put it back" not in home.get(page).content.decode()


def test_what_stands_under_another_day_is_linked(
    home: Client, person: Person, time_machine: TimeMachineFixture
) -> None:
    before_four = NOW.replace(day=23, hour=8, minute=59, second=30)
    time_machine.move_to(before_four)
    send(home, person, note="late")
    time_machine.move_to(before_four + timedelta(minutes=1))
    home.post(f"/diary/entries/{ROW}/?kind=any", {"note": "late"})
    link = re.search(r'Check-in: saved. <a [^>]*href="([^"]+)">It stands under Sunday, November 22<', diary_page(home))
    assert link
    assert "late" in home.get(link[1]).content.decode()


def test_what_stands_under_today_is_not_linked(home: Client) -> None:
    write(home, "/diary/write/check-in/", note="now")
    assert "It stands under" not in diary_page(home)


def diary_page(client: Client) -> str:
    return client.get("/diary/").content.decode()


def test_the_pages_after_a_session_are_one_sitting(home: Client, person: Person) -> None:
    session = a_session(person, state="finished", started_at=NOW)
    for page, answer in (("", {"skin": "fine"}), ("scores/", {"pain": "2"}), ("words/", {"note": "soft"})):
        home.post(f"/practice/{session.pk}/after/{page}", answer)
    assert Revision.objects.count() == 1


def test_an_older_state_can_be_put_back(home: Client) -> None:
    write(home, "/diary/write/check-in/", note="one")
    entry = Entry.objects.get()
    for note in ("two", "three"):
        home.post(f"/diary/entries/{entry.pk}/", {"note": note})
    first_change = Revision.objects.get(was__note="one")
    home.post(f"/diary/changes/put-back/{first_change.pk}/")
    assert Entry.objects.get().note == "one"


def test_forgetting_is_asked_first_and_leaves_nothing(home: Client) -> None:
    write(home, "/diary/write/check-in/", note="secret")
    address = f"/diary/changes/{Entry.objects.get().pk}/forget/"
    assert "Nobody can put it back." in home.get(address).content.decode()
    assert Entry.objects.exists()
    home.post(address)
    assert (Entry.objects.count(), Revision.objects.count()) == (0, 0)


@pytest.mark.parametrize(("page", "next_one"), [("/", "Begin"), ("/diary/", "How is it right now?")])
def test_the_morning_is_asked_first_after_a_session(
    home: Client, person: Person, time_machine: TimeMachineFixture, page: str, next_one: str
) -> None:
    session = evening_before(person, time_machine)
    text = home.get(page).content.decode()
    assert text.index("How much did it hurt over the last 24 hours?") < text.index(next_one)
    home.post(action(text), {"pain": "2", "sleep": "1"})
    entry = Entry.objects.get()
    assert (entry.moment, entry.session_id, entry.day.isoformat()) == ("morning", session.pk, "2026-11-23")
    assert "over the last 24 hours" not in home.get(page).content.decode()


def test_the_morning_is_not_asked_without_a_session(home: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(MORNING)
    assert "over the last 24 hours" not in home.get("/").content.decode()


def test_the_morning_is_not_asked_in_the_evening(
    home: Client, person: Person, time_machine: TimeMachineFixture
) -> None:
    evening_before(person, time_machine, MORNING + timedelta(hours=10))
    assert "over the last 24 hours" not in home.get("/").content.decode()


def test_a_morning_needs_one_tap_a_question(home: Client, person: Person, time_machine: TimeMachineFixture) -> None:
    evening_before(person, time_machine)
    page = home.get("/diary/write/morning/").content.decode()
    assert page.count("<fieldset") == 2
    assert page.count('type="radio"') == 22


def test_the_week_has_seven_steps(home: Client) -> None:
    assert home.get("/diary/write/week/").content.decode().count('name="overall"') == 7
    write(home, "/diary/write/week/", overall="5")
    assert (Entry.objects.get().moment, Entry.objects.get().overall) == ("week", 5)


def test_the_week_is_asked_when_a_week_has_passed(home: Client, person: Person) -> None:
    assert "How was the week?" not in home.get("/diary/").content.decode()
    Person.objects.update(created_at=NOW - timedelta(days=8))
    assert "How was the week?" in home.get("/diary/").content.decode()
    write(home, "/diary/write/week/", overall="4")
    assert "How was the week?" not in home.get("/diary/").content.decode()


def test_a_flare_is_marked_once_a_day(home: Client) -> None:
    for text in ("", "worse at night"):
        write(home, "/diary/happened/flare/", text=text)
    assert Happening.objects.get().text == "worse at night"


@pytest.mark.parametrize("kind", ["medicine", "side-effect", "care"])
def test_what_happened_is_kept_and_needs_words(home: Client, kind: str) -> None:
    assert write(home, f"/diary/happened/{kind}/", text="  ").status_code == 422
    write(home, f"/diary/happened/{kind}/", text="A new one.", date="2026-11-20", time="09:00")
    happening = Happening.objects.get()
    assert (happening.kind, happening.text, happening.day.isoformat()) == (kind, "A new one.", "2026-11-20")


def test_the_phone_sends_answer_by_answer(home: Client, person: Person) -> None:
    assert send(home, person, pain="3").json() == {"saved": True}
    send(home, person, pain="3", note="wa")
    send(home, person, pain="3", note="warm")
    assert (Entry.objects.get().note, Score.objects.get().value) == ("warm", 3)
    assert Revision.objects.count() == 1


def test_what_is_sent_twice_is_there_once(home: Client, person: Person) -> None:
    for _ in range(2):
        assert send(home, person, note="once").status_code == 200
    assert Entry.objects.count() == 1


def test_a_question_that_was_not_touched_stays(home: Client, person: Person) -> None:
    send(home, person, pain="3", note="warm")
    send(home, person, burning="1")
    assert (Entry.objects.get().note, Score.objects.count()) == ("warm", 2)


def test_what_happened_is_sent_as_it_is_typed(home: Client, person: Person) -> None:
    for text in ("A n", "A new tablet."):
        send(home, person, "medicine", "happening", text=text)
    assert Happening.objects.get().text == "A new tablet."


def test_after_a_session_it_is_that_sessions_entry(home: Client, person: Person) -> None:
    session = a_session(person, state="finished", started_at=NOW)
    say(session, "after", pain=2)
    body = {
        "id": str(ROW),
        "person": str(person.pk),
        "at": NOW.isoformat(),
        "kind": "after",
        "values": {"note": "soft"},
    }
    home.put(f"/api/v1/diary/entry/{ROW}", json.dumps({**body, "session": str(session.pk)}), "application/json")
    assert (Entry.objects.get().note, Entry.objects.get().session_id) == ("soft", session.pk)


@pytest.mark.parametrize(
    "values",
    [{"pain": "11"}, {"pain": "much"}, {"mood": "3"}, {"overall": "8"}, {"note": "x" * 4001}, {"date": "someday"}],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(home: Client, person: Person, values: dict[str, str]) -> None:
    answer = put(home, body_of(person, "any", **values))
    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert not Entry.objects.exists()


def test_what_was_written_for_one_person_does_not_land_with_another(home: Client, person: Person) -> None:
    home.post(f"/people/{the_helper().pk}/use/")
    assert send(home, person, note="hers").status_code == 404
    assert not Entry.objects.exists()


def test_what_comes_late_does_not_bring_back_what_was_taken_out(home: Client, person: Person) -> None:
    send(home, person, note="old")
    home.post(f"/diary/entries/{ROW}/take-out/")
    assert send(home, person, note="older").status_code == 410
    assert not Entry.objects.exists()


def test_a_phone_whose_clock_is_far_off_writes_now(home: Client, person: Person) -> None:
    body = {
        "id": str(ROW),
        "person": str(person.pk),
        "at": "1970-01-01T00:00:00Z",
        "kind": "any",
        "values": {"note": "x"},
    }
    home.put(f"/api/v1/diary/entry/{ROW}", json.dumps(body), "application/json")
    assert Entry.objects.get().day.isoformat() == "2026-11-22"


def test_what_was_typed_without_a_network_is_of_the_day_it_was_typed(
    home: Client, person: Person, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW + timedelta(days=3))
    send(home, person, note="on the train")
    assert Entry.objects.get().day.isoformat() == "2026-11-22"


def test_a_long_history_asks_the_database_no_more(home: Client, person: Person) -> None:
    for n in range(30):
        send(home, person, row=uuid.UUID(int=100 + n), pain="3", note="x")
    for page in ("/", "/diary/", "/diary/changes/", "/diary/write/check-in/", f"/diary/entries/{uuid.UUID(int=100)}/"):
        with CaptureQueriesContext(connection) as queries:
            assert home.get(page).status_code == 200
        assert len(queries) <= MOST_QUERIES, page
