"""Today, a day, a month and the search, as they are read on the pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from tests.cast import a_session
from tests.web.rows import TODAY, a_foot_check, a_happening, a_map, a_night, a_note, ago, an_entry
from tests.web.test_look_trends import answer, own_question, text_of
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.diary.looking.texts import ON_A_PAGE
from velneuro.web.feet.models import Finding
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

State = PracticeSession.State
MOST_QUERIES = 18
DAY = f"/diary/day/{TODAY}/"
PAGES = (
    *("/diary/", DAY, "/diary/month/2026-11/", "/diary/went-well/", "/diary/search/?q=note"),
    *(
        f"/diary/{page}/?range={name}"
        for page in ("trends", "before-after", "where", "minutes")
        for name in ("weeks", "all")
    ),
)


def cell(page: str, day: int) -> str:
    """What a screen reader says of a day of November."""
    found = re.search(rf'<span class="for-readers">(November {day}\b[^<]*)</span>', page)
    assert found
    return found[1]


def test_today_says_when_nothing_is_written(home: Client) -> None:
    assert "Nothing is written of today yet." in text_of(home, "/diary/")


def test_today_is_the_persons_own_day(home: Client, person: Person, time_machine: TimeMachineFixture) -> None:
    a_note(person, "Before midnight.", TODAY)
    time_machine.move_to(datetime(2026, 11, 23, 8, 30, tzinfo=UTC))  # half past three in New York
    assert "Before midnight." in text_of(home, "/diary/")
    Person.objects.update(day_starts=180)
    assert "Before midnight." not in text_of(home, "/diary/")


def test_a_day_tells_everything_of_it(home: Client, person: Person) -> None:
    a_night(person, TODAY, {"pain": 7}, {"pain": 4})
    an_entry(person, TODAY, "morning", hour=13, sleep=6)
    a_note(person, "Cold feet.", TODAY)
    a_happening(person, "medicine", TODAY, "One pill more.")
    a_map(person, TODAY, left_ball=4)
    Finding.objects.create(person=person, foot_check=a_foot_check(person), item="cut", side="left")
    page = text_of(home, DAY)
    for words in (
        "Evening feet and legs",
        "8:00 AM",
        "Sleep",
        "Cold feet.",
        "One pill more.",
        "A cut, a crack or a sore, left foot",
    ):
        assert words in page
    assert "/map/?day=2026-11-22" in page


def test_a_day_leads_to_its_neighbors_and_its_month(home: Client) -> None:
    page = text_of(home, "/diary/day/2026-11-01/")
    for address in ("/diary/day/2026-10-31/", "/diary/day/2026-11-02/", "/diary/month/2026-11/"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize("address", ["day/2026-11-23", "day/yesterday", "day/2026-02-30", "day/0001-01-01"])
def test_a_day_that_cannot_be_has_no_page(home: Client, address: str) -> None:
    assert home.get(f"/diary/{address}/").status_code == 404


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "0001-01", "9999-12", "november", "2026-11-01"])
def test_a_month_that_cannot_be_has_no_page(home: Client, month: str) -> None:
    assert home.get(f"/diary/month/{month}/").status_code == 404


def test_own_answers_are_told_in_their_own_words(home: Client, person: Person) -> None:
    steps = own_question(person, "number", "Steps")
    OwnQuestion.objects.update(unit="steps")
    answer(person, steps, 0, 3200)
    answer(person, own_question(person, "yes-no", "Warm socks?"), 1, 0)
    assert "3200 steps" in text_of(home, DAY)
    assert re.search(r"Warm socks\?</th><td>No</td>", text_of(home, f"/diary/day/{ago(1)}/"))


def test_a_month_marks_each_kind_of_day(home: Client, person: Person) -> None:
    a_night(person, ago(1), {}, {})
    a_happening(person, "flare", ago(2))
    a_foot_check(person, ago(3))
    a_session(person, state=State.REFUSED)
    page = text_of(home, "/diary/month/2026-11/")
    assert cell(page, 21) == "November 21: a session"
    assert cell(page, 20) == "November 20: a flare, rest"
    assert cell(page, 19) == "November 19: rest, feet looked at"
    assert cell(page, 22) == "November 22: rest"
    assert cell(page, 18) == "November 18"
    assert "1 day with a session, 1 flare day, 3 rest days, 1 foot check." in page
    assert "streak" not in page


def test_each_day_of_a_month_opens_and_those_to_come_do_not(home: Client) -> None:
    page = text_of(home, "/diary/month/2026-11/")
    assert 'href="/diary/day/2026-11-22/"' in page
    assert 'href="/diary/day/2026-11-23/"' not in page
    assert 'href="/diary/month/2026-10/"' in page
    assert 'href="/diary/month/2026-12/"' not in page


def test_a_search_finds_every_kind_of_text(home: Client, person: Person) -> None:
    a_note(person, "needle one", went_well="needle two")
    a_happening(person, "side-effect", TODAY, "needle three")
    a_session(person, state=State.STOPPED, stop_note="needle four")
    Finding.objects.create(person=person, foot_check=a_foot_check(person), item="cut", note="needle five")
    page = text_of(home, "/diary/search/?q=NEEDLE")
    assert "5 texts found." in page
    assert page.count("<mark>needle</mark>") == 5


def test_a_search_knows_every_language(home: Client, person: Person) -> None:
    a_note(person, "Füße kalt. Ноги болят.")
    for asked in ("FÜSSE", "ноги"):
        assert "1 text found." in text_of(home, f"/diary/search/?q={asked}")


def test_what_is_found_is_shown_as_it_was_written_and_does_nothing(home: Client, person: Person) -> None:
    a_note(person, "<script>alert(1)</script>")
    page = text_of(home, "/diary/search/?q=<script>")
    assert "<mark>&lt;script&gt;</mark>alert" in page
    assert 'value="&lt;script&gt;"' in page


def test_many_hits_are_paged(home: Client, person: Person) -> None:
    for days in range(ON_A_PAGE + 3):
        a_note(person, f"needle {days}", ago(days))
    assert text_of(home, "/diary/search/?q=needle").count("<mark>") == ON_A_PAGE
    assert text_of(home, "/diary/search/?q=needle&page=2").count("<mark>") == 3
    assert "page=2" in text_of(home, "/diary/search/?q=needle")


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "٣", "9" * 30])
def test_a_page_that_does_not_exist_is_one_that_does(home: Client, person: Person, page: str) -> None:
    a_note(person, "needle")
    assert "<mark>" in text_of(home, f"/diary/search/?q=needle&page={page}")


def test_what_went_well_stands_alone_the_newest_first(home: Client, person: Person) -> None:
    a_note(person, "a note", ago(2), went_well="Soft light.")
    a_note(person, "a note", ago(1), went_well="The music.")
    page = text_of(home, "/diary/went-well/")
    assert page.index("The music.") < page.index("Soft light.")
    assert "a note" not in page


@pytest.mark.parametrize("address", PAGES)
def test_a_long_diary_asks_no_more_than_a_short_one(home: Client, person: Person, address: str) -> None:
    _a_week(person, 0)
    home.get(address)
    short = _queries(home, address)
    for week in range(1, 6):
        _a_week(person, week)
    assert _queries(home, address) == short <= MOST_QUERIES


def _a_week(person: Person, week: int) -> None:
    for days in range(week * 7, week * 7 + 3):
        a_night(person, ago(days), {"pain": 5}, {"pain": 4})
        a_note(person, "a note", ago(days), went_well="Rest.")
        an_entry(person, ago(days), "morning", sleep=3)
        a_happening(person, "flare", ago(days))
        a_map(person, ago(days), left_ball=4)
        check = a_foot_check(person, ago(days))
        Finding.objects.create(person=person, foot_check=check, item="cut", note="a note")


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
