"""Trends, pairs, places and minutes, as they are read on the pages."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.cast import NOW, a_session, the_helper
from tests.web.rows import TODAY, a_happening, a_map, a_night, ago, an_entry
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.diary.models import OwnAnswer
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

RANGES = ("weeks", "months", "year", "all")


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def drawings(page: str) -> dict[str, str]:
    """Every chart of a page by its title; each has to be sound XML."""
    found = {}
    for drawn in re.findall(r'<svg class="chart".*?</svg></svg>|<svg class="chart".*?</svg>(?=</div>)', page):
        tree = ElementTree.fromstring(drawn)
        found[tree.findtext("title") or ""] = drawn
    return found


def rows(page: str, chart: str) -> list[list[str]]:
    """The table behind a chart, without its head."""
    table = re.search(rf'<h3 id="{chart}">.*?<tbody>(.*?)</tbody>', page)
    assert table
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table[1])]


def own_question(person: Person, kind: str, text: str, options: tuple[str, ...] = ()) -> OwnQuestion:
    return OwnQuestion.objects.create(person=person, kind=kind, text=text, options=list(options), made_at=NOW)


def answer(person: Person, question: OwnQuestion, days: int, value: float) -> None:
    entry = an_entry(person, ago(days))
    OwnAnswer.objects.create(person=person, entry=entry, question=question, value=value)


@pytest.mark.parametrize("address", ["trends", "before-after", "where", "minutes"])
@pytest.mark.parametrize("name", [*RANGES, "nonsense"])
def test_every_range_opens_on_an_empty_diary(home: Client, address: str, name: str) -> None:
    assert home.get(f"/diary/{address}/?range={name}").status_code == 200


def test_right_now_and_the_last_24_hours_are_two_charts(home: Client, person: Person) -> None:
    an_entry(person, ago(1), "any", pain=9)
    an_entry(person, ago(1), "morning", pain=2)
    page = text_of(home, "/diary/trends/")
    assert drawings(page).keys() == {"Pain, Right now", "Pain, The last 24 hours"}
    assert [row[1] for row in rows(page, "pain-now") if row[1] != "–"] == ["9"]
    assert [row[1] for row in rows(page, "pain-last-day") if row[1] != "–"] == ["2"]


def test_scores_just_after_a_session_are_no_part_of_a_trend(home: Client, person: Person) -> None:
    a_night(person, TODAY, {"pain": 7}, {"pain": 1})
    assert rows(text_of(home, "/diary/trends/"), "pain-now")[-1][1] == "7"


def test_sleep_is_about_the_night_whenever_it_is_asked(home: Client, person: Person) -> None:
    an_entry(person, ago(2), "any", sleep=4)
    an_entry(person, ago(1), "morning", sleep=6)
    assert drawings(text_of(home, "/diary/trends/")).keys() == {"Sleep, The last night"}


def test_a_day_without_an_answer_is_a_gap_in_table_and_chart(home: Client, person: Person) -> None:
    for days in (0, 1, 2, 8, 9, 10):
        an_entry(person, ago(days), pain=5)
    page = text_of(home, "/diary/trends/")
    assert [row[1] for row in rows(page, "pain-now")][-11:] == [*["5"] * 3, *["–"] * 5, *["5"] * 3]
    line = re.search(r'class="middle" d="([^"]*)"', drawings(page)["Pain, Right now"])
    assert line
    assert line[1].count("M") == 2


def test_the_table_holds_the_running_median_and_its_quartiles(home: Client, person: Person) -> None:
    for days, pain in enumerate((8, 5, 4, 2)):
        an_entry(person, ago(days), pain=pain)
    assert rows(text_of(home, "/diary/trends/"), "pain-now")[-1] == ["Nov 22", "8", "4.5", "3.5 to 5.8"]


def test_the_median_of_the_first_day_knows_the_days_before(home: Client, person: Person) -> None:
    for days in (27, 28, 29):
        an_entry(person, ago(days), pain=3)
    assert rows(text_of(home, "/diary/trends/"), "pain-now")[0] == ["Oct 26", "3", "3", "3 to 3"]


def test_a_trend_is_told_in_one_sentence(home: Client, person: Person) -> None:
    for days in range(28):
        an_entry(person, ago(days), pain=4 if days < 14 else 6)
    page = text_of(home, "/diary/trends/")
    assert "Lower in the second half: the middle went from 6 to 4." in page
    assert "A change does not say what caused it." in page


def test_few_days_say_that_they_are_few(home: Client, person: Person) -> None:
    an_entry(person, pain=4)
    assert "1 day has an answer, too few to say more." in text_of(home, "/diary/trends/")


def test_a_year_is_shown_by_weeks(home: Client, person: Person) -> None:
    for days, pain in ((6, 3), (5, 4), (4, 6)):  # Monday to Wednesday of this week
        an_entry(person, ago(days), pain=pain)
    found = rows(text_of(home, "/diary/trends/?range=year"), "pain-now")
    assert found[-1] == ["Nov 16, 2026", "4", "3.5 to 5", "3"]
    assert found[0][1:] == ["–", "–", "0"]


def test_all_is_everything_that_was_kept(home: Client, person: Person) -> None:
    an_entry(person, ago(1500), pain=4)
    found = rows(text_of(home, "/diary/trends/?range=all"), "pain-now")
    assert found[0] == ["Oct 2022", "4", "–", "1"]


def test_flares_and_changes_of_medicine_stand_in_the_chart(home: Client, person: Person) -> None:
    an_entry(person, pain=4)
    a_happening(person, "flare", ago(3))
    a_happening(person, "medicine", ago(5), "Half a pill <less>.")
    page = text_of(home, "/diary/trends/")
    drawn = drawings(page)["Pain, Right now"]
    assert (drawn.count('class="flare"'), drawn.count('class="medicine"')) == (1, 1)
    assert "Half a pill &lt;less&gt;." in page
    assert "/diary/day/2026-11-17/" in page


def test_the_week_as_a_whole_is_told_in_words(home: Client, person: Person) -> None:
    entry = an_entry(person, ago(1), "week")
    entry.overall = 5
    entry.save()
    page = text_of(home, "/diary/trends/")
    assert "The last answer was “A little better”, on Nov 21." in page
    assert rows(page, "overall") == [["Nov 21", "A little better"]]


def test_the_weeks_of_many_years_are_shown_by_months(home: Client, person: Person) -> None:
    an_entry(person, ago(1500), pain=4)
    for days, step in ((20, 7), (13, 4), (6, 5), (1, 6)):  # the middle of November lies between 5 and 6
        entry = an_entry(person, ago(days), "week")
        entry.overall = step
        entry.save()
    assert rows(text_of(home, "/diary/trends/?range=all"), "overall") == [["Nov 2026", "A little better"]]


def test_a_number_of_ones_own_has_an_axis_of_its_own(home: Client, person: Person) -> None:
    steps = own_question(person, "number", "Steps & stairs")
    for days, value in ((0, 3200), (1, 4100)):
        answer(person, steps, days, value)
    page = text_of(home, "/diary/trends/")
    assert re.findall(r"<li>(\d+)</li>", page) == ["4100", "3650", "3200"]
    assert "Steps &amp; stairs" in page


def test_a_choice_of_ones_own_is_counted(home: Client, person: Person) -> None:
    day = own_question(person, "choice", "How was the day?", ("quiet", "busy"))
    for days, value in ((0, 0), (1, 1), (2, 1)):
        answer(person, day, days, value)
    page = text_of(home, "/diary/trends/")
    assert "Most often “busy”: on 2 of 3 days." in page
    assert drawings(page).keys() == {"quiet", "busy"}


def test_before_and_after_say_that_they_flatter(home: Client, person: Person) -> None:
    a_night(person, ago(1), {"pain": 7, "tingling": 3}, {"pain": 4})
    a_night(person, ago(2), {"pain": 6}, {"pain": 6})
    page = text_of(home, "/diary/before-after/")
    assert "tend to flatter it" in page
    assert "Just after: lower in 1 of 2, the same in 1, higher in 0." in page
    assert rows(page, "pairs-pain") == [["Nov 20", "6", "6", "1"], ["Nov 21", "7", "4", "1"]]
    assert drawings(page).keys() == {"Pain"}


def test_pairs_of_a_year_are_the_middles_of_weeks(home: Client, person: Person) -> None:
    for days, before, after in ((1, 7, 4), (2, 6, 6), (3, 9, 2)):
        a_night(person, ago(days), {"pain": before}, {"pain": after})
    found = rows(text_of(home, "/diary/before-after/?range=year"), "pairs-pain")
    assert found == [["Nov 16, 2026", "7", "4", "3"]]


def test_the_strongest_place_is_named(home: Client, person: Person) -> None:
    a_map(person, ago(1), left_ball=6, right_heel=2)
    a_map(person, ago(3), left_ball=4)
    page = text_of(home, "/diary/where/")
    assert "Ball of the foot on the left: burning, on 2 of 2 days with a map." in page
    assert rows(page, "where")[0] == ["Ball of the foot on the left: burning", "2", "5", "6"]
    assert "Marked on 1 of 2 days with a map, at most 2." in page


def test_all_begins_with_the_first_map_too(home: Client, person: Person) -> None:
    a_map(person, ago(900), left_ball=6)
    assert "on 1 of 1 days with a map." in text_of(home, "/diary/where/?range=all")


def test_marks_that_were_taken_over_are_told(home: Client, person: Person) -> None:
    kept = a_map(person, ago(1), left_ball=6, right_heel=2)
    kept.marks.filter(place="left-ball").update(carried=True)
    assert "1 mark was taken over from an earlier map, and not said anew." in text_of(home, "/diary/where/")


def test_an_empty_map_is_a_day_without_a_mark(home: Client, person: Person) -> None:
    a_map(person, ago(1))
    assert "Nothing is marked on any of these maps." in text_of(home, "/diary/where/")


def test_minutes_are_those_that_were_played(home: Client, person: Person) -> None:
    a_session(person, 20, state=PracticeSession.State.FINISHED, started_at=NOW)
    a_session(person, 30, state=PracticeSession.State.STOPPED, position_ms=600_000, started_at=NOW)
    a_session(person, 45, state=PracticeSession.State.FINISHED, started_at=NOW, ended_at=NOW + timedelta(minutes=2))
    a_session(person, 15, state=PracticeSession.State.REFUSED)
    a_session(person, 15)
    found = rows(text_of(home, "/diary/minutes/"), "minutes")
    assert found[-1] == ["Nov 16, 2026", "32"]
    assert [row[1] for row in found[:-1]] == ["0"] * (len(found) - 1)


@pytest.mark.parametrize(
    "address", ["trends", "before-after", "where", "minutes", "went-well", "search", "day/2026-11-22"]
)
def test_nobody_sees_the_numbers_of_another_person(home: Client, person: Person, address: str) -> None:
    helper = the_helper()
    for days in range(3):
        a_night(helper, ago(days), {"pain": 7}, {"pain": 4})
        a_map(helper, ago(days), left_ball=6)
    an_entry(helper, ago(9), "morning", pain=3)
    page = text_of(home, f"/diary/{address}/")
    assert set(drawings(page)) <= {"Minutes each week"}
    assert "Evening feet and legs" not in page
