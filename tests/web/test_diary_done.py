"""Done ends the sitting at which a row was written; then it is one change, which is offered to be put back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW, a_session
from tests.web.writing import ROW, send, write
from velneuro.web.diary.models import Entry, Happening, Revision
from velneuro.web.feet.models import FootCheck
from velneuro.web.people.models import Person


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


def test_done_does_not_offer_to_put_back_what_was_left_long_ago(
    home: Client, person: Person, time_machine: TimeMachineFixture
) -> None:
    send(home, person, note="all I had to say")
    time_machine.move_to(NOW + timedelta(minutes=50))
    home.post(f"/diary/entries/{ROW}/", {"note": "all I had to say"})
    assert "Put it back" not in diary_page(home)
    home.post("/diary/undo/")
    assert Entry.objects.get().note == "all I had to say"


def test_done_puts_back_only_what_came_since_a_note_was_opened_again(
    home: Client, person: Person, time_machine: TimeMachineFixture
) -> None:
    send(home, person, note="first")
    time_machine.move_to(NOW + timedelta(minutes=50))
    send(home, person, note="first, and more")
    home.post(f"/diary/entries/{ROW}/", {"note": "first, and more"})
    home.post("/diary/undo/")
    assert Entry.objects.get().note == "first"


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
