"""Favorites stand first, short ones on the shelf for a bad moment, one tap from the home page to their gate."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import ANSWERS, NOW
from tests.web.own import ADDRESS, CALM, an_own_routine
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.shelf import ON_THE_SHELF
from velneuro.web.toolkit.models import Favorite

DESK = "/practice/hands-at-a-desk/"
NUMB = "/practice/numb-feet/"


def like(home: Client, address: str, liked: str = "1", back: str = "/practice/") -> str:
    """Press the star; where it leads."""
    return str(home.post(f"{address}favorite/", {"liked": liked, "next": back}).headers["Location"])


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def part(page: str, title: str) -> str:
    """What stands below a heading, up to the next."""
    found = re.search(rf"<h2[^>]*>{title}</h2>(.*?)(?:<h2|</main>)", page, re.DOTALL)
    return found[1] if found else ""


def gates(page: str) -> list[str]:
    return re.findall(r'href="(/practice/[^"]+/gate/[^"]*)"', page)


def test_a_star_makes_it_first_and_a_second_press_takes_it_back(home: Client) -> None:
    assert f'action="{NUMB}favorite/"' in text(home, NUMB)
    assert like(home, NUMB, back=NUMB) == NUMB
    assert 'aria-pressed="true"' in text(home, NUMB)
    page = text(home, "/practice/")
    assert f'href="{NUMB}"' in part(page, "Favorites")
    assert f'href="{NUMB}"' not in part(page, "For everybody")
    like(home, NUMB)  # twice, as from a page that was open for long
    assert Favorite.objects.count() == 1
    like(home, NUMB, liked="0")
    like(home, NUMB, liked="0")
    assert part(text(home, "/practice/"), "Favorites") == ""


def test_the_shelf_is_there_before_anybody_chooses(home: Client) -> None:
    helps = ("bad-moment", "breath-and-hands", "burning-feet")
    wanted = [f"/practice/{name}/gate/?minutes=3" for name in helps]
    assert gates(part(text(home, "/"), "For a bad moment")) == wanted


@pytest.mark.parametrize("name", ON_THE_SHELF)
def test_what_stands_on_it_needs_nothing_at_hand(home: Client, name: str) -> None:
    Person.objects.update(answers={**ANSWERS, "have": [], "hands": ["heel"]})
    home.post(f"/practice/{name}/gate/", {"minutes": "3", "none": "1"})
    plan = PracticeSession.objects.get().plan
    assert [
        change for change in plan["changes"] if change["sign"] in ("have", "hands") and change["action"] == "skip"
    ] == []


def test_a_short_favorite_stands_on_the_shelf_and_a_long_one_below(home: Client) -> None:
    like(home, DESK)
    like(home, NUMB)
    page = text(home, "/")
    assert f"{DESK}gate/?minutes=5" in gates(part(page, "For a bad moment"))
    assert gates(part(page, "Favorites")) == [f"{NUMB}gate/?minutes=15"]


def test_what_is_offered_tonight_is_not_offered_twice(home: Client) -> None:
    like(home, "/practice/afternoon-reset/")
    assert part(text(home, "/"), "Favorites") == ""


def test_the_home_page_shows_four_at_most(home: Client) -> None:
    for name in ("numb-feet", "lower-legs", "one-limb", "over-socks", "quiet-rest"):
        like(home, f"/practice/{name}/")
    assert len(gates(part(text(home, "/"), "Favorites"))) == 4


def test_own_ones_can_be_favorites_and_helps(home: Client, person: Person) -> None:
    an_own_routine(person)
    an_own_routine(person, replace(CALM, name="short-calm", minutes=4))
    like(home, ADDRESS)
    like(home, "/practice/own-short-calm/")
    page = text(home, "/")
    assert gates(part(page, "Favorites")) == [f"{ADDRESS}gate/?minutes=8"]
    assert "/practice/own-short-calm/gate/?minutes=4" in gates(part(page, "For a bad moment"))
    assert f'href="{ADDRESS}"' in part(text(home, "/practice/"), "Favorites")


def test_one_that_is_gone_is_shown_nowhere_and_comes_back(home: Client, person: Person) -> None:
    row = an_own_routine(person)
    like(home, ADDRESS)
    row.removed_at = NOW
    row.save()
    Favorite.objects.create(person=person, routine="of-another-version", added_at=NOW)
    for page in ("/", "/practice/"):
        assert part(text(home, page), "Favorites") == ""
    home.post(f"{ADDRESS}put-back/")
    assert ADDRESS in part(text(home, "/"), "Favorites")


@pytest.mark.parametrize("name", ["no-such-routine", "own-calm-feet"])
def test_what_is_not_there_cannot_be_liked(home: Client, name: str) -> None:
    assert home.post(f"/practice/{name}/favorite/", {"liked": "1"}).status_code == 404


def test_a_favorite_is_of_one_person_alone(home: Client) -> None:
    like(home, NUMB)
    home.post("/people/", {"name": "Jonas"})
    assert part(text(home, "/practice/"), "Favorites") == ""


def test_the_star_leads_to_no_other_host(home: Client) -> None:
    assert like(home, NUMB, back="https://example.org/") == "/settings/"


def test_many_favorites_ask_the_database_no_more_than_a_few(home: Client, person: Person) -> None:
    counts = []
    for number in range(4):
        an_own_routine(person, replace(CALM, name=f"calm-{number}"))
        Favorite.objects.create(person=person, routine=f"own-calm-{number}", added_at=NOW)
        with CaptureQueriesContext(connection) as queries:
            home.get("/")
        counts.append(len(queries))
    assert counts == [counts[0]] * 4
