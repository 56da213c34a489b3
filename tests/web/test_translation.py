"""Every text that a person can see is marked and stands in the catalog: a made-up language shows what is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import django
import pytest
from django.test import Client
from django.utils.translation import trans_real
from time_machine import TimeMachineFixture

from tests.cast import ANSWERS, NOW, a_session, on_a_phone, say
from tests.web.rows import a_foot_check, a_happening, a_map, a_night, ago, an_entry
from tests.web.test_look_trends import answer, own_question
from tests.web.test_pages import MAP, OF_A_SESSION, PLAIN
from velneuro.web import settings as web_settings
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.start import one_time_link

CATALOG = "en/LC_MESSAGES/django.po"
OURS = Path(web_settings.HERE) / "locale" / CATALOG
DJANGOS = [Path(django.__file__).parent / place / "locale" / CATALOG for place in ("conf", "contrib/auth")]
WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
LETTERS = re.compile(r"[^\W\d_]{2,}")
UNSEEN = ("script", "style", "code", "option")
SPOKEN = ("aria-label", "title", "alt", "placeholder")
# Names are the same in every language; so are what the person wrote and the names of zones.
SAME = re.compile(r"Vel Neuro|Maria|Jonas|America/New_York|https?://\S+|[ap]\.m\.|\b[AP]M\b")
DATE = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?|[A-Z][a-z]{2}|November|October|[\d ,])+")
HAPPENINGS = ("flare", "medicine", "side-effect")
LOOKING_BACK = (
    *("", "day/2026-11-22/", "day/2026-11-21/", "month/2026-11/", "went-well/", "search/?q=x"),
    *(
        f"{page}/?range={name}"
        for page in ("trends", "before-after", "where", "minutes")
        for name in ("weeks", "year", "all")
    ),
)
SIGNS = [{"id": "R14"}, {"id": "R24", "where": ["right-foot"]}]


def message_ids(path: Path) -> Iterator[str]:
    """Every msgid of a catalog, plural forms too."""
    text = path.read_text("utf-8")
    for match in re.finditer(r'^msgid(?:_plural)? ((?:".*"\n?)+)', text, re.MULTILINE):
        yield "".join(ast.literal_eval(line) for line in match[1].splitlines())


class MadeUp(trans_real.DjangoTranslation):
    """Puts every text that the catalog knows between brackets; what stays bare was never marked."""

    known = frozenset(message for path in (OURS, *DJANGOS) for message in message_ids(path))

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message in self.known else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


class SeenText(HTMLParser):
    """The text of a page as it is seen or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not set(self.inside) & set(UNSEEN):
            self.found.append(data)


def bare_words(page: str) -> list[str]:
    """What a page shows outside of every bracket."""
    parser = SeenText()
    parser.feed(page)
    text = "\n".join(parser.found)
    while WRAPPED.search(text):
        text = WRAPPED.sub(" ", text)
    return [line.strip() for line in SAME.sub("", text).splitlines() if LETTERS.search(SAME.sub("", line))]


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    language = MadeUp("en")
    monkeypatch.setitem(vars(trans_real)["_translations"], "en", language)
    monkeypatch.setattr(trans_real, "_default", language)
    monkeypatch.setattr(vars(trans_real)["_active"], "value", language, raising=False)


@pytest.fixture
def told(home: Client, person: Person, made_up: None) -> Client:
    """A person with signs and a history, so that pages have much to say."""
    Person.objects.update(answers={**ANSWERS, "sign": SIGNS, "hands": ["heel"], "have": []})
    return home


def test_the_made_up_language_finds_a_text_that_is_not_marked() -> None:
    assert bare_words("<p>⟦Fine ⟦both⟧⟧</p><p>Forgotten</p><script>var x</script>") == ["Forgotten"]


def test_the_catalog_knows_the_content() -> None:
    assert "Blood thinners, or blood that is slow to clot" in MadeUp.known


@pytest.mark.parametrize("address", PLAIN)
def test_a_page_shows_no_unmarked_text(told: Client, address: str) -> None:
    assert bare_words(told.get(address).content.decode()) == []


