"""Entries and what happened: through the pages, and answer by answer as the phone sends it; twice is once."""

from __future__ import annotations

import json
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
    assert send(home, person, pain="3").json() == {"saved": True, "declined": ""}
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
    [{"pain": "11"}, {"pain": "much"}, {"mood": "3"}, {"overall": "8"}, {"note": "x" * 4001}],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(home: Client, person: Person, values: dict[str, str]) -> None:
    answer = put(home, body_of(person, "any", **values))
    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ({"date": "2099-01-01"}, "That is still to come. Choose a time that has passed."),
        ({"date": "someday", "time": "12:00"}, "Write the day as 2026-11-30."),
        ({"time": "23:59"}, "That is still to come. Choose a time that has passed."),
    ],
)
def test_a_day_that_cannot_be_is_named_at_once_and_the_words_are_kept(
    home: Client, person: Person, when: dict[str, str], why: str
) -> None:
    answer = put(home, body_of(person, "any", note="warm", pain="3", **when))
    assert (answer.status_code, answer.json()["declined"]) == (200, why)
    entry = Entry.objects.get()
    assert (entry.note, entry.at, Score.objects.get().value) == ("warm", NOW, 3)


def test_a_day_that_has_its_morning_does_not_take_the_words(home: Client, person: Person) -> None:
    send(home, person, "morning", row=uuid.UUID(int=6), pain="2")
    row = uuid.UUID(int=7)
    Entry.objects.update(day="2026-11-21", at=NOW - timedelta(days=1))
    send(home, person, "morning", row=row, pain="4")
    answer = send(home, person, "morning", row=row, note="stiff", date="2026-11-21", time="12:00")
    told = "There is another one of that moment. Open that one instead."
    assert (answer.status_code, answer.json()["declined"]) == (200, told)
    assert Entry.objects.get(pk=row).note == "stiff"


def test_a_day_alone_that_cannot_be_begins_nothing(home: Client, person: Person) -> None:
    assert send(home, person, "flare", "happening", date="2099-01-01").json()["declined"]
    assert not Happening.objects.exists()


def test_an_answer_that_cannot_be_does_not_take_the_words(home: Client, person: Person) -> None:
    answer = put(home, body_of(person, "any", pain="11", note="warm"))
    assert (answer.status_code, answer.json()["detail"]) == (400, "Pain: choose one of the answers.")
    assert Entry.objects.get().note == "warm"


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
