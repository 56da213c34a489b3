"""The preview of an author's file: there only for who asked for it, on this machine, and true to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.cast import NOW, at_home, on_a_phone
from velneuro.core.problem import InputRefused
from velneuro.web.environment import read_environment
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.preview.author import make_author

SOUND = (Path(__file__).parents[1] / "cli/mistakes/soft-soles.toml").read_text("utf-8")


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    """An author's file without a mistake, shown on this machine."""
    own = tmp_path / "soft-soles.toml"
    own.write_text(SOUND, "utf-8")
    settings.ROUTINE_FILE, settings.DOOR = own, "open"
    return own


@pytest.fixture
def author(file: Path, person: Person) -> Client:
    return at_home()


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/preview/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_without_a_file_there_is_no_preview(home: Client) -> None:
    assert [home.get(address).status_code for address in ("/preview/", "/preview/seen/")] == [404, 404]


def test_a_stranger_finds_no_preview(file: Path, person: Person, settings: Settings) -> None:
    settings.DOOR = "locked"
    assert on_a_phone().get("/preview/").status_code == 404


@pytest.mark.parametrize(
    "variables", [{}, {"VELNEURO_DOOR": "locked"}, {"VELNEURO_DOOR": "open", "PUBLIC_URL": "https://care.example.org"}]
)
def test_a_server_that_others_reach_refuses_a_file(variables: dict[str, str]) -> None:
    with pytest.raises(InputRefused, match="VELNEURO_ROUTINE: a preview is for this machine only"):
        read_environment({**variables, "VELNEURO_ROUTINE": "soft-soles.toml"})


def test_the_page_shows_plan_and_words(author: Client) -> None:
    shown = page(author)
    assert "Nothing to mend. It plays as shown." in shown
    assert "Slow sole · left" in shown
    assert "All the way, and slowly." in shown


def test_the_length_can_be_changed(author: Client) -> None:
    assert page(author, "?minutes=20").count("<details") == page(author).count("<details") > 0
    assert page(author, "?minutes=20") != page(author)


def test_a_change_is_shown_and_changes_the_fingerprint(author: Client, file: Path) -> None:
    before = author.get("/preview/seen/").json()["seen"]
    assert f'data-seen="{before}"' in page(author)
    change(file, "Soft soles", "Softer soles")
    assert author.get("/preview/seen/").json()["seen"] != before
    assert "Softer soles" in page(author)


def test_a_mistake_is_told_in_words_and_nothing_is_offered_to_play(author: Client, file: Path) -> None:
    change(file, 'zone = "sole"', 'zone = "soel"')
    shown = page(author)
    assert "Not ready to play" in shown
    assert "Step 2, zone" in shown
    assert "did you mean sole?" in shown
    assert "/gate/" not in shown


def test_own_words_that_could_do_harm_keep_it_from_being_played(author: Client, file: Path) -> None:
    change(file, "All the way, and slowly.", "Now press harder.")
    shown = page(author)
    assert "asks for more than the limits may allow" in shown
    assert "/gate/" not in shown


def test_a_text_that_is_hard_to_read_is_told_and_can_be_played(author: Client, file: Path) -> None:
    change(file, "A short rest for tired soles.", "Rejuvenating mechanical stimulation of plantar extremities.")
    shown = page(author)
    assert "reads at grade" in shown
    assert "/practice/soft-soles/gate/" in shown


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"format = = 1", b"<b>no</b>"])
def test_whatever_is_in_the_file_the_page_says_what_to_mend(author: Client, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "to mend</h2>" in page(author)


def test_a_file_that_is_gone_is_told_and_comes_back(author: Client, file: Path) -> None:
    """It is no empty one, though that was seen before."""
    file.write_bytes(b"")
    assert "An empty file" in page(author)
    file.unlink()
    shown = page(author)
    assert "The file is gone" in shown
    assert "to mend" not in shown
    assert f'data-seen="{author.get("/preview/seen/").json()["seen"]}"' in shown
    file.write_text(SOUND, "utf-8")
    assert "Nothing to mend." in page(author)


def test_a_folder_in_place_of_the_file_is_told(author: Client, file: Path) -> None:
    file.unlink()
    file.mkdir()
    assert "cannot be read" in page(author)


def test_it_plays_through_the_gate_and_the_limiter(author: Client, person: Person) -> None:
    answer = author.post("/practice/soft-soles/gate/", {"minutes": 5, "none": "on"})
    session = PracticeSession.objects.get(person=person)
    assert answer["Location"] == f"/practice/{session.pk}/"
    assert "Slow, from heel to toes." in session.score
    assert author.get(answer["Location"]).status_code == 200


def test_a_slip_of_the_pen_does_not_end_a_session(author: Client, person: Person, file: Path) -> None:
    author.post("/practice/soft-soles/gate/", {"minutes": 5, "none": "on"})
    session = PracticeSession.objects.get(person=person)
    file.write_text("format = = 1", "utf-8")
    assert author.get(f"/practice/{session.pk}/").status_code == 200


def test_a_routine_of_the_library_can_be_written_on(author: Client, file: Path) -> None:
    change(file, 'name = "soft-soles"', 'name = "bad-moment"')
    assert b"Soft soles" in author.get("/practice/bad-moment/").content


def test_the_way_back_is_on_every_page(author: Client, home: Client, settings: Settings) -> None:
    assert b"/preview/" in author.get("/").content
    settings.ROUTINE_FILE = None
    assert b"/preview/" not in home.get("/").content


@pytest.mark.django_db
def test_an_author_can_do_all_until_they_say_otherwise(file: Path) -> None:
    make_author(NOW)
    make_author(NOW)
    person = Person.objects.get()
    assert "thumbs" in person.answers["hands"]
    assert person.welcomed_at == NOW
