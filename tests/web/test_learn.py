"""The written pages as they are read: marks open, sources are found, and the rules stand there as they are."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.web.test_pages import WRITTEN
from tests.web.test_translation import bare_words, made_up
from velneuro.content.bibliography import bibliography
from velneuro.content.foot_check import foot_check
from velneuro.content.learn import GRADES, pages
from velneuro.content.library import catalog
from velneuro.content.standing_rules import standing_rules

__all__ = ["made_up"]  # the fixture
PROSE = re.compile(r'<(\w+) class="[^"]*\bprose\b[^"]*"[^>]*>.*?</\1>|<title>.*?</title>', re.DOTALL)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_list_leads_to_every_page(home: Client) -> None:
    text = read(home, "/learn/")
    assert [slug for slug in pages() if f'href="/learn/{slug}/"' not in text] == []


def test_a_page_that_is_not_there_is_not_found(home: Client) -> None:
    assert home.get("/learn/no-such-page/").status_code == 404


@pytest.mark.parametrize("slug", pages())
def test_headings_are_in_order(home: Client, slug: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)[ >]", read(home, f"/learn/{slug}/"))]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}


@pytest.mark.parametrize("slug", pages())
def test_every_mark_opens_its_meaning_and_its_sources(home: Client, slug: str) -> None:
    text = read(home, f"/learn/{slug}/")
    marked = [block.mark for block in pages()[slug].blocks if block.mark]
    assert text.count('<details class="mark">') == len(marked)
    assert {key for mark in marked for key in mark.sources} == set(re.findall(r'href="/learn/sources/#([\w-]+)"', text))


def test_every_source_stands_once_in_the_bibliography(home: Client) -> None:
    text = read(home, "/learn/sources/")
    assert [key for key in bibliography() if text.count(f'<li id="{key}"') != 1] == []


def test_the_legend_explains_every_mark(home: Client) -> None:
    assert read(home, "/learn/sources/").count("<dt>") == len(GRADES)


def test_the_foot_check_tells_every_finding_with_what_to_do(home: Client) -> None:
    text = html.unescape(read(home, "/learn/foot-check/"))
    items = foot_check().items.values()
    assert [item.id for item in items if item.question not in text or item.advice not in text] == []


def test_the_foot_check_draws_every_place_once(home: Client) -> None:
    ids = re.findall(r' id="drawn-([\w-]+)"', read(home, "/learn/foot-check/"))
    assert ids == [look.id for look in foot_check().looks]


@pytest.mark.parametrize("address", ["/learn/", "/learn/daily-foot-care/"])
def test_the_foot_check_is_found(home: Client, address: str) -> None:
    assert 'href="/learn/foot-check/"' in read(home, address)


def test_what_to_write_down_leads_to_the_diary(home: Client) -> None:
    page = home.get("/learn/medicines/").content.decode()
    for kind, heading in (("medicine", "A change of medicine"), ("side-effect", "A side effect")):
        assert f'href="/diary/happened/{kind}/"' in page
        assert f"<h1>{heading}</h1>" in home.get(f"/diary/happened/{kind}/").content.decode()


def test_every_sign_is_told_with_what_to_do(home: Client) -> None:
    text = re.sub(r"\s+", " ", read(home, "/learn/signs/"))
    rules = catalog().signs.values()
    assert [rule.id for rule in rules if f"<h3>{rule.ask}</h3> <p>{rule.advice}</p>" not in text] == []


def test_emergencies_come_first(home: Client) -> None:
    text = read(home, "/learn/signs/")
    first = text.index("Call your emergency number now</h2>")
    assert first < text.index(catalog().signs["R01"].ask) < text.index(catalog().signs["R06"].ask)


def test_the_clinician_finds_every_rule_with_its_source(home: Client) -> None:
    text = html.unescape(read(home, "/learn/for-clinicians/"))
    assert [rule.id for rule in catalog().signs.values() if rule.source not in text] == []
    reasons = [rule.reason for rule in catalog().feelings] + [rule.reason for rule in catalog().unanswered]
    assert [reason for reason in reasons if reason not in text] == []


def test_the_clinician_finds_what_always_holds_and_what_it_rests_on(home: Client) -> None:
    text = html.unescape(read(home, "/learn/for-clinicians/"))
    assert [rule.about for rule in standing_rules() if rule.about not in text] == []
    sources = {key for rule in standing_rules() for key in rule.mark.sources}
    assert sources == set(re.findall(r'href="/learn/sources/#([\w-]+)"', text))


def test_the_clinician_finds_to_which_sign_a_finding_amounts(home: Client) -> None:
    part = read(home, "/learn/for-clinicians/").split('id="foot-check"')[1]
    signs = [item.sign for item in foot_check().items.values() if item.sign]
    assert re.findall(r'<span class="soft">(R\d\d)</span>', part) == signs


@pytest.mark.parametrize(
    ("sign", "does"),
    [
        ("R01", "No session. The advice is to call the emergency number now."),
        ("R07", "The advice is to call doctor or clinic today. The rest may go on."),
        ("R10", "Leaves out both feet and both legs."),
        ("R13", "Without: thumb, knuckles, ball."),
        ("R21", "On bony places also without: heel of the hand."),
        ("R23", "No scent."),
        ("R26", "Pressure 0 at that place."),
    ],
)
def test_the_clinician_reads_what_a_rule_does(home: Client, sign: str, does: str) -> None:
    card = read(home, "/learn/for-clinicians/").split(f'<span class="soft">{sign}</span>')[1].split("</ul>")[0]
    assert f"<li>{does}</li>" in card


@pytest.mark.parametrize("address", WRITTEN)
def test_what_stands_around_the_written_words_is_marked(home: Client, made_up: None, address: str) -> None:
    assert bare_words(PROSE.sub("", read(home, address))) == []
