"""A person's archive out and in: nothing left out, nothing written over, and back again to the same bytes."""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import CharField, F, Q, UniqueConstraint
from django.test import Client
from hypothesis import HealthCheck, given, settings

from tests.cast import NOW, a_session, at_home, the_helper, the_person
from tests.lives import a_life, every_zone, lives
from tests.web.marking import felt
from velneuro.core.problem import InputRefused
from velneuro.outputs.archive.canonical import VERSION, Archive, plain, to_bytes
from velneuro.outputs.archive.reading import read_archive
from velneuro.outputs.archive.table import Row
from velneuro.outputs.archive.tables import PERSON, TABLES
from velneuro.web.body_map.keeping import redraw
from velneuro.web.body_map.models import MapDay
from velneuro.web.diary.models import Entry, Happening
from velneuro.web.people.models import OfPerson, Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.reports.erasing import start_anew
from velneuro.web.reports.exporting import archive_of
from velneuro.web.reports.importing import take_in
from velneuro.web.reports.tables import LEFT_OUT, MODELS, NOT_ARCHIVED, columns
from velneuro.web.rhythm.models import Break, Channel, Delivery, Reminder, Ritual
from velneuro.web.rhythm.scheduling import schedule
from velneuro.web.sound.feeds import make_feed
from velneuro.web.sound.models import Feed, OwnMusic

LINE = {"routine": "bad-moment", "minutes": "3", "weekdays": ["6"], "part": "any", "cue": "After the news"}
HERE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def out(person: Person) -> bytes:
    return to_bytes(archive_of(person))


def into(person: Person, content: bytes) -> Any:
    return take_in(person, read_archive(content, "a.json"), "a.json")


def blank(name: str) -> Person:
    return the_person(name=name, answers={}, welcomed_at=None)


def left_out(model: type[OfPerson], field: str) -> bool:
    return f"{model.__name__}.{field}" in LEFT_OUT


def happening(number: int = 1, **changes: Any) -> Row:
    usual = {"id": str(uuid.UUID(int=number)), "day": "2026-11-22", "at": plain(NOW), "time_zone": "UTC"}
    return {**usual, "kind": "care", "text": "Physio", **changes}


# What is in it


def test_every_model_of_a_person_is_in_the_archive_or_left_out_for_a_reason() -> None:
    models = [model for model in apps.get_models() if issubclass(model, OfPerson)]
    assert {*MODELS.values(), *NOT_ARCHIVED} == set(models)
    assert all(LEFT_OUT[model.__name__] for model in NOT_ARCHIVED)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_a_model_is_in_the_archive(table: Any) -> None:
    model = MODELS[table.name]
    fields = {field for field in model._meta.concrete_fields if not left_out(model, field.name)}
    assert set(columns(table)) == {field.attname for field in fields} - {"person_id"}


def test_every_field_of_a_person_is_in_the_archive_or_left_out_for_a_reason() -> None:
    left_out = {name.removeprefix("Person.") for name in LEFT_OUT if name.startswith("Person.")}
    assert {field.name for field in PERSON} | left_out == {field.name for field in Person._meta.concrete_fields}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_choices_and_lengths_are_those_of_the_database(table: Any) -> None:
    for known in table.fields:
        field: Any = MODELS[table.name]._meta.get_field(known.name)
        schema = known.kind.schema
        assert known.null == field.null, known.name
        assert schema.get("enum") == ([value for value, _ in field.choices] if field.choices else None), known.name
        if isinstance(field, CharField) and "enum" not in schema:
            assert schema.get("maxLength") == field.max_length, known.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_there_is_once_is_that_of_the_database(table: Any) -> None:
    unique = [each for each in MODELS[table.name]._meta.constraints if isinstance(each, UniqueConstraint)]
    whole = [each for each in unique if not any(left_out(MODELS[table.name], name) for name in _names(each))]
    rules = [(tuple(name for name in _names(each) if name != "person"), each.condition) for each in whole]
    assert rules == [(once.fields, Q(**dict([once.when])) if once.when else None) for once in table.once]


def _names(constraint: UniqueConstraint) -> list[str]:
    """A constraint names its fields, or refers to them."""
    return [*constraint.fields, *(each.deconstruct()[1][0] for each in constraint.expressions if isinstance(each, F))]


# Out, erased, in, out


@given(life=lives())
@settings(max_examples=15, deadline=None, suppress_health_check=HERE)
def test_out_erased_in_and_out_again_is_the_same_to_the_byte(db: None, life: Archive) -> None:
    with transaction.atomic():
        person = blank("Somebody")
        into(person, to_bytes(life))
        content = out(person)
        assert content == to_bytes(life)
        fresh = start_anew(person)
        assert not any(model._default_manager.filter(person_id=person.pk).exists() for model in MODELS.values())
        into(fresh, content)
        assert out(fresh) == content
        assert into(fresh, content).added == 0
        assert out(fresh) == content
        transaction.set_rollback(True)  # the next life begins with nobody


