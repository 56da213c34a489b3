"""What is asked: in own words, own choice on each occasion, and questions of one's own, checked strictly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from tests.cast import a_session
from tests.web.writing import write
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.diary.models import Entry, OwnAnswer
from velneuro.web.people.models import Person


@pytest.mark.parametrize(
    ("kind", "more", "given", "kept"),
    [
        ("scale", {}, "7", "7"),
        ("yes-no", {}, "0", "0"),
        ("number", {"unit": "steps"}, "4200.5", "4200.5"),
        ("choice", {"options": "none\nsome\nmany"}, "2", "2"),
    ],
)
def test_an_own_question_is_asked_and_answered(
    home: Client, kind: str, more: dict[str, str], given: str, kept: str
) -> None:
    home.post("/settings/asks/own/", {"text": "And the cramps?", "kind": kind, "occasions": ["any"], **more})
    question = OwnQuestion.objects.get()
    write(home, "/diary/write/check-in/", **{f"own-{question.pk}": given})
    assert OwnAnswer.objects.get().value == Decimal(kept)
    page = home.get(f"/diary/entries/{Entry.objects.get().pk}/").content.decode()
    assert f'value="{given}"' in page


@pytest.mark.parametrize(
    ("kind", "more", "given"),
    [
        ("scale", {}, "11"),
        ("yes-no", {}, "2"),
        ("number", {}, "many"),
        ("number", {}, "NaN"),
        ("choice", {"options": "none\nsome"}, "2"),
    ],
)
def test_an_own_question_is_checked_strictly(home: Client, kind: str, more: dict[str, str], given: str) -> None:
    home.post("/settings/asks/own/", {"text": "Cramps", "kind": kind, "occasions": ["any"], **more})
    page = write(home, "/diary/write/check-in/", **{f"own-{OwnQuestion.objects.get().pk}": given})
    assert page.status_code == 422
    assert "Cramps: " in page.content.decode()
    assert not Entry.objects.exists()


def test_own_questions_stand_before_and_after_a_session(home: Client, person: Person) -> None:
    home.post("/settings/asks/own/", {"text": "Cold feet?", "kind": "yes-no", "occasions": ["session"]})
    session = a_session(person)
    assert "Cold feet?" in home.get(f"/practice/{session.pk}/").content.decode()
    session.state = "finished"
    session.save()
    home.post(f"/practice/{session.pk}/after/scores/", {f"own-{OwnQuestion.objects.get().pk}": "1"})
    assert (OwnAnswer.objects.get().entry.moment, OwnAnswer.objects.get().value) == ("after", Decimal(1))
    assert "pain" in home.get(f"/practice/{session.pk}/after/scores/").content.decode()


@pytest.mark.parametrize("options", ["one", "", "same\nsame", "\n".join(map(str, range(13)))])
def test_a_choice_needs_a_few_different_answers(home: Client, options: str) -> None:
    page = home.post("/settings/asks/own/", {"text": "Which?", "kind": "choice", "options": options})
    assert page.status_code == 422
    assert not OwnQuestion.objects.exists()


def test_a_question_with_answers_is_retired_and_keeps_them(home: Client) -> None:
    home.post("/settings/asks/own/", {"text": "Cramps", "kind": "scale", "occasions": ["any"]})
    question = OwnQuestion.objects.get()
    write(home, "/diary/write/check-in/", **{f"own-{question.pk}": "3"})
    home.post(f"/settings/asks/own/{question.pk}/retire/")
    assert OwnQuestion.objects.get().retired_at is not None
    assert "Cramps" not in home.get("/diary/write/check-in/").content.decode()
    assert "Cramps" in home.get(f"/diary/entries/{Entry.objects.get().pk}/").content.decode()


def test_a_question_without_answers_is_taken_out_and_can_come_back(home: Client) -> None:
    home.post("/settings/asks/own/", {"text": "Cramps", "kind": "scale", "occasions": ["any"]})
    home.post(f"/settings/asks/own/{OwnQuestion.objects.get().pk}/retire/")
    assert not OwnQuestion.objects.exists()
    home.post("/diary/undo/", {"next": "/settings/asks/"})
    assert OwnQuestion.objects.get().text == "Cramps"


def test_answers_of_a_choice_cannot_be_dropped(home: Client) -> None:
    home.post("/settings/asks/own/", {"text": "Which?", "kind": "choice", "options": "a\nb\nc"})
    question = OwnQuestion.objects.get()
    page = home.post(f"/settings/asks/own/{question.pk}/", {"text": "Which?", "options": "a\nb"})
    assert page.status_code == 422
    home.post(f"/settings/asks/own/{question.pk}/", {"text": "Which?", "options": "a\nb\nc\nd"})
    assert OwnQuestion.objects.get().options == ["a", "b", "c", "d"]


def test_own_words_stand_with_their_time(home: Client) -> None:
    home.post("/settings/asks/words/pain/", {"pain": "How loud is it?", "pain-morning": "How loud was it?"})
    home.post("/settings/asks/any/", {"chosen": ["pain"]})
    now, morning = (home.get(f"/diary/write/{page}/").content.decode() for page in ("check-in", "morning"))
    assert "How loud is it?" in now
    assert "Right now" in now
    assert "How loud was it?" in morning
    assert "Over the last 24 hours" in morning


def test_each_occasion_asks_its_own_questions(home: Client) -> None:
    home.post("/settings/asks/any/", {"chosen": ["warmth"]})
    home.post("/settings/asks/morning/", {"chosen": ["tingling"]})
    now, morning = (home.get(f"/diary/write/{page}/").content.decode() for page in ("check-in", "morning"))
    assert "How warm do your feet or hands feel right now?" in now
    assert "tingle or prick over the last 24 hours" in morning
    assert now.count("<fieldset") == morning.count("<fieldset") == 1
