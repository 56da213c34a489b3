"""Making a routine one's own: by buttons alone, shown before it is saved, removed and put back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import ANSWERS, NOW
from tests.web.own import ADDRESS, CALM, an_own_routine
from velneuro.content import library
from velneuro.content.given import given_routine
from velneuro.core.routine import Routine
from velneuro.web.people.models import Person
from velneuro.web.toolkit.keeping import MOST_OWN, name_of
from velneuro.web.toolkit.models import OwnRoutine

MOMENT = library.routine("bad-moment")
EDIT = "/practice/bad-moment/edit/"
STEPS = [step.id for step in MOMENT.steps]
SAVE: Any = {"save": "1"}


def bench(routine: Routine = MOMENT, /, **changes: Any) -> dict[str, Any]:
    """What the page sends when nothing was touched."""
    ids = [step.id for step in routine.steps]
    usual = {"title": "Mine", "minutes": "6", "part": ids, "in": ids, "picture": "", "voice": "", "music": ""}
    return {**usual, **{f"time-{name}": "same" for name in ids}, **changes}


def kept() -> tuple[OwnRoutine, Routine]:
    row = OwnRoutine.objects.get()
    routine, problems = given_routine(row.text, "a.toml")
    assert problems == []
    return row, routine


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_routines_page_leads_to_it_and_it_starts_from_what_is_there(home: Client) -> None:
    assert f'href="{EDIT}"' in text(home, "/practice/bad-moment/")
    page = text(home, EDIT)
    assert 'value="A bad moment, my way"' in page
    assert re.findall(r'name="part" value="([^"]+)"', page) == STEPS
    assert "0:40" in page


def test_saved_it_is_a_routine_of_ones_own_and_the_library_stays(home: Client, person: Person) -> None:
    answer = home.post(EDIT, bench(**SAVE))
    assert answer.headers["Location"] == "/practice/own-mine/?kept=1"
    row, routine = kept()
    assert (row.person, row.origin, row.based_on) == (person, "made", "bad-moment")
    assert (routine.title, routine.minutes, routine.steps) == ("Mine", 6, MOMENT.steps)
    page = text(home, "/practice/own-mine/?kept=1")
    assert "Kept. It stands among your own routines." in page
    assert "6 minutes · both sides" in page
    assert library.routine("bad-moment") == MOMENT


def test_parts_are_left_out_and_get_more_time(home: Client) -> None:
    without = [name for name in STEPS if name != "picture"]
    home.post(EDIT, bench(**SAVE, **{"in": without}, **{"time-breath": "more"}))
    _, routine = kept()
    assert [step.id for step in routine.steps] == without
    breath = next(step for step in routine.steps if step.id == "breath")
    assert (breath.weight, breath.most) == (10, 600)


def test_a_part_moves_by_a_button_and_the_page_shows_it_before_it_is_saved(home: Client) -> None:
    answer = home.post(EDIT, bench(down="breath"))
    page = answer.content.decode()
    order = re.findall(r'name="part" value="([^"]+)"', page)
    assert order[:4] == ["arrive", "look", "hold", "breath"]
    becomes = page[page.index('id="becomes"') :]
    assert becomes.index("Hold your hand") < becomes.index("Slow breath")
    assert not OwnRoutine.objects.exists()
    home.post(EDIT, bench(**SAVE, part=order))
    assert [step.id for step in kept()[1].steps] == order


def test_what_keeps_a_person_safe_stays_whatever_is_sent(home: Client) -> None:
    home.post(EDIT, bench(**SAVE, **{"in": [], "part": list(reversed(STEPS))}))
    assert [step.id for step in kept()[1].steps] == ["arrive", "rest", "close"]


def test_enter_in_a_text_field_saves_and_moves_nothing(home: Client) -> None:
    """A browser presses the first button of the form."""
    page = text(home, EDIT)
    first = re.search(r"<button[^>]*>", page[page.index('<form method="post">') :])
    assert first is not None
    assert "name=" not in first[0]


def test_its_own_picture_voice_and_music_are_kept_and_heard(home: Client) -> None:
    home.post(EDIT, bench(**SAVE, picture="tide", voice="device", music="none"))
    row, routine = kept()
    assert (row.picture, row.voice, row.music, routine.picture) == ("tide", "device", "none", "tide")
    assert "A slow tide" in text(home, "/practice/own-mine/?minutes=15")


def test_the_picture_is_shown_before_it_is_saved(home: Client) -> None:
    Person.objects.update(answers={**ANSWERS, "picture": "warm-light"})
    page = home.post(EDIT, bench(minutes="15", picture="tide")).content.decode()
    assert "A slow tide</span>" in page
    assert "As in all sessions: Soft light" in page


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"title": " "}, "Give it a name, so that you find it again."),
        ({"title": "It will cure you"}, "&quot;cure&quot; promises what nobody can keep"),
        ({"minutes": "60"}, "Use a whole number of minutes, from 3 to 45."),
        ({"minutes": "soon"}, "Use a whole number of minutes, from 3 to 45."),
        ({"picture": "nothing"}, "Select a valid choice."),
    ],
)
def test_a_mistake_is_told_and_nothing_is_lost_or_kept(home: Client, sent: Any, told: str) -> None:
    answer = home.post(EDIT, bench(**SAVE, down="breath", **sent))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert re.findall(r'name="part" value="([^"]+)"', page)[2:4] == ["hold", "breath"]
    assert not OwnRoutine.objects.exists()


@pytest.mark.parametrize("sent", [{"part": ["x", "", "breath"]}, {"up": "x"}, {"time-breath": "9"}, {"in": ["x"]}])
def test_what_no_page_sends_does_no_harm(home: Client, sent: Any) -> None:
    assert home.post(EDIT, bench(**sent)).status_code == 200


def test_an_own_one_is_changed_under_its_address(home: Client, person: Person) -> None:
    row = an_own_routine(person)
    home.post(f"{ADDRESS}edit/", bench(CALM, **SAVE, title="Calmer feet", minutes="12"))
    row.refresh_from_db()
    assert row.name == "own-calm-feet"
    assert "Calmer feet" in text(home, ADDRESS)
    assert OwnRoutine.objects.count() == 1


def test_it_is_saved_as_a_new_one_beside_the_old(home: Client, person: Person) -> None:
    an_own_routine(person, based_on="evening-feet-and-legs")
    answer = home.post(f"{ADDRESS}edit/", bench(CALM, **{"save-new": "1"}, title="Calm feet"))
    assert answer.headers["Location"] == "/practice/own-calm-feet-2/?kept=1"
    assert OwnRoutine.objects.get(name="own-calm-feet-2").based_on == "evening-feet-and-legs"


def test_a_button_that_is_pressed_twice_keeps_one(home: Client) -> None:
    places = [home.post(EDIT, bench(**SAVE)).headers["Location"] for _ in range(2)]
    assert places == ["/practice/own-mine/?kept=1"] * 2
    assert OwnRoutine.objects.count() == 1


def test_a_part_that_was_left_out_can_come_back(home: Client) -> None:
    home.post(EDIT, bench(**SAVE, **{"in": [name for name in STEPS if name != "picture"]}))
    page = text(home, "/practice/own-mine/edit/")
    assert 'name="in" value="picture">' in page
    assert 'name="in" value="breath" checked' in page
    home.post("/practice/own-mine/edit/", bench(**SAVE))
    assert "picture" in [step.id for step in kept()[1].steps]


def test_removing_can_be_undone(home: Client, person: Person) -> None:
    an_own_routine(person)
    answer = home.post(f"{ADDRESS}remove/")
    page = text(home, answer.headers["Location"])
    assert "Calm feet is removed. Its sessions stay in your diary." in page
    assert f'action="{ADDRESS}put-back/"' in page
    assert home.get(ADDRESS).status_code == 404
    assert home.post(f"{ADDRESS}put-back/").headers["Location"] == ADDRESS
    assert home.get(ADDRESS).status_code == 200


def test_a_new_one_never_takes_the_address_of_a_removed_one(home: Client, person: Person) -> None:
    an_own_routine(person, removed_at=NOW)
    answer = home.post(EDIT, bench(**SAVE, title="Calm feet"))
    assert answer.headers["Location"] == "/practice/own-calm-feet-2/?kept=1"


@pytest.mark.parametrize("page", ["edit/", "remove/", "put-back/"])
def test_nobody_else_changes_it(home: Client, person: Person, page: str) -> None:
    row = an_own_routine(person)
    home.post("/people/", {"name": "Jonas"})
    assert home.post(f"{ADDRESS}{page}", bench(CALM, **SAVE)).status_code == 404
    before = row.text
    row.refresh_from_db()
    assert (row.text, row.removed_at) == (before, None)


def test_there_is_an_end_to_how_many(home: Client, person: Person) -> None:
    for number in range(MOST_OWN):
        an_own_routine(person, name=f"own-{number}")
    answer = home.post(EDIT, bench(**SAVE))
    assert answer.status_code == 422
    assert f"there are {MOST_OWN} routines of your own: remove one first" in answer.content.decode()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Calm feet", "calm-feet"),
        ("  Füße: langsam_und ruhig ", "fue-langsam-und-ruhig"),
        ("足", "routine"),
        ("x" * 80, "x" * 60),
        ("3f0e2c9a-0d5b-4c1e-9a57-2f1f6c1d7b10", "3f0e2c9a-0d5b-4c1e-9a57-2f1f6c1d7b10"),
    ],
)
def test_a_title_becomes_a_name_for_addresses(title: str, name: str) -> None:
    assert name_of(title) == name


def test_a_title_that_looks_like_the_id_of_a_session_has_a_page(home: Client) -> None:
    answer = home.post(EDIT, bench(**SAVE, title="3f0e2c9a-0d5b-4c1e-9a57-2f1f6c1d7b10"))
    assert home.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("name", library.routine_names())
def test_every_routine_can_be_made_ones_own(home: Client, name: str) -> None:
    assert home.get(f"/practice/{name}/edit/").status_code == 200
    answer = home.post(f"/practice/{name}/edit/", bench(library.routine(name), **SAVE))
    assert home.get(answer.headers["Location"]).status_code == 200
