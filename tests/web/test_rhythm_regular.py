"""The figure of regularity on the page: what lifts it, what leaves it be; breaks stand still in the picture."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import EVENING, NOW
from velneuro.core.regularity import SHARE
from velneuro.web.diary.models import Happening
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.rhythm.models import Break, Occurrence, Ritual
from velneuro.web.rhythm.regular import days_of_plan, level_words, regular

State = PracticeSession.State
KEPT = 20  # evenings in a row: 60 of 100
START = NOW - timedelta(days=60)


@pytest.fixture
def planned(person: Person) -> Person:
    """Somebody with a plan for each evening since two months, who used the first twenty."""
    Ritual.objects.create(
        person=person,
        routine=EVENING,
        minutes=10,
        weekdays=[*range(7)],
        since=person.day_of(START),
        made_at=START,
    )
    for day in range(KEPT):
        evening(person, day)
    return person


def evening(person: Person, day: int, **changes: object) -> None:
    """A row as the app makes it; compiling a session for each evening would only take time."""
    at = START + timedelta(days=day)
    usual = {"state": State.FINISHED, "started_at": at, "routine": EVENING, "minutes": 10, "seed": 1, "lang": "en"}
    kept = {"answers": {}, "plan": {}, "made_at": at, "day": person.day_of(at), "time_zone": person.time_zone}
    PracticeSession.objects.create(person=person, **{**usual, **kept, **changes})


def figure_on(person: Person, day: int) -> int:
    days = days_of_plan(person, person.day_of(START + timedelta(days=day)))
    assert days is not None
    shown = regular(days)
    assert shown is not None
    return shown.hundredths


def test_who_never_had_a_plan_has_no_figure(home: Client, person: Person) -> None:
    assert days_of_plan(person, person.day_of(NOW)) is None
    assert "of 100" not in home.get("/rhythm/").content.decode()


def test_before_the_first_evening_no_empty_picture_is_shown(home: Client) -> None:
    home.post("/rhythm/start/")
    page = home.get("/rhythm/").content.decode()
    assert "of 100" not in page
    assert "Nothing yet this month." in page


def test_it_rises_with_each_evening(planned: Person) -> None:
    expected = [0] + [round(100 * (1 - (1 - SHARE) ** n)) for n in range(1, KEPT + 1)]
    assert [figure_on(planned, day) for day in range(KEPT)] == expected[1:]


def test_today_takes_nothing_while_it_lasts(planned: Person) -> None:
    assert figure_on(planned, KEPT) == figure_on(planned, KEPT - 1)
    assert figure_on(planned, KEPT + 1) < figure_on(planned, KEPT)


def test_it_ebbs_slowly_and_comes_back(planned: Person) -> None:
    assert 45 < figure_on(planned, KEPT + 4) < 60
    for day in range(KEPT + 4, KEPT + 12):
        evening(planned, day)
    assert figure_on(planned, KEPT + 12) > 60


def test_what_costs_nothing_leaves_it_be(planned: Person) -> None:
    before, first = figure_on(planned, KEPT), planned.day_of(START + timedelta(days=KEPT))
    Break.objects.create(person=planned, kind="holiday", since=first, until=first + timedelta(days=10))
    evening(planned, KEPT + 10, state=State.REFUSED, started_at=None)
    for day in (11, 12):
        at = START + timedelta(days=KEPT + day)
        Happening.objects.create(person=planned, kind="flare", day=planned.day_of(at), at=at, time_zone="UTC")
    evening(planned, KEPT + 12, routine="bad-moment", minutes=3)
    assert [figure_on(planned, KEPT + day) for day in range(13)] == [before] * 13


def test_a_pause_of_more_than_a_year_leaves_it_be(planned: Person) -> None:
    before = figure_on(planned, KEPT)
    pause = {"since": planned.day_of(START) + timedelta(days=KEPT), "until": None}
    Break.objects.create(person=planned, kind=Break.Kind.PAUSE, **pause)
    assert figure_on(planned, KEPT + 400) == before


def test_days_that_the_plan_leaves_free_cost_nothing(planned: Person) -> None:
    Ritual.objects.update(until=planned.day_of(START + timedelta(days=KEPT)))
    assert figure_on(planned, KEPT + 30) == figure_on(planned, KEPT)


def test_the_page_tells_it_in_words_a_picture_and_a_table(
    home: Client, planned: Person, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(START + timedelta(days=KEPT))
    page = home.get("/rhythm/").content.decode()
    assert f"It stands at {figure_on(planned, KEPT)} of 100: settling in." in page
    assert '<path class="middle"' in page
    table = page.split('<table class="numbers">')[1]
    # 23 September 2026 was a Wednesday: five evenings, then two weeks of seven, the last one is not over.
    assert re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td>', table) == [
        ("Oct 12, 2026", "1"),
        ("Oct 5, 2026", "7"),
        ("Sep 28, 2026", "7"),
        ("Sep 21, 2026", "5"),
    ]


def test_a_break_stands_still_in_the_picture(home: Client, planned: Person) -> None:
    assert '<path class="still"' not in home.get("/rhythm/").content.decode()
    home.post("/rhythm/breaks/new/", {"since": "2026-11-01", "last": "2026-11-10"})
    assert '<path class="still"' in home.get("/rhythm/").content.decode()


@pytest.mark.parametrize(
    ("strength", "words"), [(0, "just begun"), (0.2, "taking shape"), (0.5, "settling in"), (1, "part of your days")]
)
def test_it_has_words(strength: float, words: str) -> None:
    assert level_words(strength) == words


def test_day_by_day_is_told_without_blame(home: Client, planned: Person, time_machine: TimeMachineFixture) -> None:
    now = START + timedelta(days=KEPT + 5)
    time_machine.move_to(now)
    today = planned.day_of(now)
    Break.objects.create(
        person=planned, kind="holiday", since=today - timedelta(days=4), until=today - timedelta(days=3)
    )
    evening(planned, KEPT + 2, state=State.REFUSED, started_at=None)
    at = START + timedelta(days=KEPT + 3)
    Happening.objects.create(person=planned, kind="flare", day=planned.day_of(at), at=at, time_zone="UTC")
    Occurrence.objects.create(
        person=planned, ritual=Ritual.objects.get(), day=today - timedelta(days=1), answer="skipped", answered_at=now
    )
    shown = home.get("/rhythm/").content.decode().split("Day by day")[1].split("</table>")[0]
    told = re.findall(r"<td>([^<]+)</td>", shown)
    assert told[:7] == ["Planned", "Not that day", "A hard day", "Rest, as advised", "Day off", "A quiet day", "Done"]
    assert len(told) == 14