def test_entries_of_every_zone_around_its_clock_changes_come_back(db: None) -> None:
    person = blank("Somebody")
    content = to_bytes(every_zone())
    into(person, content)
    assert out(person) == content


def test_days_off_that_come_in_hold_the_messages_back(home: Client, person: Person) -> None:
    home.post("/rhythm/breaks/pause/")
    paused = out(person)
    Break.objects.all().delete()
    home.post("/rhythm/lines/new/", {**LINE, "at": "21:30"})
    mail = {"kind": "email", "name": "Mail", "address": {"to": "a@example.org"}, "address_hash": "a"}
    channel = Channel.objects.create(person=person, made_at=NOW, **mail)
    Reminder.objects.create(person=person, ritual=Ritual.objects.get(), first=channel)
    schedule(person, NOW)
    assert Delivery.objects.filter(state="waiting").count() == 1
    into(person, paused)
    assert not Delivery.objects.filter(state="waiting").exists()


def test_a_life_that_was_lived_on_the_pages_comes_back(home: Client, person: Person) -> None:
    session = a_session(person, state=PracticeSession.State.FINISHED, started_at=NOW)
    home.post(f"/diary/{session.pk}/", {"went_well": "Ein Gespräch", "note": "=1+1\n足"})
    home.post(
        "/settings/sound/", {"voice": "calm", "music": "rain", "level_voice": 3, "level_music": 1, "level_chime": 2}
    )
    redraw(person, person.day_of(NOW), {"left-ball": {"burning": 6}}, NOW)
    before = home.get("/reports/archive.json").content
    assert len(json.loads(before)["tables"]["entries"]) == 1
    done: Any = home.post("/reports/erase/", {"sure": "on"})
    assert done.url == "/reports/erased/"
    assert not Entry.objects.exists()
    assert send(home, before).url == "/reports/"
    assert home.get("/reports/archive.json").content == before


def send(client: Client, content: bytes, name: str = "velneuro-maria.json") -> Any:
    return client.post("/reports/import/", {"file": SimpleUploadedFile(name, content)})


def words(page: Any) -> str:
    return str(page.content.decode())


# In


def test_a_second_time_changes_nothing_and_says_so(home: Client, person: Person) -> None:
    content = to_bytes(a_life(happenings=[happening()]))
    send(home, content)
    assert "1 row was added." in words(home.get("/reports/"))
    before = out(person)
    send(home, content)
    assert "All of it was here already. Nothing changed." in words(home.get("/reports/"))
    assert out(person) == before


def test_what_was_changed_here_stays(person: Person) -> None:
    into(person, to_bytes(a_life(happenings=[happening()])))
    Happening.objects.update(text="Physio, with Ada")
    taken = into(person, to_bytes(a_life(happenings=[happening()])))
    assert (taken.added, taken.known, taken.changed) == (0, 0, 1)
    assert Happening.objects.get().text == "Physio, with Ada"


def test_a_day_that_has_one_here_keeps_it_and_what_hangs_on_the_other_is_left_out(person: Person) -> None:
    redraw(person, NOW.date(), {"left-ball": {"burning": 6}}, NOW)
    other = {"id": str(uuid.UUID(int=8)), "day": str(NOW.date()), "changed_at": plain(NOW), "time_zone": "UTC"}
    mark = {"id": str(uuid.UUID(int=9)), "map_day": other["id"], "place": "left-heel", "kind": "pain", "level": 2}
    mark |= {"at": plain(NOW), "time_zone": "UTC", "carried": False}
    taken = into(person, to_bytes(a_life(maps=[other], marks=[mark])))
    assert (taken.added, taken.left_out) == (0, 2)
    assert [str(mark) for mark in MapDay.objects.get().marks.all()] == ["left-ball burning 6"]


def test_a_newer_map_answers_where_it_is_felt(person: Person) -> None:
    day = {"id": str(uuid.UUID(int=8)), "day": "2026-11-21", "changed_at": plain(NOW), "time_zone": "UTC"}
    mark = {"id": str(uuid.UUID(int=9)), "map_day": day["id"], "place": "left-heel", "kind": "pain", "level": 2}
    mark |= {"at": plain(NOW), "time_zone": "UTC", "carried": False}
    into(person, to_bytes(a_life(maps=[day], marks=[mark])))
    person.refresh_from_db()
    assert person.answers["feel"] == [{"zone": "left-heel", "kind": "pain", "level": 2}]


def test_answers_that_are_here_stay(person: Person) -> None:
    before = person.answers
    into(person, to_bytes(a_life({"answers": {"pressure": 1}, "name": "Someone"})))
    person.refresh_from_db()
    assert (person.answers, person.name) == (before, "Maria")


def test_a_name_that_somebody_here_has_is_not_taken(db: None) -> None:
    the_helper()
    person = blank("Me")
    into(person, to_bytes(a_life({"name": "Jonas"})))
    assert person.name == "Me"


