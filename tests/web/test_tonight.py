"""The home page: the routine that fits the hour, what is changed and why, a session to go on with, this week."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import ANSWERS, EVENING, NOW, ZONE, a_session
from velneuro.web.people.models import Person
from velneuro.web.practice.choosing import to_resume, usual
from velneuro.web.practice.models import PracticeSession

LATE = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # 19:30 on Sunday in New York
State = PracticeSession.State


def tonight(client: Client) -> str:
    return client.get("/").content.decode()


def test_evening_offers_the_evening_routine(person: Person) -> None:
    assert usual(person, LATE) == (EVENING, 20)


def test_afternoon_offers_the_afternoon_routine(person: Person) -> None:
    assert usual(person, datetime(2026, 11, 22, 19, 0, tzinfo=UTC))[0] == "afternoon-reset"


def test_the_same_hour_offers_what_was_done_last(person: Person) -> None:
    a_session(person, minutes=12, now=LATE - timedelta(days=1), started_at=LATE - timedelta(days=1))
    assert usual(person, LATE) == (EVENING, 12)


def test_what_was_done_at_another_hour_does_not_count(person: Person) -> None:
    morning = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
    a_session(person, minutes=12, now=morning, started_at=morning)
    assert usual(person, LATE) == (EVENING, 20)


def test_the_day_is_that_of_the_persons_own_zone(home: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(LATE)
    assert "Sunday" in tonight(home)


def test_past_midnight_it_is_still_the_evening_before(home: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(LATE + timedelta(hours=6))
    assert "Sunday" in tonight(home)


def test_the_card_says_where_there_is_more_time(home: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(LATE)
    page = tonight(home)
    assert "More time where you feel it most: ball of the foot on the left." in page
    assert "20 minutes · both sides" in page


def test_the_card_says_what_is_left_out(home: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(LATE)
    Person.objects.update(answers={**ANSWERS, "sign": [{"id": "R24", "where": ["right-foot"]}]})
    assert "Left out: right foot" in tonight(home)


def test_the_card_says_that_open_questions_make_it_careful(home: Client) -> None:
    Person.objects.update(answers={})
    assert "Some questions are open, so touch stays light." in tonight(home)


def test_one_side_only_is_said(home: Client, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(LATE)
    Person.objects.update(answers={**ANSWERS, "limbs": ["left-foot", "left-leg"]})
    assert "left side only" in tonight(home)


def test_a_refusing_lasting_sign_still_shows_the_page(home: Client) -> None:
    Person.objects.update(answers={**ANSWERS, "sign": [{"id": "R16"}]})
    assert home.get("/").status_code == 200


def test_the_short_help_is_one_tap_away(home: Client) -> None:
    assert "/practice/bad-moment/gate/?minutes=3" in tonight(home)


@pytest.mark.parametrize(("hours", "shown"), [(0.5, True), (23.9, True), (24.1, False)])
def test_a_session_that_was_cut_off_can_be_resumed_for_a_day(person: Person, hours: float, shown: bool) -> None:
    a_session(person, state=State.PLAYING, started_at=NOW)
    assert bool(to_resume(person, NOW + timedelta(hours=hours))) is shown


@pytest.mark.parametrize("state", [State.READY, State.FINISHED, State.STOPPED, State.REFUSED])
def test_no_other_session_is_offered_again(person: Person, state: str) -> None:
    a_session(person, state=state, started_at=NOW)
    assert to_resume(person, NOW) is None


def test_the_resume_card_names_the_step(home: Client, person: Person, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW + timedelta(hours=1))
    session = a_session(person, state=State.PLAYING, started_at=NOW)
    page = tonight(home)
    assert f"You were at: {session.plan['steps'][0]['title']}" in page
    assert f'href="/practice/{session.pk}/"' in page


def test_a_session_can_be_left_for_good(home: Client, person: Person) -> None:
    session = a_session(person, state=State.PLAYING, started_at=NOW)
    home.post(f"/practice/{session.pk}/leave/")
    session.refresh_from_db()
    assert (session.state, session.stop_reason) == (State.STOPPED, "early")


def week(client: Client) -> list[str]:
    """The days of this week, as the page tells them to a screen reader."""
    return re.findall(r'<span class="for-readers">(\w+day[^<]*)</span>', tonight(client))


def test_the_week_runs_from_monday_and_a_late_night_counts_for_the_evening(home: Client, person: Person) -> None:
    after_midnight = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)  # one in the morning of Saturday in New York
    a_session(person, state=State.FINISHED, now=after_midnight, started_at=after_midnight)
    days = week(home)
    assert [day for day in days if "," in day or ":" in day] == ["Friday: something done, or rest", "Sunday, today"]
    assert days[0] == "Monday"


def test_a_session_that_was_only_prepared_is_no_night(home: Client, person: Person) -> None:
    a_session(person)
    assert not any(":" in day for day in week(home))


def test_rest_that_was_advised_counts_in_the_week_as_in_the_month(home: Client, person: Person) -> None:
    a_session(person, state=State.REFUSED)
    assert "1 night. Rest counts too." in tonight(home)
    assert week(home)[-1] == "Sunday: something done, or rest, today"


def test_no_streak_is_counted(home: Client) -> None:
    assert "streak" not in tonight(home).lower()


def test_the_zone_of_the_cast_is_not_utc() -> None:
    assert ZONE != "UTC"
