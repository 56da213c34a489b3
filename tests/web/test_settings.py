"""Settings: every answer can be changed or taken back; names are unique among the people here."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.cast import the_helper
from velneuro.web.people.models import Person


def test_settings_tell_which_questions_are_open(home: Client, person: Person) -> None:
    Person.objects.update(answers={"sign": []})
    page = home.get("/settings/").content.decode()
    assert page.count("Not answered, so careful") == 4
    assert page.count("Answered") == 1


def test_an_answer_is_shown_as_it_was_given(home: Client) -> None:
    page = home.get("/settings/hands/").content.decode()
    assert 'value="thumbs" checked' in page
    assert 'value="towel" checked' not in page


def test_an_answer_can_be_taken_back(home: Client, person: Person) -> None:
    home.post("/settings/hands/", {"forget": "1"})
    person.refresh_from_db()
    assert "hands" not in person.answers
    assert "have" in person.answers


def test_a_change_leads_back_to_where_it_was_asked_from(home: Client) -> None:
    answer = home.post("/settings/signs/", {"none": "1", "next": "/practice/bad-moment/gate/?minutes=3"})
    assert answer.headers["Location"] == "/practice/bad-moment/gate/?minutes=3"


def test_a_change_never_leads_to_another_site(home: Client) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "evil.example", "nowhere"):
        assert home.post("/settings/signs/", {"none": "1", "next": elsewhere}).headers["Location"] == "/settings/"


def test_limbs_start_with_everything_allowed(home: Client) -> None:
    assert home.get("/settings/limbs/").content.decode().count(" checked") == 6


def test_limbs_are_kept(home: Client, person: Person) -> None:
    home.post("/settings/limbs/", {"chosen": ["left-foot"]})
    person.refresh_from_db()
    assert person.answers["limbs"] == ["left-foot"]


def test_name_and_zone_are_kept(home: Client, person: Person) -> None:
    home.post("/settings/name/", {"name": "  Maria   Lopez ", "time_zone": "Asia/Kolkata"})
    person.refresh_from_db()
    assert (person.name, person.time_zone) == ("Maria Lopez", "Asia/Kolkata")


def test_a_name_holds_no_sign_that_turns_it_around(home: Client, person: Person) -> None:
    home.post("/settings/name/", {"name": "Ma\u202eria\x00", "time_zone": "UTC"})
    person.refresh_from_db()
    assert person.name == "Maria"


@pytest.mark.parametrize("name", ["\u200b", " \u2060 \u200e", "\ufeff", "\u200d", "\u3164", "\u0301"])
def test_a_name_that_nobody_can_see_is_refused(home: Client, person: Person, name: str) -> None:
    assert home.post("/settings/name/", {"name": name, "time_zone": "UTC"}).status_code == 422
    assert home.post("/people/", {"name": name}).status_code == 422
    assert Person.objects.get().name == "Maria"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a \x01 b", "a b"),
        ("Ma\u200bri\u00ada\ufeff", "Maria"),
        ("a \u200d b\u200c", "a b"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0628\u0645 \U0001f468\u200d\U0001f469", None),
        ("C++\u200f", None),
    ],
)
def test_of_a_name_only_what_shows_or_forms_it_is_kept(
    home: Client, person: Person, typed: str, kept: str | None
) -> None:
    home.post("/settings/name/", {"name": typed, "time_zone": "UTC"})
    person.refresh_from_db()
    assert person.name == (kept or typed)


def test_a_name_that_is_taken_is_refused_and_stays_in_the_field(home: Client) -> None:
    the_helper()
    page = home.post("/settings/name/", {"name": "Jonas", "time_zone": "UTC"})
    assert page.status_code == 422
    assert "Somebody here has this name" in page.content.decode()
    assert 'value="Jonas"' in page.content.decode()


def test_the_same_name_may_be_saved_again(home: Client) -> None:
    assert home.post("/settings/name/", {"name": "Maria", "time_zone": "UTC"}).status_code == 302


def test_what_is_asked_is_kept(home: Client, person: Person) -> None:
    home.post("/settings/asks/session/", {"chosen": ["numbness"]})
    person.refresh_from_db()
    assert person.asks == ["numbness"]


def test_a_new_person_is_used_at_once_and_starts_with_the_welcome(home: Client) -> None:
    home.post("/people/", {"name": "Jonas"})
    assert home.get("/").headers["Location"] == "/welcome/"


def test_people_with_one_name_are_refused(home: Client) -> None:
    page = home.post("/people/", {"name": "Maria"})
    assert page.status_code == 422
    assert Person.objects.count() == 1


def test_an_empty_name_is_refused(home: Client) -> None:
    assert home.post("/people/", {"name": "  "}).status_code == 422


def test_a_day_starts_when_the_person_says(home: Client, person: Person) -> None:
    home.post("/settings/name/", {"name": "Maria", "time_zone": "UTC", "day_starts": "390"})
    person.refresh_from_db()
    assert person.day_of(datetime(2026, 11, 22, 6, 29, tzinfo=UTC)) == date(2026, 11, 21)
    assert person.day_of(datetime(2026, 11, 22, 6, 30, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_day_starts_at_four_until_somebody_says_otherwise(home: Client) -> None:
    assert '<option value="240" selected>4:00 AM</option>' in home.get("/settings/name/").content.decode()


@pytest.mark.parametrize("minutes", ["750", "-30", "soon"])
def test_a_day_starts_by_noon(home: Client, person: Person, minutes: str) -> None:
    page = home.post("/settings/name/", {"name": "Maria", "time_zone": "UTC", "day_starts": minutes})
    assert page.status_code == 422
    person.refresh_from_db()
    assert person.day_starts == 240
