"""The made-up person: marked on every page, removable, and nobody else is touched."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.cast import NOW, a_session, the_person
from velneuro.core.problem import InputRefused
from velneuro.outputs.archive.canonical import to_bytes
from velneuro.web.diary.models import Revision
from velneuro.web.diary.snapshots import read
from velneuro.web.people.models import Person, example_id
from velneuro.web.people.owner import machine_account
from velneuro.web.reports.example import fill_example, remove_example
from velneuro.web.reports.exporting import archive_of

LAST = date(2026, 11, 21)
BANNER = "An example, made up."
PAGES = (
    *("/", "/practice/", "/practice/bad-moment/", "/practice/bad-moment/gate/", "/diary/", "/map/", "/people/"),
    *("/settings/", "/settings/name/", "/more/", "/reports/", "/learn/", "/learn/sleep/", "/learn/signs/"),
    "/no-such-page/",
)


def fill() -> Person:
    fill_example(machine_account(), LAST, 1, "America/New_York", NOW)
    return Person.objects.get(pk=example_id(machine_account().pk))


def test_every_page_says_that_it_is_an_example(home: Client, person: Person) -> None:
    home.post(f"/people/{fill().pk}/use/")
    unmarked = [page for page in PAGES if BANNER not in home.get(page).content.decode()]
    assert unmarked == []


def test_no_page_of_a_real_person_says_so(home: Client, person: Person) -> None:
    fill()
    assert [page for page in PAGES if BANNER in home.get(page).content.decode()] == []


def test_who_has_chosen_nobody_is_never_the_example(home: Client, db: None) -> None:
    fill()
    home.get("/")
    assert BANNER not in home.get("/more/").content.decode()


def test_erasing_the_example_is_removing_it(home: Client, person: Person) -> None:
    demo = fill()
    home.post(f"/people/{demo.pk}/use/")
    assert home.get("/reports/erase/", follow=True).redirect_chain[-1][0] == f"/people/{demo.pk}/remove/"
    home.post(f"/people/{demo.pk}/remove/", {"sure": "on"})
    assert [each.name for each in Person.objects.all()] == ["Maria"]


def test_a_second_time_is_the_same_to_the_byte(person: Person) -> None:
    first = to_bytes(archive_of(fill()))
    assert to_bytes(archive_of(fill())) == first


def test_nobody_else_is_touched(person: Person) -> None:
    a_session(person)
    before = to_bytes(archive_of(person))
    fill()
    remove_example(machine_account())
    assert to_bytes(archive_of(person)) == before
    assert [each.name for each in Person.objects.all()] == ["Maria"]


def test_somebody_who_is_named_demo_is_no_example(db: None) -> None:
    someone = the_person(name="demo")
    with pytest.raises(InputRefused, match="is no example"):
        fill()
    assert Person.objects.get() == someone


def test_its_notes_of_changes_are_those_the_diary_would_write(person: Person) -> None:
    demo = fill()
    notes = Revision.objects.filter(person=demo)
    assert notes.count() > 1000
    for what in ("entry", "happening", "foot-check", "own-question"):
        for note in notes.filter(what=what)[:40]:
            assert read(demo, what, note.row) == note.became, note


def test_the_finding_that_is_open_is_noted_as_such(person: Person) -> None:
    demo = fill()
    checks = [note for note in Revision.objects.filter(person=demo, what="foot-check") if note.became["findings"]]
    assert [read(demo, "foot-check", note.row) for note in checks] == [note.became for note in checks]
