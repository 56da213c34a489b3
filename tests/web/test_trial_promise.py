"""The promise of a trial: whatever is done in the meantime, no night is shown early, moved, or dealt anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from tests.cast import NOW, a_session
from tests.web.trial_life import Life, a_locked_life
from velneuro.web.diary.models import Happening
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.trials.forms import QuestionForm
from velneuro.web.trials.models import Trial, TrialPause
from velneuro.web.trials.planning import begin, lock
from velneuro.web.trials.running import Standing, arms, standing_of

EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"  # 14 hours before and 11 hours after the clock of the world


@pytest.fixture
def locked(home: Client, person: Person, time_machine: TimeMachineFixture) -> Life:
    return a_locked_life(home, person, time_machine)


def set_clock(life: Life, **settings: object) -> None:
    Person.objects.filter(pk=life.person.pk).update(**settings)


def where(life: Life) -> Standing:
    return standing_of(Trial.objects.get(), Person.objects.get(), timezone.now())


def seen(stands: Standing) -> tuple[date, tuple[date, ...], int]:
    return stands.today, stands.days, stands.tonight


@pytest.mark.parametrize("zone", [EAST, WEST])
def test_another_time_zone_moves_no_night(locked: Life, zone: str) -> None:
    locked.next_day(3)
    before = seen(where(locked))
    set_clock(locked, time_zone=zone)
    assert seen(where(locked)) == before


def test_another_time_zone_shows_no_way_before_its_hour(locked: Life) -> None:
    locked.next_day()
    locked.clock.move_to(locked.now - timedelta(hours=5))
    set_clock(locked, time_zone=EAST)
    page = locked.read()
    assert "shown from 16:00 on" in page
    assert locked.home.get(locked.page("gate")).status_code == 302


def test_another_start_of_the_day_moves_no_night(locked: Life) -> None:
    locked.next_day()
    locked.clock.move_to(locked.now + timedelta(hours=7, minutes=30))  # one at night: the evening goes on till four
    before = seen(where(locked))
    set_clock(locked, day_starts=0)
    assert seen(where(locked)) == before


def test_the_page_says_which_clock_it_keeps(locked: Life) -> None:
    locked.next_day()
    assert "The trial keeps the clock" not in locked.read()
    set_clock(locked, time_zone=EAST)
    assert f"The trial keeps the clock it started with: {locked.trial.time_zone}." in locked.read()


def test_a_clock_that_was_put_back_shows_nothing(locked: Life) -> None:
    locked.next_day()
    locked.clock.move_to(NOW)
    assert where(locked).way is None


def test_a_button_pressed_twice_begins_one_trial(home: Client, person: Person) -> None:
    """Two tabs that both saw no trial: each has its own form, and both arrive."""
    trials = [begin(person, form_of(person), NOW) for _ in range(2)]
    assert trials[0].pk == trials[1].pk
    assert Trial.objects.count() == 1


def form_of(person: Person) -> Trial:
    form = QuestionForm(person, {"question": "massage", "outcome": "burning", "minutes": "3"})
    assert form.is_valid()
    return form.trial(NOW)


def test_two_tabs_deal_once(locked: Life) -> None:
    """The second tab read the trial before the first one locked it."""
    Trial.objects.update(locked_at=None)
    tabs = [Trial.objects.get(), Trial.objects.get()]
    for tab in tabs:
        lock(tab, locked.person, 28, "end", locked.now)
        tab.refresh_from_db()
    assert tabs[0].sealed == tabs[1].sealed == Trial.objects.get().sealed


def test_a_trial_that_was_ended_is_not_locked(locked: Life) -> None:
    Trial.objects.update(locked_at=None, plan={}, ended_at=locked.now)
    lock(Trial.objects.get(), locked.person, 28, "end", locked.now)
    assert Trial.objects.get().plan == {}


def test_an_older_trial_that_goes_on_is_found_behind_one_that_is_over(locked: Life) -> None:
    """An archive may bring one that is newer and over."""
    other = Trial.objects.get()
    other.pk, other.made_at, other.ended_at = None, locked.now, locked.now
    other._state.adding = True
    other.save()
    assert locked.home.get("/trials/new/").status_code == 302


def test_a_flare_that_was_taken_back_keeps_its_pause(locked: Life) -> None:
    locked.next_day()
    locked.flare()
    locked.read()
    Happening.objects.all().delete()
    locked.next_day()
    assert "You marked a flare." in locked.read()


def test_a_flare_of_late_evening_is_met_the_next_morning(locked: Life) -> None:
    """Nobody opened a page of the trial after it was written."""
    locked.next_day()
    locked.flare()
    locked.next_day()
    assert TrialPause.objects.count() == 0
    locked.clock.move_to(locked.now - timedelta(hours=5))
    assert "You marked a flare." in locked.read()
    locked.home.post(locked.page("resume"))
    assert "You marked a flare." not in locked.read()


def test_a_sign_told_before_another_session_pauses_it_too(locked: Life) -> None:
    locked.next_day()
    a_session(locked.person, now=locked.now, state="refused")
    locked.read()
    assert TrialPause.objects.get().reason == "sign"


def test_while_a_sign_makes_it_wait_its_advice_is_one_tap_away(locked: Life) -> None:
    locked.next_day()
    locked.home.post(locked.page("gate"), {"some": "1", "R01": "on"})
    locked.next_day()
    assert f"/practice/{PracticeSession.objects.get().pk}/advice/" in locked.read()


def live(life: Life, nights: int) -> None:
    """So many nights with their mornings, but not the last morning."""
    for number in range(nights):
        life.next_day()
        life.morning(5 + number % 2 if number else None)
    life.next_day()


def test_the_answer_waits_for_the_last_morning(locked: Life) -> None:
    live(locked, 28)
    page = locked.read()
    assert "Answer this morning first." in page
    assert "Seed:" not in locked.read("how")
    assert locked.home.get(locked.page("answer")).status_code == 302
    assert locked.home.get(f"/trials/{locked.trial.pk}/data.csv").status_code == 404
    locked.morning(4)
    assert "Read the answer" in locked.read()


def test_a_last_morning_that_stays_open_holds_the_answer_for_a_day_only(locked: Life) -> None:
    live(locked, 28)
    locked.next_day()
    assert "Read the answer" in locked.read()


def test_the_gate_twice_a_night_gives_the_same_way(locked: Life) -> None:
    locked.next_day()
    assert (
        locked.play().routine == locked.play().routine == ("quiet-rest", "evening-feet-and-legs")[arms(locked.trial)[0]]
    )


def test_a_session_that_waited_too_long_leads_back_to_its_gate(locked: Life) -> None:
    locked.next_day()
    locked.home.post(locked.page("gate"), {"none": "1"})
    session = PracticeSession.objects.get()
    locked.next_day()
    answer = locked.home.get(f"/practice/{session.pk}/")
    assert answer.headers["Location"] == locked.page("gate")
