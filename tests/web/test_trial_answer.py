"""What a person reads of a trial's answer, by its pages: the verdict, what it may not hide, and how we know it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW
from tests.web.trial_life import Life, a_locked_life
from velneuro.core.trial.plan_file import make_plan, plan_hash
from velneuro.core.trial.seal import seal
from velneuro.web.people.models import Person
from velneuro.web.trials.answering import read_plan
from velneuro.web.trials.models import Trial
from velneuro.web.trials.planning import shown_plan
from velneuro.web.trials.running import arms


@pytest.fixture
def locked(home: Client, person: Person, time_machine: TimeMachineFixture) -> Life:
    return a_locked_life(home, person, time_machine)


@pytest.fixture
def life(home: Client, person: Person, time_machine: TimeMachineFixture) -> Life:
    time_machine.move_to(NOW)
    return Life(home, person, time_machine)


def nights(life: Life, count: int, effect: int = 0) -> None:
    """So many nights, with a session on none of them; after the second way a morning is better by `effect`."""
    dealt = arms(life.trial)
    life.next_day()
    for number, arm in enumerate(dealt[:count], 1):
        life.next_day()
        life.morning(6 - effect * arm + (number * 7) % 3 - 1)


def plain(page: str) -> str:
    """The text of a page, its tags and blanks taken out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def head_line(page: str) -> str:
    return page.partition("<h1>")[2].partition("</h1>")[0]


def test_the_head_line_is_the_verdict_and_is_not_said_again(locked: Life) -> None:
    nights(locked, 28, effect=3)
    page = locked.read("answer")
    assert head_line(page) == "Massage helps you, and by enough to matter."
    assert plain(page).count("Massage helps you") == 1


def test_hope_is_named_beside_every_answer(locked: Life) -> None:
    nights(locked, 28, effect=3)
    assert "You knew which night it was. So hope itself may be part of the difference." in plain(locked.read("answer"))


def test_an_early_look_uses_the_nights_up_to_it_and_says_so(life: Life) -> None:
    life.begin()
    life.run_in()
    life.lock(nights=56, looks="three")
    nights(life, 33)
    assert "You planned to look after 32 nights." in life.read()
    early = "This is an early answer, after 32 of 56 nights. A stricter rule was used."
    page = plain(life.read("answer"))
    assert "· 32 nights" in page
    assert early in page
    assert early in plain(life.read("how"))


def test_what_ended_early_claims_nothing_and_says_why(locked: Life) -> None:
    nights(locked, 13, effect=3)
    locked.home.post(locked.page("end"))
    page, how = plain(locked.read("answer")), plain(locked.read("how"))
    assert "This was no night to look, by your plan. So nothing is claimed yet." in page
    assert "in 10" not in page
    assert "No claim was planned here." in how
    assert "0.000 or less" not in how
    assert how.count("too few nights for a range") == 2  # in the table and in the report
    assert not re.search(r"\binf\b", how)


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("picture", "A picture was better for you than no picture."),
        ("time", "An afternoon session was better for you than an evening session."),
        ("length", "A long session was better for you than a short session."),
    ],
)
def test_of_two_ways_one_is_better_and_none_helps(life: Life, question: str, head: str) -> None:
    life.begin(question=question, minutes="10", minutes_longer="20", routine="evening-feet-and-legs")
    life.run_in()
    life.lock()
    nights(life, 28, effect=3)
    page = life.read("answer")
    assert head_line(page) == head
    main = plain(page[page.index("<main") : page.index("</main")])
    assert not re.search(r"\bhelps?\b", main)
    assert "better for you at all." in main


def test_what_harms_beside_nothing_is_to_be_stopped(locked: Life) -> None:
    nights(locked, 28, effect=-3)
    page = plain(locked.read("answer"))
    assert "Your morning burning was higher with massage." in page
    assert "Please stop it for now and tell the person who treats you." in page


def test_of_two_ways_the_better_one_is_to_be_chosen(life: Life) -> None:
    life.begin(question="picture", minutes="10", routine="evening-feet-and-legs")
    life.run_in()
    life.lock()
    nights(life, 28, effect=-3)
    page = plain(life.read("answer"))
    assert "No picture was better for you than a picture. Choose no picture for now." in page
    assert "Please stop" not in page


def test_the_data_call_the_ways_as_the_plan_does(locked: Life) -> None:
    """A plan that was locked when a question called its ways otherwise is still read together with its data."""
    plan = make_plan(replace(read_plan(locked.trial.plan), arms=("rest", "kneading")), seed=7)
    key = plan_hash(plan)
    Trial.objects.update(plan=shown_plan(plan), plan_hash=key, sealed=seal(plan, key))
    locked.next_day(2)
    locked.home.post(locked.page("end"))
    data = locked.home.get(f"/trials/{locked.trial.pk}/data.csv").content.decode()
    assert {row[1] for row in csv.reader(io.StringIO(data))} in ({"arm", "", "rest"}, {"arm", "", "kneading"})


@pytest.mark.parametrize(("count", "told"), [(0, "0 mornings answered."), (1, "1 morning answered.")])
def test_one_is_told_as_one(locked: Life, count: int, told: str) -> None:
    nights(locked, count)
    page = plain(locked.read())
    assert told in page
    assert "nights are done" in page or count < 2
    assert "No pauses." in plain(locked.read("how"))
