"""Private addresses, of the podcast feed and of the calendar: who has one finds what lies there, and nobody else."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.test import Client

from tests.cast import on_a_phone
from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import CalendarFeed
from velneuro.web.sound.models import Feed

NOTHING = b"There is nothing here."


@dataclass(frozen=True)
class Kind:
    """One kind of address: the page that makes it, how it looks, and where its hash is kept."""

    page: str
    before: str
    after: str
    model: type[Feed] | type[CalendarFeed]

    def address(self, token: str) -> str:
        return f"{self.before}{token}{self.after}"


FEED = Kind("/settings/feed/", "/feed/", ".xml", Feed)
CALENDAR = Kind("/rhythm/calendar/", "/calendar/", ".ics", CalendarFeed)


pytestmark = pytest.mark.usefixtures("no_tries")


@pytest.fixture(params=[FEED, CALENDAR], ids=["feed", "calendar"])
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def phone(person: Person) -> Client:
    """A device that was let in, from which the address is made."""
    return on_a_phone(person)


@pytest.fixture
def token(phone: Client, kind: Kind) -> str:
    page = phone.post(kind.page).content.decode()
    found = re.search(rf"http://192\.168\.1\.20:8000{kind.before}([\w-]{{43}}){re.escape(kind.after)}", page)
    assert found
    return found[1]


def test_a_program_without_a_login_is_let_in(kind: Kind, token: str) -> None:
    assert on_a_phone().get(kind.address(token)).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_it_is_only_read(kind: Kind, token: str, method: str) -> None:
    answer = getattr(on_a_phone(), method)(kind.address(token))
    assert (answer.status_code, answer.content) == (404, NOTHING)


@pytest.mark.parametrize("wrong", ["x", "a" * 43, "a" * 44, "../" * 14, "%00" * 14])
def test_a_wrong_address_is_like_any_other(kind: Kind, token: str, wrong: str) -> None:
    answer = on_a_phone().get(kind.address(wrong))
    assert (answer.status_code, answer.content) == (404, NOTHING)


def test_it_opens_nothing_else(kind: Kind, token: str) -> None:
    stranger = on_a_phone()
    stranger.get(kind.address(token))
    other = CALENDAR if kind is FEED else FEED
    for address in ("/", other.address(token), f"{kind.before}{token}/"):
        assert stranger.get(address).status_code == 404


def test_a_new_one_ends_the_old_one(phone: Client, kind: Kind, token: str) -> None:
    phone.post(kind.page)
    assert on_a_phone().get(kind.address(token)).status_code == 404
    assert kind.model._default_manager.count() == 1


def test_it_can_be_taken_back(phone: Client, kind: Kind, token: str) -> None:
    phone.post(kind.page, {"stop": "1"})
    assert on_a_phone().get(kind.address(token)).status_code == 404


def test_it_is_not_kept_in_words(kind: Kind, token: str) -> None:
    assert token not in str(kind.model._default_manager.values().get())


def test_who_guesses_too_often_finds_nothing_for_a_while(kind: Kind, token: str) -> None:
    guesser = on_a_phone()
    for number in range(10):
        guesser.get(kind.address(f"{number:043d}"))
    assert guesser.get(kind.address(token)).status_code == 404
    elsewhere = Client(HTTP_HOST="192.168.1.20:8000", REMOTE_ADDR="192.168.1.34")
    assert elsewhere.get(kind.address(token)).status_code == 200