@pytest.mark.parametrize("part", OF_A_SESSION)
def test_a_page_of_a_session_shows_no_unmarked_text(told: Client, person: Person, part: str) -> None:
    person.refresh_from_db()
    session = a_session(person)
    assert bare_words(told.get(f"/practice/{session.pk}/{part}").content.decode()) == []


@pytest.mark.parametrize("sign", ["R01", "R09", "R12", "R07"])
def test_advice_shows_no_unmarked_text(told: Client, sign: str) -> None:
    page = told.post("/practice/bad-moment/gate/", {"minutes": "3", "some": "1", sign: "on"}, follow=True)
    assert bare_words(page.content.decode()) == []


def test_the_diary_shows_no_unmarked_text(told: Client, person: Person) -> None:
    for state in PracticeSession.State.values:
        session = a_session(person, state=state, started_at=NOW)
        say(session, "before", pain=5)
    pages = [told.get(f"/diary/{part}") for part in ("", "sessions/", f"{session.pk}/")]
    assert [bare_words(page.content.decode()) for page in pages] == [[], [], []]


@pytest.mark.parametrize("page", LOOKING_BACK)
def test_looking_back_shows_no_unmarked_text(told: Client, person: Person, page: str) -> None:
    for days in range(3):
        a_night(person, ago(days), {"pain": 5}, {"pain": 4})
        an_entry(person, ago(days), "morning", sleep=3 + days)
        a_map(person, ago(days), left_ball=4)
        a_happening(person, HAPPENINGS[days], ago(days))
        a_foot_check(person, ago(days))
        answer(person, own_question(person, ("number", "yes-no", "scale")[days], "5 + 5?"), days, 1)
    weekly = an_entry(person, ago(1), "week")
    weekly.overall = 5
    weekly.save()
    shown = told.get(f"/diary/{page}").content.decode()
    assert [text for text in bare_words(shown) if not DATE.fullmatch(text)] == []


@pytest.mark.parametrize("address", MAP)
def test_the_body_map_shows_no_unmarked_text(told: Client, address: str, time_machine: TimeMachineFixture) -> None:
    said = {"pain": "on", "pain-level": "4", "burning": "on", "burning-level": "7"}
    for day in range(2):
        time_machine.move_to(NOW + timedelta(days=day))
        told.post("/map/list/", {"places": ["left-foot", f"right-toe{day + 1}", "left-palm"], **said})
        told.post("/map/at/left-heel/", {"touch-hurts": "on", "touch-hurts-level": str(day)})
    assert bare_words(told.get(address).content.decode()) == []
    assert bare_words(told.get(f"{address}?day={NOW.date()}").content.decode()) == []


def test_mistakes_in_a_form_show_no_unmarked_text(told: Client) -> None:
    given: list[tuple[str, dict[str, Any]]] = [
        ("/welcome/signs/", {"none": "1", "R14": "on"}),
        ("/welcome/where/", {"kinds": "pain"}),
        ("/map/at/left-ball/", {"pain": "on"}),
        ("/map/list/", {"x": "y"}),
        ("/people/", {"name": "Maria"}),
        ("/people/", {"name": ""}),
        ("/settings/password/", {"password": "short"}),
    ]
    assert [bare_words(told.post(address, data).content.decode()) for address, data in given] == [[]] * len(given)


def test_failures_show_no_unmarked_text(told: Client) -> None:
    assert bare_words(told.get("/nothing/").content.decode()) == []
    told.handler.enforce_csrf_checks = True
    assert bare_words(told.post("/people/", {"name": "Jonas"}).content.decode()) == []


def test_the_way_in_shows_no_unmarked_text(person: Person, made_up: None) -> None:
    link = one_time_link("http://host").removeprefix("http://host")
    assert bare_words(on_a_phone().get(link).content.decode()) == []


def test_the_words_of_the_player_are_marked(made_up: None) -> None:
    from velneuro.web.practice.player_words import player_words

    assert all(word.startswith("⟦") for word in player_words().values())
