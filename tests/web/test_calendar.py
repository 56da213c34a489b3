"""The private calendar address: whoever has it sees the plan and nothing else, everybody else finds nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import EVENING, NOW, on_a_phone
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Break, CalendarFeed, Occurrence, Ritual

pytestmark = pytest.mark.usefixtures("no_tries")


@pytest.fixture
def phone(person: Person) -> Client:
    return on_a_phone(person)


@pytest.fixture
def ritual(person: Person) -> Ritual:
    return Ritual.objects.create(
        person=person,
        routine=EVENING,
        minutes=15,
        weekdays=[0, 1, 2, 3, 4, 5, 6],
        clock_minutes=21 * 60 + 30,
        cue="after I brush my teeth",
        since=NOW.date(),
        made_at=NOW,
    )


@pytest.fixture
def address(phone: Client) -> str:
    page = phone.post("/rhythm/calendar/").content.decode()
    found = re.search(r'href="webcal://192\.168\.1\.20:8000(/calendar/[\w-]{43}\.ics)"', page)
    assert found
    return found[1]


def event(client: Client, address: str) -> Any:
    return vobject.readOne(client.get(address).content.decode()).vevent


def test_a_program_without_a_login_gets_the_plan(address: str, ritual: Ritual) -> None:
    answer = on_a_phone().get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = event(on_a_phone(), address)
    assert found.dtstart.value.strftime("%Y-%m-%d %H:%M") == "2026-11-22 21:30"
    assert found.dtstart.value.utcoffset() == timedelta(hours=-5)


def test_it_names_neither_the_person_nor_what_it_is_for(address: str, ritual: Ritual) -> None:
    text = on_a_phone().get(address).content.decode()
    assert event(on_a_phone(), address).summary.value == "Time for your evening"
    assert not re.search(r"Maria|massage|feet|nerve|brush", text)


def test_a_pause_of_years_that_was_ended_today_hides_no_day_to_come(
    phone: Client, person: Person, address: str, ritual: Ritual
) -> None:
    years_ago = NOW.date() - timedelta(days=1200)
    Ritual.objects.update(since=years_ago - timedelta(days=30))
    pause = Break.objects.create(person=person, kind="pause", since=years_ago, until=None)
    assert phone.post(f"/rhythm/breaks/{pause.pk}/go-on/").status_code == 302
    last = vobject.readOne(on_a_phone().get(address).content.decode()).contents["vevent"][-1]
    assert last.dtstart.value.date() == NOW.date()
    assert "UNTIL" not in last.rrule.value


def test_an_entry_leads_to_todays_page_of_its_line(phone: Client, address: str, ritual: Ritual) -> None:
    link = event(on_a_phone(), address).url.value
    assert link == f"http://192.168.1.20:8000/rhythm/reminded/of/{ritual.pk}/"
    page = phone.get(link.removeprefix("http://192.168.1.20:8000"), follow=True)
    assert "after I brush my teeth" in page.content.decode()
    assert Occurrence.objects.get().answer == "seen"


def test_the_number_of_the_edition_grows_with_a_change_only(address: str, ritual: Ritual, person: Person) -> None:
    first = on_a_phone().get(address).content
    assert on_a_phone().get(address).content == first
    before = event(on_a_phone(), address)
    Break.objects.create(person=person, kind="holiday", since=NOW.date(), until=NOW.date() + timedelta(days=3))
    after = event(on_a_phone(), address)
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1


def test_a_renewed_address_goes_on_counting(phone: Client, address: str, ritual: Ritual) -> None:
    on_a_phone().get(address)
    phone.post("/rhythm/calendar/")
    assert CalendarFeed.objects.get().edition == 1


def test_a_line_that_ended_stays_for_a_month(address: str, ritual: Ritual, time_machine: TimeMachineFixture) -> None:
    ritual.until = NOW.date() + timedelta(days=2)
    ritual.save()
    assert event(on_a_phone(), address)
    time_machine.move_to(NOW + timedelta(days=40))
    assert b"VEVENT" not in on_a_phone().get(address).content
