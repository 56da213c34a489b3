"""A trial that waits: for a flare, a warning sign, three bad mornings, or because the person wants it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.web.trial_life import BOTH, Life, a_locked_life
from tests.web.writing import write
from velneuro.web.diary.models import Happening, Revision
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.reports.exporting import archive_of
from velneuro.web.reports.importing import take_in
from velneuro.web.trials.models import Trial, TrialPause
from velneuro.web.trials.running import arms


@pytest.fixture
def locked(home: Client, person: Person, time_machine: TimeMachineFixture) -> Life:
    return a_locked_life(home, person, time_machine)


def test_a_flare_pauses_it_and_moves_the_nights(locked: Life) -> None:
    locked.next_day()
    locked.play()
    locked.next_day()
    locked.clock.move_to(locked.now - timedelta(hours=5))  # in the morning, before tonight's way is shown
    locked.flare()
    assert "You marked a flare." in locked.read()
    locked.next_day(3)
    assert "You marked a flare." in locked.read()
    locked.home.post(locked.page("resume"))
    assert BOTH[arms(locked.trial)[1]] in locked.read()
    assert TrialPause.objects.get().until == locked.day


def test_a_night_that_was_shown_counts_even_when_a_flare_comes_later(locked: Life) -> None:
    locked.next_day()
    locked.flare()
    locked.read()
    assert TrialPause.objects.get().since == locked.day + timedelta(days=1)


def test_a_sign_at_the_gate_pauses_it(locked: Life) -> None:
    locked.next_day()
    locked.home.post(locked.page("gate"), {"some": "1", "R01": "on"})
    assert PracticeSession.objects.get().state == "refused"
    locked.next_day()
    assert "A sign came up before the session." in locked.read()


# The same evening: tonight's way was shown already, and then something calls for a pause.


def the_sign(life: Life) -> str:
    """A sign at the gate; gives the address of its advice."""
    life.home.post(life.page("gate"), {"some": "1", "R01": "on"})
    return f"/practice/{PracticeSession.objects.get().pk}/advice/"


@pytest.mark.parametrize("place", ["/", "the trial"])
def test_after_a_sign_its_advice_is_all_that_is_offered_that_evening(locked: Life, place: str) -> None:
    locked.next_day()
    advice = the_sign(locked)
    page = locked.home.get(place if place == "/" else locked.page()).content.decode()
    shown = page[page.index("Your trial waits from tomorrow on.") :]
    assert "Tonight still counts as it was dealt." in shown
    assert f'class="button main-action" href="{advice}"' in shown
    assert page.count("main-action") == 1
    assert not any(words in page for words in ("Begin tonight", "Go on with the trial", "Pause the trial"))


def test_after_a_sign_the_gate_makes_no_session_that_evening(locked: Life) -> None:
    locked.next_day()
    the_sign(locked)
    locked.home.post(locked.page("resume"))
    answer = locked.home.post(locked.page("gate"), {"none": "1"})
    assert answer.headers["Location"] == locked.page()
    assert PracticeSession.objects.count() == 1


def test_a_clinicians_yes_leads_on_as_it_does_outside_a_trial(locked: Life) -> None:
    locked.next_day()
    locked.home.post(locked.page("gate"), {"some": "1", "R12": "on"})
    locked.home.post(f"/practice/{PracticeSession.objects.get().pk}/clinician-yes/")
    session = PracticeSession.objects.exclude(state="refused").get()
    assert session.gate_path == locked.page("gate")


def test_bad_mornings_that_are_written_late_leave_tonight_without_a_session(locked: Life) -> None:
    for score in (None, 9, 9, 9):
        locked.next_day()
        locked.morning(score)
    assert "Three mornings were much worse than before." in locked.read()
    assert "Begin tonight" not in locked.read()
    assert locked.home.get(locked.page("gate")).headers["Location"] == locked.page()


def test_an_own_pause_is_taken_back_the_same_evening(locked: Life) -> None:
    locked.next_day()
    locked.home.post(locked.page("pause"))
    assert "Begin tonight" not in locked.read()
    locked.home.post(locked.page("resume"))
    assert "Begin tonight" in locked.read()
    locked.next_day()
    assert "Begin tonight" in locked.read()


def test_three_mornings_far_above_the_usual_pause_it(locked: Life) -> None:
    for score in (None, 9, 9, 9):
        locked.next_day()
        locked.morning(score)
    assert "Three mornings were much worse than before." in locked.read()


def test_two_bad_mornings_do_not(locked: Life) -> None:
    for score in (None, 9, 9, 8):
        locked.next_day()
        locked.morning(score)
    assert TrialPause.objects.count() == 0


def test_going_on_after_bad_mornings_does_not_pause_at_once_again(locked: Life) -> None:
    for score in (None, 9, 9, 9):
        locked.next_day()
        locked.morning(score)
    locked.read()
    locked.next_day()
    locked.home.post(locked.page("resume"))
    assert "Your trial waits." not in locked.read()


def test_it_can_be_paused_and_taken_up_by_oneself(locked: Life) -> None:
    locked.next_day()
    locked.home.post(locked.page("pause"))
    locked.next_day()
    assert "You paused the trial." in locked.read()
    locked.home.post(locked.page("resume"))
    assert "You paused the trial." not in locked.read()


# Nobody opened a page that knows the trial when it came, nor on the days after.


def a_sign_elsewhere(life: Life) -> None:
    life.home.post("/practice/evening-feet-and-legs/gate/", {"some": "1", "R01": "on"})


@pytest.mark.parametrize(("came", "words"), [(Life.flare, "a flare"), (a_sign_elsewhere, "A sign came up")])
def test_what_came_while_nobody_looked_puts_off_the_nights_after_it(
    locked: Life, came: Callable[[Life], None], words: str
) -> None:
    locked.next_day()
    came(locked)
    first = locked.day
    locked.next_day(5)
    assert words in locked.read()
    assert TrialPause.objects.get().since == first + timedelta(days=1)
    locked.home.post(locked.page("resume"))
    assert "night 2 of 28" in locked.home.get("/").content.decode()


def look_each_day(life: Life, days: int) -> None:
    for _ in range(days):
        life.next_day()
        life.read()


def test_a_flare_that_is_dated_back_moves_no_night_that_was_shown(locked: Life) -> None:
    look_each_day(locked, 5)
    locked.flare(date=str(locked.day - timedelta(days=3)), time="09:00")
    assert "night 5 of 28" in locked.home.get("/").content.decode()
    assert TrialPause.objects.get().since == locked.day + timedelta(days=1)


def test_a_flare_whose_day_is_corrected_counts_from_then_on(locked: Life) -> None:
    before = locked.day - timedelta(days=2)
    locked.flare(date=str(before), time="09:00")
    look_each_day(locked, 3)
    assert not TrialPause.objects.exists()
    locked.flare(f"/diary/happenings/{Happening.objects.get().pk}/", date=str(locked.day), time="09:00")
    locked.next_day(4)
    locked.read()
    assert TrialPause.objects.get().since == locked.day - timedelta(days=3)


def test_a_flare_that_was_put_back_counts_from_then_on(locked: Life) -> None:
    locked.next_day()
    locked.flare()
    locked.home.post(f"/diary/happenings/{Happening.objects.get().pk}/take-out/")
    look_each_day(locked, 3)
    taken_out = next(note for note in Revision.objects.all() if note.became is None)
    locked.home.post(f"/diary/changes/put-back/{taken_out.pk}/")
    assert Happening.objects.exists()
    locked.read()
    assert TrialPause.objects.get().since == locked.day + timedelta(days=1)


def test_a_flare_that_an_archive_brings_moves_no_night_that_was_shown(locked: Life) -> None:
    locked.next_day()
    locked.flare()
    kept = archive_of(locked.person)
    Happening.objects.all().delete()
    Revision.objects.all().delete()
    look_each_day(locked, 3)
    take_in(locked.person, kept, "a.json")
    assert TrialPause.objects.get().since == locked.day + timedelta(days=1)


def test_a_trial_that_comes_with_its_flare_waits_since_the_flare(locked: Life) -> None:
    """A new machine: nobody saw a night of it there."""
    locked.next_day()
    locked.flare()
    day, kept = locked.day, archive_of(locked.person)
    for model in (Trial, Happening, Revision):
        model.objects.all().delete()
    locked.next_day(3)
    take_in(locked.person, kept, "a.json")
    locked.read()
    assert TrialPause.objects.get().since == day + timedelta(days=1)


# The day on which it goes on: what was told before is behind it, what is told after is not.


def gone_on_at_noon(life: Life) -> None:
    """Last evening's cause made it wait; at noon, before tonight's way is shown, the person goes on."""
    life.next_day()
    life.clock.move_to(life.now - timedelta(hours=5))
    life.read()
    life.home.post(life.page("resume"))
    assert "Your trial waits" not in life.read()


def at_noon(life: Life) -> None:
    life.clock.move_to(life.now - timedelta(hours=4))


@pytest.mark.parametrize(("came", "words"), [(Life.flare, "a flare"), (a_sign_elsewhere, "A sign came up")])
def test_a_second_one_on_the_day_of_going_on_pauses_it_anew(
    locked: Life, came: Callable[[Life], None], words: str
) -> None:
    locked.next_day()
    came(locked)
    gone_on_at_noon(locked)
    at_noon(locked)
    came(locked)
    locked.clock.move_to(locked.now)
    assert words in locked.read()
    assert "Begin tonight" not in locked.read()
    assert locked.home.get(locked.page("gate")).headers["Location"] == locked.page()
    locked.next_day(2)
    assert words in locked.read()


@pytest.mark.parametrize(("came", "words"), [(Life.flare, "a flare"), (a_sign_elsewhere, "A sign came up")])
def test_a_second_one_that_evening_pauses_it_from_the_next_day(
    locked: Life, came: Callable[[Life], None], words: str
) -> None:
    locked.next_day()
    came(locked)
    gone_on_at_noon(locked)
    locked.clock.move_to(locked.now)
    assert "Begin tonight" in locked.read()
    came(locked)
    assert "Your trial waits from tomorrow on." in locked.read()
    assert TrialPause.objects.get(until=None).since == locked.day + timedelta(days=1)


def flare_of_today_that_was_gone_on_with(life: Life) -> str:
    """A flare that is told on the very day of going on, before it; gives its address."""
    life.next_day()
    life.clock.move_to(life.now - timedelta(hours=6))
    life.flare()
    life.home.post(life.page("resume"))
    at_noon(life)
    return f"/diary/happenings/{Happening.objects.get().pk}/"


def test_an_edit_of_what_was_gone_on_with_does_not_pause_it_again(locked: Life) -> None:
    address = flare_of_today_that_was_gone_on_with(locked)
    write(locked.home, address, text="Less now.")
    assert Happening.objects.get().text == "Less now."
    assert "Your trial waits" not in locked.read()


def test_what_was_gone_on_with_and_is_put_back_does_not_pause_it_again(locked: Life) -> None:
    address = flare_of_today_that_was_gone_on_with(locked)
    locked.home.post(f"{address}take-out/")
    locked.home.post(f"/diary/changes/put-back/{Revision.objects.first().pk}/")  # type: ignore[union-attr]
    assert Happening.objects.exists()
    assert "Your trial waits" not in locked.read()


def test_an_archive_brings_the_moment_of_going_on(locked: Life) -> None:
    flare_of_today_that_was_gone_on_with(locked)
    kept = archive_of(locked.person)
    for model in (Trial, Happening, Revision):
        model.objects.all().delete()
    take_in(locked.person, kept, "a.json")
    assert "Your trial waits" not in locked.read()
    locked.next_day()
    locked.flare()
    assert "Your trial waits from tomorrow on." in locked.read()


def test_a_pause_of_an_archive_that_knows_no_moment_goes_by_its_day(locked: Life) -> None:
    flare_of_today_that_was_gone_on_with(locked)
    TrialPause.objects.update(went_on_at=None)  # as an archive of version 2 brings it
    assert "Your trial waits" not in locked.read()
    locked.next_day()
    locked.flare()
    assert "Your trial waits from tomorrow on." in locked.read()
