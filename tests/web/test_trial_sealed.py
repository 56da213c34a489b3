"""What is still to come shows nowhere: two trials that differ only in later nights read the same, to the byte."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW
from tests.lives import OPEN_TRIAL, a_life, a_locked_trial
from tests.web.trial_life import Life, a_locked_life
from velneuro.core.problem import InputRefused
from velneuro.core.trial.plan_file import TrialPlan, make_plan, plan_hash
from velneuro.core.trial.seal import seal
from velneuro.outputs.archive.canonical import plain, to_bytes
from velneuro.outputs.archive.reading import read_archive
from velneuro.outputs.archive.spreadsheets import to_zip
from velneuro.web.people.models import Person
from velneuro.web.reports.exporting import archive_of
from velneuro.web.reports.importing import take_in
from velneuro.web.trials.answering import whole_plan
from velneuro.web.trials.models import Trial

CHANGING = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|data-csrf="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+')
NIGHTS = 3


@pytest.fixture
def running(home: Client, person: Person, time_machine: TimeMachineFixture) -> Life:
    """In the third of 28 nights; all three were played."""
    life = a_locked_life(home, person, time_machine)
    for night in range(NIGHTS):
        life.next_day()
        life.morning(5 if night else None)
        life.play()
    return life


def with_another_future(plan: TrialPlan) -> TrialPlan:
    """The same nights so far, others later."""
    block = plan.design.group  # of a group whose first nights are known the rest is too
    found = (make_plan(plan.design, seed) for seed in range(10**18, 10**18 + 1000))
    return next(each for each in found if each.schedule[:block] == plan.schedule[:block] and each != plan)


def deal(plan: TrialPlan) -> None:
    Trial.objects.update(sealed=seal(plan, plan_hash(plan)), plan_hash=plan_hash(plan))


def without_seal(text: str) -> str:
    trial = Trial.objects.get()
    return CHANGING.sub("", text.replace(trial.sealed, "").replace(trial.plan_hash, ""))


def pages(life: Life) -> str:
    root = life.page()
    return "".join(
        life.home.get(page).content.decode()
        for page in ("/", "/trials/", root, f"{root}how/", f"{root}gate/", f"{root}end/", f"{root}plan.json")
    )


def archive(life: Life) -> str:
    return to_bytes(archive_of(Person.objects.get())).decode()


def spreadsheets(life: Life) -> str:
    with zipfile.ZipFile(io.BytesIO(to_zip(archive_of(Person.objects.get())))) as files:
        return "".join(files.read(name).decode("utf-8-sig") for name in sorted(files.namelist()))


@pytest.mark.parametrize("of", [pages, archive, spreadsheets])
def test_it_reads_the_same_whatever_comes_later(running: Life, of: Any) -> None:
    plan = whole_plan(running.trial)
    deal(plan)
    before = without_seal(of(running))
    deal(with_another_future(plan))
    assert without_seal(of(running)) == before


@pytest.mark.parametrize("of", [pages, archive, spreadsheets])
def test_the_seed_stands_nowhere(running: Life, of: Any) -> None:
    plan = with_another_future(whole_plan(running.trial))
    deal(plan)
    assert str(plan.seed) not in of(running)


# An archive that comes in


def trial_row(**changes: Any) -> dict[str, Any]:
    clock = {"made_at": plain(NOW), "time_zone": "UTC", "day_starts": 240, "run_in_from": "2026-11-15"}
    return {"id": "3f0e2c9a-0d5b-4c1e-9a57-2f1f6c1d7b10", **clock, "ended_at": None, **a_locked_trial(), **changes}


def bring(person: Person, row: dict[str, Any]) -> None:
    take_in(person, read_archive(to_bytes(a_life(trials=[row])), "a.json"), "a.json")


def test_a_trial_as_it_was_locked_is_taken_in(person: Person) -> None:
    bring(person, trial_row())
    assert whole_plan(Trial.objects.get()).seed == 7


@pytest.mark.parametrize(
    "changes",
    [
        {"plan": {**a_locked_trial()["plan"], "looks": "three"}},
        {"plan": {**a_locked_trial()["plan"], "nights": "many"}},
        {"plan": {"nights": 28}},
        {"plan_hash": a_locked_trial(8)["plan_hash"]},
        {"sealed": a_locked_trial(8)["sealed"]},
        {"sealed": "", "plan_hash": ""},
        {"sealed": "no seal"},
    ],
)
def test_a_plan_that_was_changed_is_refused(person: Person, changes: dict[str, Any]) -> None:
    with pytest.raises(InputRefused, match="the plan is not the one that was locked"):
        bring(person, trial_row(**changes))
    assert not Trial.objects.exists()


@pytest.mark.parametrize("changes", [{"question": "moon"}, {"outcome": "luck"}, {"routine": "none"}, {"minutes": 900}])
def test_a_trial_that_nobody_could_deliver_is_refused(person: Person, changes: dict[str, Any]) -> None:
    with pytest.raises(InputRefused, match="does not know its question"):
        bring(person, trial_row(**{**OPEN_TRIAL, **changes}))


def test_a_plan_of_another_seed_under_its_own_hash_is_refused(person: Person) -> None:
    """Somebody who wrote a schedule by hand, and sealed it well."""
    plan = make_plan(
        whole_plan(Trial(**{key: a_locked_trial()[key] for key in ("plan", "plan_hash", "sealed")})).design, 7
    )
    chosen = TrialPlan(plan.design, 7, plan.schedule[::-1])
    assert chosen != plan
    with pytest.raises(InputRefused, match="the plan is not the one that was locked"):
        bring(person, trial_row(plan_hash=plan_hash(chosen), sealed=seal(chosen, plan_hash(chosen))))
