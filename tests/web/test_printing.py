"""The printed card as a page of the app: for the current person, and never instead of advice."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import ANSWERS, EVENING, a_session
from tests.web.test_translation import MadeUp
from velneuro.content import library
from velneuro.content.card_words import card_words
from velneuro.core.pipeline import compile_plan
from velneuro.outputs.card_pdf import card_content
from velneuro.outputs.card_rows import Wording
from velneuro.web.people.models import Person
from velneuro.web.practice.composing import told

ADDRESS = f"/practice/{EVENING}/card.pdf"


def _page(content: bytes) -> pypdf.PageObject:
    [page] = pypdf.PdfReader(io.BytesIO(content)).pages
    return page


def test_the_routine_page_leads_to_the_card(home: Client) -> None:
    page = home.get(f"/practice/{EVENING}/?minutes=10").content.decode()
    assert f'href="{ADDRESS}?minutes=10"' in page
    assert f'href="{ADDRESS}?minutes=10&amp;paper=a4"' in page


def test_the_card_has_the_minutes_and_the_paper_that_were_asked_for(home: Client) -> None:
    answer = home.get(f"{ADDRESS}?minutes=10&paper=a4")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{EVENING}-10.pdf"'
    page = _page(answer.content)
    assert "10 minutes" in page.extract_text()
    assert round(float(page.mediabox.width)) == 595


@pytest.mark.parametrize("asked", ["", "?minutes=999&paper=napkin"])
def test_without_a_wish_that_is_possible_it_is_the_usual_length_on_letter(home: Client, asked: str) -> None:
    page = _page(home.get(ADDRESS + asked).content)
    assert "20 minutes" in page.extract_text()
    assert round(float(page.mediabox.width)) == 612


def test_the_card_is_made_for_the_person(home: Client) -> None:
    Person.objects.update(answers={**ANSWERS, "limbs": ["left-foot", "left-leg"]})
    text = _page(home.get(ADDRESS).content).extract_text()
    assert "left only" in text
    assert "each side" not in text
    assert "Maria" not in text


@pytest.mark.parametrize("have", [["lotion", "music"], []])
def test_the_card_and_the_page_of_the_session_want_the_same_things(home: Client, have: list[str]) -> None:
    Person.objects.update(answers={**ANSWERS, "have": have})
    session = a_session(Person.objects.get(), now=timezone.now())
    page = home.get(f"/practice/{session.pk}/").content.decode()
    card = " ".join(_page(home.get(ADDRESS).content).extract_text().split())
    wanted = re.findall(r"<p>([^<]+ · [^<]+)</p>", page)[0].split(" · ")
    assert "Shoes beside your chair" in wanted
    assert f"Have ready: {'; '.join(wanted)}." in card


def test_an_unknown_routine_has_no_card(home: Client) -> None:
    assert home.get("/practice/nothing/card.pdf").status_code == 404


@pytest.mark.parametrize("sign", ["R01", "R12"])
def test_a_refused_plan_gives_advice_and_no_card(home: Client, sign: str) -> None:
    Person.objects.update(answers={**ANSWERS, "sign": [{"id": sign}]})
    answer = home.get(ADDRESS)
    page = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/html")
    assert library.catalog().signs[sign].advice.split(".")[0] in page
    assert f'href="/practice/{EVENING}/gate/?minutes=20"' in page


def test_every_word_of_the_card_is_marked_for_translation(person: Person) -> None:
    answers = told({**person.answers, "gate": {"none": True}})
    plan = compile_plan(library.routine(EVENING), answers, library.catalog(), 45, 0)
    say = Wording("en", library.catalog(), card_words(), library.voice("en").pressure, MadeUp("en").gettext)
    content = card_content(library.routine(EVENING), plan, answers.have, say)
    assert [text for text in _texts(content) if "⟦" not in text] == []


def _texts(value: object, key: str = "") -> list[str]:
    """Every text of the card's data that a person reads; the steps' own numbers are the same in every language."""
    if isinstance(value, dict):
        return [text for name, below in value.items() for text in _texts(below, name)]
    if isinstance(value, list):
        return [text for below in value for text in _texts(below, key)]
    unread = key in ("svg", "lang", "marks") or (key == "label" and str(value).replace(" ", "").isdigit())
    return [value] if isinstance(value, str) and value and not unread else []
