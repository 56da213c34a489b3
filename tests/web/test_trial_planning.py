"""What the page on which the nights are planned tells of a trial's chances."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW
from tests.trial.simulation import clear_answers
from tests.trial.truth import Truth
from tests.web.trial_life import Life
from velneuro.core.trial.design import Design
from velneuro.core.trial.planner import power
from velneuro.web.people.models import Person
from velneuro.web.trials.planning import run_in_noise


@pytest.fixture
def life(home: Client, person: Person, time_machine: TimeMachineFixture) -> Life:
    """After the run-in: the nights can be planned."""
    time_machine.move_to(NOW)
    life = Life(home, person, time_machine)
    life.begin()
    life.run_in()
    return life


def planned_chances(page: str) -> dict[int, tuple[list[int], list[int]]]:
    """By nights: the chances of small, medium and large differences with one look at the end, and with early looks."""
    found = {}
    for row in re.findall(r'name="nights".*?</label>', page, re.DOTALL):
        text = re.sub(r"<[^>]+>|\s+", " ", row[row.index("<strong>") :])
        nights = int(re.findall(r"(\d+) nights", text)[0])
        end = re.findall(r"(?:points?\)): +(\d+)", text)
        early = re.findall(r"with early looks: ([\d, ]+)", text)
        found[nights] = [int(each) for each in end], [int(each) for each in early[0].split(",")] if early else []
    return found


def test_the_planner_tells_a_chance_for_each_length(life: Life) -> None:
    page = life.read("plan")
    assert "40 nights, about 6 weeks" in page
    chances = planned_chances(page)
    assert set(chances) == {28, 40, 56, 84}
    for end, early in chances.values():
        assert len(end) == 3
        assert end == sorted(end)
        assert early == sorted(early)
        assert all(few <= many for few, many in zip(early, end, strict=False))
    assert [nights for nights, (_, early) in chances.items() if not early] == [28]


def test_the_chance_that_is_told_is_that_of_a_clear_answer(life: Life) -> None:
    """The test alone would promise more: the model has to agree, and early looks are stricter."""
    noise = run_in_noise(life.trial)
    end, early = planned_chances(life.read("plan"))[40]
    by_the_test = 100 * power(Design(nights=40), 1.5, noise)
    assert early[1] < end[1] < by_the_test
    truth = Truth(effect=-1.5, sigma=noise.sigma, rho=noise.rho, drift=0.0)
    assert early[1] == pytest.approx(100 * clear_answers(Design(nights=40, looks="three"), truth, 400, 5), abs=8)
