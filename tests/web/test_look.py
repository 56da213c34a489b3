"""How hands and feet look: chosen once, seen in every picture."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import a_session, the_helper
from velneuro.content.figures import PALETTES
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

SHADING = re.compile(r'href="(/static/figures/[^"]+\.webp)"')


def shadings(page: bytes) -> set[str]:
    """The palettes of all figures on a page."""
    return {name.split(".")[1] for name in SHADING.findall(page.decode())}


def test_nobody_is_shown_a_skin_before_they_chose_one(home: Client) -> None:
    assert shadings(home.get("/").content) == {"slate"}


def test_the_page_offers_each_palette_by_its_name_and_its_picture(home: Client) -> None:
    page = home.get("/settings/look/").content
    assert shadings(page) == set(PALETTES)
    assert b'value="slate" checked' in page
    for name in (b"Sand", b"Tan", b"Umber", b"Slate"):
        assert name in page


@pytest.mark.parametrize("palette", PALETTES)
def test_the_chosen_palette_is_seen(home: Client, person: Person, palette: str) -> None:
    assert home.post("/settings/look/", {"palette": palette}).headers["Location"] == "/settings/"
    person.refresh_from_db()
    assert shadings(home.get("/").content) == {palette}
    assert shadings(home.get(f"/practice/{a_session(person, now=timezone.now()).pk}/").content) == {palette}


def test_another_person_keeps_their_own(home: Client) -> None:
    helper = the_helper()
    home.post("/settings/look/", {"palette": "umber"})
    helper.refresh_from_db()
    assert helper.palette == "slate"


def test_an_unknown_palette_is_refused(home: Client, person: Person) -> None:
    assert home.post("/settings/look/", {"palette": "green"}).status_code == 422
    person.refresh_from_db()
    assert person.palette == "slate"


def test_the_shadings_are_served_with_their_hash(home: Client) -> None:
    page = home.get("/").content.decode()
    (address,) = SHADING.findall(page)
    assert re.fullmatch(r"/static/figures/[a-z]+\.slate\.[0-9a-f]{12}\.webp", address)
    answer = home.get(address)
    answer.close()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")


def test_every_drawing_that_the_player_uses_is_on_its_page(home: Client) -> None:
    home.post("/practice/evening-feet-and-legs/gate/", {"minutes": "20", "none": "1"})
    page = home.get(f"/practice/{PracticeSession.objects.get().pk}/").content.decode()
    used = set(re.findall(r'<use href="#([^"]+)"', page))
    assert any("hand" in name for name in used)
    assert used <= set(re.findall(r'id="([^"]+)"', page))
