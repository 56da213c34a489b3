"""Every change of a row is noted as it was and as it became, can be put back, and can be forgotten for good."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.cast import NOW, a_session, the_helper
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.diary.entries import Said, Spot, keep_said
from velneuro.web.diary.keeping import NotKept, Sitting, Writer, forget, keep, put_back, take_back, was_deleted
from velneuro.web.diary.models import Entry, OwnAnswer, Revision, Score
from velneuro.web.diary.snapshots import read
from velneuro.web.feet.models import Finding
from velneuro.web.people.models import Person

ANY = Spot("any", NOW)
ROW = uuid.UUID(int=7)
FEET = {"day": "2026-11-22", "at": NOW.isoformat(), "time_zone": "America/New_York"}
OPEN = {"note": "", "answer": "", "answered_at": None}


@pytest.fixture
def writer(person: Person) -> Writer:
    return Writer(person, "Maria", NOW)


def note(writer: Writer, text: str, drafting: bool = False) -> Revision:
    revision = keep_said(writer, ANY, Said({"note": text}), ROW, Sitting.GOES_ON if drafting else Sitting.ENDS)
    assert revision is not None
    return revision


def test_a_change_notes_who_when_and_what_was(writer: Writer) -> None:
    note(writer, "first")
    change = note(replace(writer, by="Jonas", now=NOW + timedelta(hours=1)), "second")
    assert (change.by, change.at) == ("Jonas", NOW + timedelta(hours=1))
    assert change.was is not None
    assert change.became is not None
    assert (change.was["note"], change.became["note"]) == ("first", "second")


def test_the_same_again_is_no_change(writer: Writer) -> None:
    note(writer, "first")
    assert keep_said(writer, ANY, Said({"note": "first"}), ROW) is None
    assert Revision.objects.count() == 1


def test_nothing_said_begins_no_entry(writer: Writer) -> None:
    assert keep_said(writer, ANY, Said({"note": ""}, {"pain": None}), ROW) is None
    assert not Entry.objects.exists()


def test_what_is_typed_at_one_sitting_is_one_change(writer: Writer) -> None:
    for second, text in enumerate(("w", "wa", "warm")):
        note(replace(writer, now=NOW + timedelta(seconds=second)), text, drafting=True)
    change = Revision.objects.get()
    assert change.was is None
    assert change.became is not None
    assert change.became["note"] == "warm"


def test_what_is_typed_later_is_another_change(writer: Writer) -> None:
    note(writer, "warm", drafting=True)
    note(replace(writer, now=NOW + timedelta(minutes=3)), "warmer", drafting=True)
    assert Revision.objects.count() == 2


def test_a_sitting_that_is_typed_for_long_is_taken_back_as_one(writer: Writer) -> None:
    for minute, text in enumerate(("w", "wa", "warm", "warmer")):
        note(replace(writer, now=NOW + timedelta(minutes=minute)), text, drafting=True)
    later = replace(writer, now=NOW + timedelta(minutes=9))
    end = keep_said(later, ANY, Said({"note": "warmer"}), ROW)
    assert end is not None
    assert Revision.objects.count() == 2
    assert take_back(later, end) is True
    assert not Entry.objects.exists()


def test_what_was_left_without_done_is_not_taken_back_with_what_came_later(writer: Writer) -> None:
    note(writer, "morning", drafting=True)
    take_back(writer, note(replace(writer, now=NOW + timedelta(hours=5)), "evening"))
    assert Entry.objects.get().note == "morning"


def test_an_undone_deed_leaves_what_was_typed_before_it(writer: Writer) -> None:
    note(writer, "warm", drafting=True)
    later = replace(writer, now=NOW + timedelta(seconds=30))
    gone = keep(later, "entry", ROW, None)
    assert gone is not None
    take_back(later, gone)
    assert Entry.objects.get().note == "warm"


def test_a_score_that_is_taken_back_is_gone_and_the_others_stay(writer: Writer) -> None:
    keep_said(writer, ANY, Said(scores={"pain": 4, "burning": 2}), ROW)
    keep_said(writer, ANY, Said(scores={"pain": None}), ROW)
    assert dict(Score.objects.values_list("scale", "value")) == {"burning": 2}


def test_a_deleted_entry_comes_back_with_all_that_hung_on_it(writer: Writer) -> None:
    question = OwnQuestion.objects.create(person=writer.person, kind="number", text="Steps", made_at=NOW)
    keep_said(writer, ANY, Said({"note": "warm"}, {"pain": 4}, {question.pk: Decimal("2.50")}), ROW)
    before = read(writer.person, "entry", ROW)
    gone = keep(writer, "entry", ROW, None)
    assert gone is not None
    assert not Entry.objects.exists()
    put_back(writer, gone)
    assert read(writer.person, "entry", ROW) == before
    assert OwnAnswer.objects.get().value == Decimal("2.5")


def test_what_comes_back_has_the_ids_it_had(writer: Writer) -> None:
    keep(writer, "foot-check", ROW, {**FEET, "findings": {"cut left": OPEN}})
    before = Finding.objects.get().pk
    gone = keep(writer, "foot-check", ROW, None)
    assert gone is not None
    put_back(writer, gone)
    assert Finding.objects.get().pk == before


def test_putting_back_is_a_change_of_its_own(writer: Writer) -> None:
    note(writer, "first")
    put_back(writer, note(writer, "second"))
    assert Entry.objects.get().note == "first"
    assert Revision.objects.count() == 3


def test_undo_does_not_touch_what_was_changed_since(writer: Writer) -> None:
    change = note(writer, "first")
    note(writer, "second")
    assert take_back(writer, change) is False
    assert Entry.objects.get().note == "second"


def test_forgetting_leaves_nothing(writer: Writer) -> None:
    note(writer, "first")
    note(writer, "second")
    forget(writer, "entry", ROW)
    assert not Entry.objects.exists()
    assert not Revision.objects.exists()


def test_a_deleted_row_is_known_as_such(writer: Writer) -> None:
    note(writer, "first")
    assert was_deleted(writer.person, "entry", ROW) is False
    keep(writer, "entry", ROW, None)
    assert was_deleted(writer.person, "entry", ROW) is True


def test_two_mornings_of_one_day_are_one(writer: Writer) -> None:
    for score in (3, 5):
        keep_said(writer, Spot("morning", NOW), Said(scores={"pain": score}), uuid.uuid4())
    assert Score.objects.get().value == 5


def test_a_morning_does_not_come_back_beside_another(writer: Writer) -> None:
    keep_said(writer, Spot("morning", NOW), Said(scores={"pain": 3}), ROW)
    gone = keep(writer, "entry", ROW, None)
    assert gone is not None
    keep_said(writer, Spot("morning", NOW), Said(scores={"pain": 5}))
    with pytest.raises(NotKept, match="another one"):
        put_back(writer, gone)
    assert Score.objects.get().value == 5


def test_an_entry_around_a_session_is_of_the_sessions_day(writer: Writer) -> None:
    session = a_session(writer.person)
    Person.objects.update(time_zone="Asia/Tokyo")
    writer.person.refresh_from_db()
    keep_said(writer, Spot("after", NOW + timedelta(hours=2), session), Said({"note": "soft"}))
    entry = Entry.objects.get()
    assert (entry.day, entry.time_zone) == (session.day, "America/New_York")


def test_the_id_of_another_persons_entry_changes_nothing_of_theirs(writer: Writer) -> None:
    note(writer, "mine")
    other = the_helper()
    keep_said(Writer(other, "Jonas", NOW), ANY, Said({"note": "his"}), ROW)
    assert set(Entry.objects.values_list("person__name", "note")) == {("Maria", "mine"), ("Jonas", "his")}


def test_an_answer_whose_question_is_gone_does_not_come_back(writer: Writer) -> None:
    question = OwnQuestion.objects.create(person=writer.person, kind="number", text="Steps", made_at=NOW)
    keep_said(writer, ANY, Said({"note": "warm"}, answers={question.pk: Decimal(3)}), ROW)
    gone = keep(writer, "entry", ROW, None)
    assert gone is not None
    question.delete()
    put_back(writer, gone)
    assert Entry.objects.get().note == "warm"
    assert not OwnAnswer.objects.exists()


def test_a_snapshot_of_an_older_version_can_be_put_back(writer: Writer) -> None:
    note(writer, "first")
    old = {"day": "2026-11-22", "at": NOW.isoformat(), "time_zone": "UTC", "moment": "any", "mood": "no such column"}
    keep(writer, "entry", ROW, old)
    assert Entry.objects.get().day.isoformat() == "2026-11-22"
