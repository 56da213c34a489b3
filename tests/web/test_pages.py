"""Every page: it opens, sends its headers, asks no other host, and asks the database a bounded number of times."""

from __future__ import annotations

import gzip
import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from tests.cast import EVENING, NOW, a_session, say
from velneuro.content.body_views import VIEWS
from velneuro.content.learn import pages
from velneuro.content.library import routine_names
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

MOST_QUERIES = 8
# Home and the front page of the diary tell of many kinds of rows.
MOST_OF_A_FRONT_PAGE = 13
FRONT_PAGES = ("/", "/diary/")
MAP = ("/map/", "/map/list/", "/map/days/", "/map/at/left-ball/", *(f"/map/{view}/left/" for view in VIEWS))
DIARY = (
    *(f"/diary/write/{moment}/" for moment in ("check-in", "morning", "week")),
    *(f"/diary/happened/{kind}/" for kind in ("flare", "medicine", "side-effect", "care")),
    *("/diary/changes/", "/diary/feet/", "/diary/findings/"),
    *(f"/settings/asks/{page}" for page in ("session/", "morning/", "any/", "own/", "words/pain/")),
)
PLAIN = (
    *DIARY,
    *MAP,
    *("/reports/", "/reports/erase/", "/reports/erased/"),
    *("/rhythm/", "/rhythm/lines/new/", "/rhythm/breaks/new/"),
    *("/practice/bad-moment/edit/", "/practice/bad-moment/give/", "/routines/receive/"),
    *("/", "/welcome/", "/practice/", "/diary/", "/people/", "/settings/", "/more/", "/learn/signs/"),
    *(f"/welcome/{question}/" for question in ("signs", "where", "hands", "touch", "things")),
    *(f"/settings/{name}/" for name in ("signs", "where", "hands", "touch", "things", "limbs")),
    *(f"/settings/{name}/" for name in ("name", "asks", "password", "devices", "sound", "sound/own", "feed")),
    *(f"/practice/{name}/{page}" for name in routine_names() for page in ("", "prepare/", "gate/")),
)
# Their words are translated file by file, not text by text.
WRITTEN = (
    *("/settings/picture/", "/learn/", "/learn/foot-check/", "/learn/sources/", "/learn/for-clinicians/"),
    *(f"/learn/{page}/" for page in pages()),
)
EVERY = (*PLAIN, *WRITTEN)
# Those that look back ask more of the database; test_look_days.py counts how much.
LOOKING_BACK = (
    *("/diary/day/2026-11-22/", "/diary/month/2026-11/", "/diary/search/?q=a"),
    *(f"/diary/{page}/" for page in ("trends", "before-after", "where", "minutes", "went-well")),
)
OF_A_SESSION = (
    "",
    "advice/",
    "advice/?wrong=1",
    "after/",
    "after/skin/",
    "after/scores/",
    "after/words/",
    "after/done/",
)


@pytest.mark.parametrize("address", EVERY)
def test_a_page_opens_with_few_questions_to_the_database(home: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = home.get(address)
    assert page.status_code == 200
    assert len(queries) <= (MOST_OF_A_FRONT_PAGE if address in FRONT_PAGES else MOST_QUERIES)


@pytest.mark.parametrize("part", OF_A_SESSION)
def test_a_page_of_a_session_opens(home: Client, person: Person, part: str, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW)
    session = a_session(person)
    with CaptureQueriesContext(connection) as queries:
        page = home.get(f"/practice/{session.pk}/{part}")
    assert page.status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_a_long_diary_asks_no_more_than_a_short_one(home: Client, person: Person) -> None:
    for _ in range(20):
        session = a_session(person, state=PracticeSession.State.FINISHED, started_at=NOW)
        say(session, "before", pain=5, tingling=4)
    with CaptureQueriesContext(connection) as queries:
        home.get("/diary/sessions/")
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("address", ["/", "/diary/", f"/practice/{EVENING}/gate/"])
def test_a_page_carries_the_headers(home: Client, address: str) -> None:
    headers = home.get(address).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", [*EVERY, *LOOKING_BACK])
def test_a_page_names_no_other_host_and_no_inline_code(home: Client, address: str) -> None:
    text = home.get(address).content.decode()
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', text) == []
    assert " style=" not in text
    assert " onclick=" not in text


@pytest.mark.parametrize("address", [*EVERY, *LOOKING_BACK])
def test_no_page_raises_its_voice(home: Client, address: str) -> None:
    text = re.sub(r"<!doctype html>|<!--.*?-->", "", home.get(address).content.decode())
    assert "!" not in text


def body(client: Client, address: str) -> bytes:
    """A file as it goes over the wire to a browser that takes gzip."""
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    content = b"".join(answer)
    answer.close()
    return content


def test_files_are_kept_for_good_under_a_name_with_their_hash(home: Client) -> None:
    address = staticfiles_storage.url("site/site.css")
    assert re.search(r"site\.[0-9a-f]{12}\.css$", address)
    answer = home.get(address)
    answer.close()
    assert "immutable" in answer.headers["Cache-Control"]


def test_modules_of_the_player_import_each_other_by_their_hashed_names(home: Client) -> None:
    text = gzip.decompress(body(home, staticfiles_storage.url("player/player.js"))).decode()
    assert re.search(r'from ?"\./session\.[0-9a-f]{12}\.js"', text)


def test_a_first_visit_is_small(home: Client) -> None:
    """Compressed as a browser gets it, without the font."""
    page = home.get("/", headers={"Accept-Encoding": "gzip"})
    text = gzip.decompress(page.content).decode()
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|webmanifest))"', text)
    sizes = [len(body(home, file)) for file in files]
    assert files
    assert len(page.content) + sum(sizes) < 60_000