def test_a_row_of_somebody_else_is_never_written_over(person: Person) -> None:
    into(person, to_bytes(a_life(happenings=[happening()])))
    helper, theirs = the_helper(), happening(2, at="2020-01-01T00:00:00.000000Z")
    into(helper, to_bytes(a_life(happenings=[theirs])))
    before = out(helper)
    with pytest.raises(InputRefused, match=r"a\.json:happenings\[2\]: this row belongs to another person here"):
        into(helper, to_bytes(a_life(happenings=[theirs, happening()])))
    assert out(helper) == before
    assert Happening.objects.get(pk=happening()["id"]).person_id == person.pk


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"{}", "it is not an archive of Vel Neuro"),
        (b"\xff\xd8\xff", "byte 1 is not text"),
        (to_bytes(a_life())[:-9], "the file ends here or is damaged"),
        (to_bytes(a_life()).replace(f'"version":{VERSION}'.encode(), b'"version":99'), "written by a newer Vel Neuro"),
        (
            to_bytes(a_life(happenings=[happening(day="2026-02-30")])),
            "velneuro-maria.json:happenings[1].day: it is not a day",
        ),
    ],
    ids=["empty", "foreign", "no text", "truncated", "newer", "damaged"],
)
def test_a_wrong_file_changes_nothing_and_says_where(home: Client, person: Person, content: bytes, said: str) -> None:
    before = out(person)
    page = send(home, content)
    assert page.status_code == 422
    assert said in words(page)
    assert out(person) == before


def test_no_file_says_to_choose_one(home: Client, person: Person) -> None:
    page = home.post("/reports/import/", {})
    assert (page.status_code, "Choose a file first." in words(page)) == (422, True)


# Out


def test_a_feed_is_not_in_the_archive(person: Person) -> None:
    address = make_feed(person, "http://here", NOW)
    assert address.encode() not in out(person)
    assert Feed.objects.get().token_hash.encode() not in out(person)


def test_the_file_is_named_after_the_person_and_the_day(home: Client, person: Person) -> None:
    page = home.get("/reports/archive.json")
    assert page["Content-Disposition"] == 'attachment; filename="velneuro-maria-2026-11-22.json"'
    assert page["Cache-Control"] == "no-store"


def test_the_zip_of_the_page_holds_the_same_archive(home: Client, person: Person) -> None:
    with zipfile.ZipFile(io.BytesIO(home.get("/reports/archive.zip").content)) as zipped:
        assert zipped.read("archive.json") == home.get("/reports/archive.json").content


# Erased


def test_erasing_speaks_to_the_one_who_reads(home: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(name="Me")
    page = home.get("/reports/erase/").content.decode().split("<main")[1]
    assert "All that you kept here: sessions," in page
    assert "Yes, erase all of it" in page
    assert not re.search(r"\bMe\b|\btheir\b", page)


def test_removing_names_the_person(home: Client, person: Person) -> None:
    page = home.get(f"/people/{the_helper().pk}/remove/").content.decode()
    assert "All that is kept under the name Jonas: sessions," in page
    assert "Yes, remove Jonas with all of it" in page


def test_one_tap_erases_nothing(home: Client, person: Person) -> None:
    a_session(person)
    page = home.post("/reports/erase/", {})
    assert (page.status_code, PracticeSession.objects.count()) == (422, 1)
    assert "Tick the box first" in words(page)


def test_the_name_begins_anew(home: Client, person: Person) -> None:
    home.post("/reports/erase/", {"sure": "on"})
    fresh = Person.objects.get()
    assert (fresh.name, fresh.time_zone, fresh.answers) == (person.name, person.time_zone, {})
    assert fresh.pk != person.pk


def test_somebody_else_keeps_everything(home: Client, person: Person) -> None:
    helper = the_helper()
    a_session(helper)
    before = out(helper)
    home.post("/reports/erase/", {"sure": "on"})
    assert out(helper) == before


def test_a_person_is_removed_from_the_household(home: Client, person: Person) -> None:
    helper = the_helper()
    a_session(helper)
    done: Any = home.post(f"/people/{helper.pk}/remove/", {"sure": "on"})
    assert done.url == "/people/"
    assert [each.name for each in Person.objects.all()] == ["Maria"]
    assert not PracticeSession.objects.exists()


def test_own_music_goes_with_the_last_who_has_it(home: Client, person: Person) -> None:
    OwnMusic.objects.create(person=person, key="k", title="Hum", seconds=9, added_at=NOW)
    home.post("/reports/erase/", {"sure": "on"})
    assert not OwnMusic.objects.exists()


def test_the_undo_of_every_device_forgets(home: Client, person: Person) -> None:
    another = at_home()
    for device in (home, another):
        device.post("/map/list/", {"places": ["left-heel"], **felt("burning", 6)})
        device.post("/rhythm/lines/new/", LINE)
        assert {"map_undo", "rhythm_undo"} <= set(device.session.keys())
    home.post("/reports/erase/", {"sure": "on"})
    for device in (home, another):
        assert not {"map_undo", "rhythm_undo"} & set(device.session.keys())
