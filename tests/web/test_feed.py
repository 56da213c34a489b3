"""The private feed: whoever has its address hears the person's sessions, everybody else finds nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.cast import NOW, a_session, on_a_phone, the_helper
from tests.web.listening import body, heard
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
NOTHING = b"There is nothing here."


pytestmark = pytest.mark.usefixtures("no_tries")


@pytest.fixture
def phone(person: Person) -> Client:
    """A device that was let in, from which the address is made."""
    return on_a_phone(person)


@pytest.fixture
def address(phone: Client) -> str:
    page = phone.post("/settings/feed/").content.decode()
    found = re.search(r'href="http://192\.168\.1\.20:8000(/feed/[\w-]{43}\.xml)"', page)
    assert found
    return found[1]


def items(client: Client, address: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(client.get(address).content).findall("channel/item")


def test_a_program_without_a_login_gets_the_sessions(person: Person, address: str) -> None:
    a_session(person, started_at=NOW)
    answer = on_a_phone().get(address)
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert [item.findtext("title") for item in items(on_a_phone(), address)] == ["Evening feet and legs · 2026-11-22"]


def test_sessions_of_one_day_can_be_told_apart(person: Person, address: str) -> None:
    for hours in (0, 3, 24):
        a_session(person, now=NOW + timedelta(hours=hours), started_at=NOW)
    titles = [item.findtext("title") for item in items(on_a_phone(), address)]
    evening = "Evening feet and legs · 2026-11-2"
    assert titles == [f"{evening}3", f"{evening}2 17:30", f"{evening}2 14:30"]


def test_a_podcast_program_finds_language_picture_and_length(person: Person, address: str) -> None:
    a_session(person, started_at=NOW)
    channel = ElementTree.fromstring(on_a_phone().get(address).content).find("channel")
    assert channel is not None
    picture = channel.find(f"{{{ITUNES}}}image")
    assert picture is not None
    url = picture.attrib["href"].removeprefix("http://192.168.1.20:8000")
    assert body(on_a_phone().get(url))[:2] == b"\xff\xd8"  # a JPEG, and no login is asked for
    assert on_a_phone().get(re.sub(r"feed/[^/]*", "feed/" + 43 * "x", url)).status_code == 404
    assert (channel.findtext("language"), channel.findtext(f"item/{{{ITUNES}}}duration")) == ("en", "300")


def test_an_enclosure_has_the_length_that_it_tells(person: Person, address: str) -> None:
    a_session(person, started_at=NOW)
    enclosure = items(on_a_phone(), address)[0].find("enclosure")
    assert enclosure is not None
    url = enclosure.attrib["url"].removeprefix("http://192.168.1.20:8000")
    content = heard(on_a_phone(), url)
    assert len(content) == int(enclosure.attrib["length"])
    assert enclosure.attrib["type"] == "audio/mpeg"
    answer = on_a_phone().get(url, headers={"Range": "bytes=100-299"})
    assert (answer.status_code, body(answer)) == (206, content[100:300])


def test_the_feed_holds_the_last_thirty_that_were_not_refused(person: Person, address: str) -> None:
    first = a_session(person, started_at=NOW)
    first.made_at -= timedelta(days=1)
    first.save()
    for _ in range(30):
        first.pk = None
        first.made_at += timedelta(minutes=1)
        first.save(force_insert=True)
    PracticeSession.objects.create(
        person=person,
        routine="bad-moment",
        minutes=5,
        seed=1,
        lang="en",
        answers={},
        plan={},
        made_at=NOW,
        day=NOW.date(),
        time_zone="UTC",
        state=PracticeSession.State.REFUSED,
    )
    found = items(on_a_phone(), address)
    assert len(found) == 30
    assert "bad-moment" not in str([item.findtext("title") for item in found])


def test_the_feed_names_nobody(person: Person, address: str) -> None:
    a_session(person, started_at=NOW)
    assert b"Maria" not in on_a_phone().get(address).content


def test_the_feed_asks_the_database_a_bounded_number_of_times(
    person: Person, address: str, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        a_session(person, started_at=NOW)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        on_a_phone().get(address)


def test_a_session_of_somebody_else_is_not_in_it(address: str) -> None:
    other = a_session(the_helper())
    answer = on_a_phone().get(address.replace(".xml", f"/{other.pk}.mp3"))
    assert (answer.status_code, answer.content) == (404, NOTHING)


@pytest.mark.parametrize("left_out", [{"started_at": None}, {"started_at": NOW, "stop_reason": "wrong"}])
def test_what_was_never_played_or_went_wrong_is_left_out(
    person: Person, address: str, left_out: dict[str, Any]
) -> None:
    session = a_session(person, **left_out)
    assert items(on_a_phone(), address) == []
    assert on_a_phone().get(address.replace(".xml", f"/{session.pk}.mp3")).status_code == 404
