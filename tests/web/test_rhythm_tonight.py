"""Tonight, with a plan: what it asks for, done, rest, days off, a hard day; and the nights of this month."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from tests.cast import EVENING, NOW, a_session
from tests.web.own import an_own_routine
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.rhythm.models import Break, Channel, Delivery, Occurrence, Reminder, Ritual

State = PracticeSession.State
TODAY = date(2026, 11, 22)  # a Sunday, half past two in the afternoon
LATE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # nine in the evening
LINE: dict[str, Any] = {
    "routine": "lower-legs",
    "minutes": "17",
    "weekdays": [str(day) for day in range(7)],
    "part": "bedtime",
    "at": "21:30",
    "cue": "After the news",
}


@pytest.fixture
def evening(home: Client, time_machine: TimeMachineFixture) -> TimeMachineFixture:
    time_machine.move_to(LATE)
    return time_machine


def add(home: Client, **changes: Any) -> None:
    assert home.post("/rhythm/lines/new/", {**LINE, **changes}).status_code == 302


def begins(home: Client) -> str:
    """Where the large button leads."""
    found = re.search(r'class="button large[^"]*" href="([^"]+)"', home.get("/").content.decode())
    assert found is not None
    return found[1]


def tonight(home: Client, address: str = "/") -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", home.get(address).content.decode()).split())


def flare(home: Client) -> None:
    page = home.get("/diary/happened/flare/").content.decode()
    action = re.search(r'action="(/diary/happenings/[^"]+)"', page)
    assert action is not None
    assert home.post(action[1], {"text": ""}).status_code == 302


def begun(person: Person, now: datetime, **changes: Any) -> PracticeSession:
    return a_session(person, now=now, **{"state": State.FINISHED, "started_at": now, **changes})


# What is offered


def test_without_a_plan_it_is_what_is_usual(home: Client, evening: TimeMachineFixture) -> None:
    assert begins(home) == f"/practice/{EVENING}/gate/?minutes=20"
    assert "Plan your week" in tonight(home)


def test_the_line_of_today_is_the_card(home: Client, evening: TimeMachineFixture) -> None:
    add(home)
    assert begins(home) == "/practice/lower-legs/gate/?minutes=17"
    assert "9:30 PM After the news, I will do this:" in tonight(home)


def test_a_day_off_by_the_plan_is_fine(home: Client, evening: TimeMachineFixture) -> None:
    add(home, weekdays=["2"])
    assert "Your plan has nothing for today. Rest, or do what you like." in tonight(home)
    assert begins(home) == f"/practice/{EVENING}/gate/?minutes=20"


def test_the_day_ends_at_four(home: Client, evening: TimeMachineFixture) -> None:
    add(home, weekdays=["6"])
    evening.move_to(datetime(2026, 11, 23, 8, 59, tzinfo=UTC))
    assert begins(home) == "/practice/lower-legs/gate/?minutes=17"
    evening.move_to(datetime(2026, 11, 23, 9, 1, tzinfo=UTC))
    assert "Your plan has nothing for today." in tonight(home)


def test_of_several_a_day_the_nearest_is_offered_and_the_others_named(
    home: Client, time_machine: TimeMachineFixture
) -> None:
    add(home)
    add(home, routine="afternoon-reset", minutes="10", part="afternoon", at="")
    assert begins(home) == "/practice/afternoon-reset/gate/?minutes=10"
    assert "Also today Lower legs only 17 minutes · 9:30 PM" in tonight(home)
    time_machine.move_to(LATE)
    assert begins(home) == "/practice/lower-legs/gate/?minutes=17"


def test_a_change_shows_at_once(home: Client, evening: TimeMachineFixture) -> None:
    add(home)
    line = Ritual.objects.get()
    evening.move_to(LATE + timedelta(days=1))
    home.post(f"/rhythm/lines/{line.pk}/", {**LINE, "minutes": "8"})
    assert begins(home) == "/practice/lower-legs/gate/?minutes=8"


def test_an_own_routine_is_offered_and_when_it_is_gone_what_is_usual(
    home: Client, person: Person, evening: TimeMachineFixture
) -> None:
    row = an_own_routine(person)
    add(home, routine=row.name, minutes="8")
    assert begins(home) == f"/practice/{row.name}/gate/?minutes=8"
    row.removed_at = LATE
    row.save()
    assert begins(home) == f"/practice/{EVENING}/gate/?minutes=20"
    assert "Calm feet" in tonight(home, "/rhythm/")


# What is done


def test_a_session_of_any_routine_is_enough(home: Client, person: Person, evening: TimeMachineFixture) -> None:
    add(home)
    begun(person, LATE)
    assert "Done for today. The rest of it is yours." in tonight(home)


def test_a_session_after_midnight_is_of_the_evening_before(
    home: Client, person: Person, evening: TimeMachineFixture
) -> None:
    add(home)
    at = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # half past one
    evening.move_to(at)
    begun(person, at)
    assert "Done for today." in tonight(home)
    evening.move_to(at + timedelta(hours=12))
    assert "Done for today." not in tonight(home)


def test_done_in_the_afternoon_leaves_the_evening(home: Client, person: Person, evening: TimeMachineFixture) -> None:
    add(home)
    add(home, routine="afternoon-reset", minutes="10", part="afternoon", at="15:00")
    begun(person, NOW)
    page = tonight(home)
    assert begins(home) == "/practice/lower-legs/gate/?minutes=17"
    assert "Afternoon reset · done" in page


@pytest.mark.parametrize("part", ["afternoon", "any"])
def test_a_line_without_a_time_leaves_the_evening_too(
    home: Client, person: Person, evening: TimeMachineFixture, part: str
) -> None:
    add(home)
    add(home, routine="afternoon-reset", minutes="10", part=part, at="")
    begun(person, NOW)
    assert "Afternoon reset · done" in tonight(home)
    begun(person, LATE)
    assert "Done for today." in tonight(home)


def test_two_of_the_same_time_are_done_by_one_session(
    home: Client, person: Person, evening: TimeMachineFixture
) -> None:
    add(home)
    add(home)
    begun(person, LATE)
    assert "Done for today." in tonight(home)


def test_rest_that_the_gate_advised_counts(home: Client, person: Person, evening: TimeMachineFixture) -> None:
    add(home)
    answer: Any = home.post("/practice/lower-legs/gate/", {"minutes": "17", "R01": "on"})
    assert "/advice/" in answer.url
    assert PracticeSession.objects.get().state == State.REFUSED
    assert "Rest was right today, and it counts." in tonight(home)
    assert "1 night. Rest counts too." in tonight(home)


def test_an_answer_is_enough_too(home: Client, person: Person, evening: TimeMachineFixture) -> None:
    add(home)
    Occurrence.objects.create(person=person, ritual=Ritual.objects.get(), day=TODAY, answer="done", answered_at=LATE)
    assert "Done for today." in tonight(home)


def test_not_today_is_taken_as_said(home: Client, person: Person, evening: TimeMachineFixture) -> None:
    add(home)
    Occurrence.objects.create(person=person, ritual=Ritual.objects.get(), day=TODAY, answer="skipped", answered_at=LATE)
    assert "Not today, you said. That is fine." in tonight(home)


def test_a_plan_of_three_lines_asks_the_database_few_times(home: Client, evening: TimeMachineFixture) -> None:
    for at in ("21:30", "15:00", ""):
        add(home, at=at)
    for address in ("/", "/rhythm/"):
        with CaptureQueriesContext(connection) as queries:
            home.get(address)
        assert len(queries) <= 22, address


# Days off, hard days


def test_a_break_asks_for_nothing_and_ends_with_one_tap(home: Client, evening: TimeMachineFixture) -> None:
    add(home)
    home.post("/rhythm/breaks/new/", {"since": "2026-11-20", "last": "2026-11-29"})
    page = tonight(home)
    assert "November 20 to November 29. Nothing is asked." in page
    assert "After the news" not in page
    home.post(f"/rhythm/breaks/{Break.objects.get().pk}/go-on/")
    assert begins(home) == "/practice/lower-legs/gate/?minutes=17"


def test_the_day_after_a_holiday_asks_again(home: Client, evening: TimeMachineFixture) -> None:
    add(home)
    home.post("/rhythm/breaks/new/", {"since": "2026-11-20", "last": "2026-11-22"})
    evening.move_to(LATE + timedelta(days=1))
    assert "After the news, I will do this:" in tonight(home)


def test_a_flare_day_asks_for_three_minutes(home: Client, person: Person, evening: TimeMachineFixture) -> None:
    add(home)
    flare(home)
    assert begins(home) == "/practice/bad-moment/gate/?minutes=3"
    assert "Three minutes of short help are enough today. So is rest." in tonight(home)
    begun(person, LATE, routine="bad-moment", minutes=3)
    assert "Done for today." in tonight(home)


# The month


def test_nights_are_days_of_this_month(home: Client, person: Person, evening: TimeMachineFixture) -> None:
    assert "Nothing yet this month. Rest counts too." in tonight(home)
    for days in (0, 1, 1, 25):  # twice on one day; the last one is of October
        begun(person, NOW - timedelta(days=days))
    a_session(person)  # made, and not begun
    assert "2 nights. Rest counts too." in tonight(home)


@pytest.mark.parametrize("word", ["streak", "lost", "missed", "failed", "broken"])
def test_nothing_is_said_of_what_was_not_done(home: Client, evening: TimeMachineFixture, word: str) -> None:
    add(home)
    evening.move_to(LATE + timedelta(days=9))
    for address in ("/", "/rhythm/"):
        assert word not in tonight(home, address).lower()


# The clock


def test_messages_follow_the_zone_and_the_start_of_the_day(
    home: Client, person: Person, time_machine: TimeMachineFixture
) -> None:
    add(home, at="02:00")
    channel = Channel.objects.create(
        person=person, kind="email", name="Mail", address={"to": "a@example.org"}, address_hash="a", made_at=NOW
    )
    Reminder.objects.create(person=person, ritual=Ritual.objects.get(), first=channel)
    settings = {"name": "Maria", "time_zone": "Europe/Berlin", "day_starts": "240"}
    home.post("/settings/name/", settings)
    assert [f"{row.due_at:%m-%d %H:%M}" for row in Delivery.objects.all()] == ["11-23 01:00"]
    assert Occurrence.objects.get().day == TODAY
    home.post("/settings/name/", {**settings, "day_starts": "60"})
    assert Occurrence.objects.get().day == TODAY + timedelta(days=1)


def test_a_wrong_zone_changes_nothing(home: Client) -> None:
    assert home.post("/settings/name/", {"name": "Maria", "time_zone": "Nowhere"}).status_code == 422
    assert Person.objects.get().time_zone == "America/New_York"
