"""A person's own trial by its pages: chosen, locked, dealt evening by evening, paused, ended, answered."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import NOW, a_session
from tests.web.trial_life import BOTH, QUESTION, Life, a_locked_life
from velneuro.core.trial.data_file import read_rows, read_trial
from velneuro.core.trial.plan_file import read_design
from velneuro.web.diary.models import Entry
from velneuro.web.people.models import Person
from velneuro.web.trials.models import Trial
from velneuro.web.trials.running import arms


@pytest.fixture
def life(home: Client, person: Person, time_machine: TimeMachineFixture) -> Life:
    time_machine.move_to(NOW)
    return Life(home, person, time_machine)


@pytest.fixture
def locked(home: Client, person: Person, time_machine: TimeMachineFixture) -> Life:
    """On the day before the first night: it was too late in the day for it to be today."""
    return a_locked_life(home, person, time_machine)


def test_the_place_says_how_it_goes(life: Life) -> None:
    page = life.home.get("/trials/").content.decode()
    assert "Does massage help me?" in page
    assert "Choose a question" in page


def test_a_question_begins_with_a_week_of_mornings(life: Life) -> None:
    life.begin()
    assert life.trial.run_in_from == life.day
    assert "0 of 7 mornings answered." in life.read()
    assert life.home.get(life.page("plan")).status_code == 302


def test_the_morning_asks_for_the_outcome_from_then_on(life: Life) -> None:
    life.begin(outcome="numbness")
    life.person.refresh_from_db()
    assert "numbness" in life.person.morning_asks


def test_a_week_that_lies_in_the_diary_already_need_not_be_lived_again(life: Life) -> None:
    for score in (5, 6, 5, None, 6, 5):
        life.morning(score)
        life.next_day()
    life.begin()
    assert "Plan it" in life.read()


def test_a_long_session_has_to_be_longer(life: Life) -> None:
    answer = life.home.post("/trials/new/", {**QUESTION, "question": "length", "minutes": "20", "minutes_longer": "22"})
    assert answer.status_code == 422
    assert b"Make the long session at least 5 minutes longer." in answer.content
    assert not Trial.objects.exists()


def test_there_is_one_trial_at_a_time(life: Life) -> None:
    life.begin()
    life.home.post("/trials/new/", QUESTION)
    assert Trial.objects.count() == 1


def test_without_consent_nothing_starts(life: Life) -> None:
    life.begin()
    life.run_in()
    answer = life.home.post(life.page("plan"), {"nights": "28", "looks": "end"})
    assert answer.status_code == 422
    assert b"Tick that you have read it, then start." in answer.content
    assert life.trial.locked_at is None


def test_a_locked_plan_cannot_be_locked_again(locked: Life) -> None:
    before = locked.trial.sealed
    locked.lock(nights=84)
    assert locked.trial.sealed == before
    assert locked.trial.nights == 28


def test_the_first_night_is_tomorrow_when_it_is_late_in_the_day(locked: Life) -> None:
    assert locked.trial.starts_on == locked.day + timedelta(days=1)
    assert "Your trial starts tomorrow." in locked.read()
    assert locked.home.get(locked.page("gate")).status_code == 302


def test_an_evening_shows_its_way_and_delivers_it(locked: Life) -> None:
    locked.next_day()
    arm = arms(locked.trial)[0]
    assert BOTH[arm] in locked.read()
    assert BOTH[1 - arm] not in locked.read()
    assert locked.play().routine == ("quiet-rest", "evening-feet-and-legs")[arm]


def test_before_its_hour_it_is_not_shown(locked: Life) -> None:
    locked.next_day()
    locked.clock.move_to(locked.now - timedelta(hours=5))
    page = locked.read()
    assert "shown from 16:00 on" in page
    assert not any(words in page for words in BOTH)
    assert locked.home.get(locked.page("gate")).status_code == 302


def test_the_home_page_leads_to_tonights_part(locked: Life) -> None:
    locked.next_day()
    assert locked.page("gate") in locked.home.get("/").content.decode()


def test_on_a_day_of_the_trial_other_sessions_are_folded(locked: Life) -> None:
    before = locked.home.get("/").content.decode()
    assert "Something else today" not in before
    assert 'main-action" href="/practice/' in before
    locked.next_day()
    page = locked.home.get("/").content.decode()
    start, end = page.index("<details"), page.index("</details>")
    assert "Today is a day of your trial. One more session can blur its answer." in page[start:end]
    outside, helps, _ = (page[:start] + page[end:]).partition('aria-labelledby="shelf"')
    assert helps
    assert "/gate/?minutes=" not in outside
    assert outside.count("main-action") == 1


def test_the_longer_minutes_belong_to_their_question(life: Life) -> None:
    """The page hides them by this mark until that question is chosen."""
    page = life.home.get("/trials/new/").content.decode()
    marked = re.findall(r'value="(\w+)" required data-longer', page)
    assert marked == ["length"]
    assert re.search(r'class="field of-longer">.*?name="minutes_longer"', page)


def test_no_page_and_no_file_tells_a_night_ahead(locked: Life) -> None:
    """Every page of the trial reads the same whatever comes after tonight."""
    locked.next_day()
    pages = ["", "how", "plan.json"]
    before = [locked.home.get(f"/trials/{locked.trial.pk}/{page}" + "/" * (page == "how")).content for page in pages]
    text = b"".join(before).decode()
    assert "Seed:" not in text
    assert '"seed"' not in text
    assert '"schedule"' not in text
    assert locked.trial.plan_hash in text
    assert not {"seed", "schedule"} & set(locked.trial.plan)


def test_the_data_stay_closed_while_it_runs(locked: Life) -> None:
    locked.next_day(3)
    assert locked.home.get(f"/trials/{locked.trial.pk}/data.csv").status_code == 404
    assert locked.home.get(locked.page("answer")).status_code == 302


def test_ending_is_asked_once_more(locked: Life) -> None:
    assert "End this trial?" in locked.read("end")
    assert locked.trial.ended_at is None
    locked.home.post(locked.page("end"))
    assert Trial.objects.filter(ended_at__isnull=False).exists()
    assert "before there were enough nights" in locked.read()


def lived(life: Life, effect: int = 3, missing: tuple[int, ...] = (4, 17)) -> None:
    """All nights: after massage a morning is better by `effect`, and some mornings are not answered."""
    dealt = arms(life.trial)
    life.next_day()
    for number, arm in enumerate(dealt, 1):
        life.play()
        life.next_day()
        life.morning(None if number in missing else 6 - effect * arm + number % 2)


def test_a_whole_trial_leads_to_an_answer(locked: Life) -> None:
    lived(locked)
    assert "Read the answer" in locked.read()
    page = locked.read("answer")
    assert "Massage helps you, and by enough to matter." in page
    assert "We used 26 of 28 answers." in page
    assert "It almost certainly helps." in page
    assert re.findall(r"\d in 10 that it helps", page) == ["9 in 10 that it helps"] * 2
    assert "your morning burning was about" in page.lower()


def test_no_difference_is_told_as_plainly(locked: Life) -> None:
    lived(locked, effect=0, missing=())
    page = locked.read("answer")
    assert "helps" not in re.search(r"<h1>(.*?)</h1>", page)[1]  # type: ignore[index]
    assert "in 10" not in page  # where nothing is claimed no chance is told, in words or in dots
    assert "almost certainly" not in page


def test_after_the_end_everything_is_open(locked: Life) -> None:
    lived(locked)
    page = locked.read("how")
    assert "Seed:" in page
    assert page.count("<tr>") >= 28
    plan = json.loads(locked.home.get(f"/trials/{locked.trial.pk}/plan.json").content)
    assert plan["hash"] == locked.trial.plan_hash
    assert len(plan["schedule"]) == 28


# nof1.md, section 9
CENT = {
    *("1a", "2a", "2b", "3a", "3b", "5", "6a", "7a", "7b", "8a", "8b", "11", "12a", "12b"),
    *("13a", "13b", "13c", "16", "17", "19", "20", "23", "24"),
}


def items(page: str) -> set[str]:
    return set(re.findall(r"<li>[^<]+<span[^>]*>\((\d+[abc]?)\)</span></li>", page))


def test_every_item_of_a_report_is_told_before_the_end(locked: Life) -> None:
    locked.next_day(3)
    assert items(locked.read("how")) == CENT


def test_every_item_of_a_report_is_told_at_the_end(locked: Life) -> None:
    lived(locked)
    page = locked.read("how")
    assert items(page) == CENT
    assert "Mornings answered: 26. Not answered: 2." in page
    assert "Nights without their session: 0." in page
    assert sum(map(int, re.findall(r"(\d+) of 14 nights answered", page))) == 26


def test_a_morning_that_was_changed_later_is_told(locked: Life) -> None:
    lived(locked)
    assert "written or changed after their day: 0." in locked.read("how")
    Entry.objects.filter(day=locked.day - timedelta(days=9)).update(changed_at=locked.now)
    assert "written or changed after their day: 1." in locked.read("how")


def test_plan_and_data_are_read_by_the_command(locked: Life) -> None:
    lived(locked)
    root = f"/trials/{locked.trial.pk}/"
    plan, data = (locked.home.get(root + name).content.decode() for name in ("plan.json", "data.csv"))
    given, problems = read_design(plan, "plan.json")
    rows, more = read_rows(data, "data.csv")
    design, read, wrong = read_trial(rows, given, "data.csv")
    assert [*problems, *more, *wrong] == []
    assert (read.nights, len(read.run_in), design.nights) == (28, 7, 28)
    assert len(list(csv.reader(io.StringIO(data)))) == 1 + 7 + 28


def test_a_night_that_was_not_done_counts_as_it_was_dealt(locked: Life) -> None:
    dealt = arms(locked.trial)
    locked.next_day()
    a_session(locked.person, now=locked.now, started_at=locked.now, state="finished")
    for number in range(28):
        locked.next_day()
        locked.morning(5 + number % 2)
    page = locked.read("how")
    assert "another one too" in page
    first = re.search(r">1 · .*?</tr>", page, re.DOTALL)
    assert first is not None
    assert ("quiet rest", "massage")[dealt[0]] in first[0]


@pytest.mark.parametrize(("seconds", "cell"), [(180, "3 · 5:30 PM"), (12, "none")])
def test_minutes_are_those_that_passed_not_those_that_were_planned(locked: Life, seconds: int, cell: str) -> None:
    """To its end in three minutes, or skipped to its end in twelve seconds."""
    locked.next_day()
    locked.plays_for(seconds)
    locked.next_day()
    locked.home.post(locked.page("end"))
    page = locked.read("how")
    assert f"<td>{cell}</td>" in page
    assert f"Nights without their session: {int(cell == 'none')}." in page


@pytest.mark.parametrize(
    ("question", "field"), [("picture", "visualization"), ("lavender", "have"), ("length", "minutes")]
)
def test_each_question_is_delivered_as_dealt(life: Life, question: str, field: str) -> None:
    life.begin(question=question, minutes="10", minutes_longer="20", routine="evening-feet-and-legs")
    life.run_in()
    life.lock()
    seen = {}
    for arm in arms(life.trial)[:4]:
        life.next_day()
        session = life.play()
        seen[arm] = {
            "visualization": session.answers.get("visualization"),
            "have": "lavender" in session.answers["have"],
            "minutes": session.minutes,
        }[field]
    assert (
        seen
        == {
            "visualization": {0: False, 1: True},
            "have": {0: False, 1: True},
            "minutes": {0: 10, 1: 20},
        }[field]
    )
