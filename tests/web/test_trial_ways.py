"""The two ways of a question: what it varies must differ between them, or the trial does not begin."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.trial_life import QUESTION
from velneuro.content.library import routine, routine_names
from velneuro.content.trial_questions import trial_questions
from velneuro.core.routine import Routine
from velneuro.web.trials.models import Trial

SAME = "Here both ways would be the same."


def offered(home: Client) -> set[str]:
    page = home.get("/trials/new/").content.decode()
    return {name for name in routine_names() if f'<option value="{name}"' in page}


def has_what_varies(question: str, known: Routine) -> bool:
    """By what the file of the routine says."""
    if question == "picture":
        return any(step.picture for step in known.steps)
    return question != "lavender" or "lavender" in known.supplies


@pytest.mark.parametrize("question", trial_questions())
def test_a_trial_begins_where_its_ways_differ_and_nowhere_else(home: Client, question: str) -> None:
    """Every question with every routine, twenty minutes long."""
    given = {"question": question, "outcome": "burning", "minutes": "20", "minutes_longer": "30"}
    begun = set()
    for name in routine_names():
        home.post("/trials/new/", {**given, "routine": name})
        begun |= {name for _ in Trial.objects.all()}
        Trial.objects.all().delete()
    known = {name for name in offered(home) if has_what_varies(question, routine(name))}
    assert begun == (offered(home) if question == "massage" else known)
    assert begun


def test_only_a_massage_is_offered(home: Client) -> None:
    """The questions say "the same massage": rest, or a picture alone, is none."""
    assert set(routine_names()) - offered(home) == {"quiet-rest", "bedtime-picture"}


def test_so_few_minutes_that_the_picture_falls_out_are_refused(home: Client) -> None:
    given = {**QUESTION, "question": "picture", "routine": "evening-feet-and-legs"}
    assert SAME in home.post("/trials/new/", {**given, "minutes": "3"}).content.decode()
    assert home.post("/trials/new/", {**given, "minutes": "20"}).status_code == 302
