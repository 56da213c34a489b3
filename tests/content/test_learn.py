"""The written pages: plain, short, sourced, and nothing in them that must not be promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.test_words import FORBIDDEN, MOST_WORDS
from velneuro.content import library
from velneuro.content.bibliography import bibliography, read_bibliography
from velneuro.content.learn import GRADES, OUR_CHOICE, Page, pages, read_page
from velneuro.content.shipped import shipped_problems
from velneuro.core.problem import Problem
from velneuro.review.reading import grade

PAGES = tuple(pages().values())
LEAST_PAGE_WORDS, MOST_PAGE_WORDS = 150, 350
MOST_GRADE = 6.0
HEAD = '+++\ntitle = "A page"\nabout = "About it"\npart = "know"\norder = 1\n+++\n\n'


def lines(page: Page) -> list[str]:
    return [page.title, page.about, *(line for block in page.blocks for line in block.lines)]


def text(page: Page) -> str:
    """What is read on: pictures have captions of their own. A line without an end is ended, as it is when spoken."""
    read = [line for block in page.blocks if block.kind != "picture" for line in block.lines]
    return " ".join(line if line[-1] in ".?:" else f"{line}." for line in read)


def sentences(page: Page) -> Iterator[str]:
    for line in lines(page):
        yield from re.split(r"(?<=[.?:])\s+", line)


def found(body: str, head: str = HEAD) -> list[Problem]:
    problems: list[Problem] = []
    read_page("a-page", head + body, "learn/en/a-page.md", problems)
    return problems


def by_slug(page: Page) -> str:
    return page.slug


@pytest.mark.parametrize("page", PAGES, ids=by_slug)
def test_a_page_is_short(page: Page) -> None:
    assert LEAST_PAGE_WORDS <= len(text(page).split()) <= MOST_PAGE_WORDS


@pytest.mark.parametrize("page", PAGES, ids=by_slug)
def test_a_page_reads_at_grade_six_or_lower(page: Page) -> None:
    assert grade(text(page)) <= MOST_GRADE


def test_the_grade_is_that_of_textstat() -> None:
    """Figures of textstat 0.7.7."""
    plain = "Nerves run through the whole body like thin wires. They carry messages of touch, warmth and pain."
    hard = (
        "The prevalence of peripheral neuropathy in the general population is considerable. "
        "Laboratory evaluation follows."
    )
    assert grade(plain) == pytest.approx(3.0, abs=0.005)
    assert grade(hard) == pytest.approx(20.01, abs=0.005)


@pytest.mark.parametrize("page", PAGES, ids=by_slug)
def test_sentences_of_a_page_are_short(page: Page) -> None:
    assert [sentence for sentence in sentences(page) if len(sentence.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("page", PAGES, ids=by_slug)
def test_a_page_promises_nothing_and_does_not_shout(page: Page) -> None:
    assert [line for line in lines(page) if FORBIDDEN.search(line)] == []


@pytest.mark.parametrize("page", PAGES, ids=by_slug)
def test_every_claim_rests_on_a_source_or_is_our_choice(page: Page) -> None:
    marks = [block.mark for block in page.blocks if block.kind in ("paragraph", "list")]
    assert all(mark and (mark.sources or mark.grade == OUR_CHOICE) for mark in marks)
    assert {key for mark in marks if mark for key in mark.sources} <= bibliography().keys()


@pytest.mark.parametrize("page", PAGES, ids=by_slug)
def test_no_page_is_without_a_source(page: Page) -> None:
    assert page.sources


@pytest.mark.parametrize("page", PAGES, ids=by_slug)
def test_a_page_shows_a_figure_only_once(page: Page) -> None:
    """Its parts have ids that stand once in a page."""
    figures = [block.figure for block in page.blocks if block.figure]
    assert len(figures) == len(set(figures))


def test_there_are_pages_of_every_part() -> None:
    assert {page.part for page in PAGES} == {"know", "touch", "feet", "mind", "ask"}
    assert len(PAGES) >= 14


def test_no_two_pages_share_a_place_in_the_list() -> None:
    places = [(page.part, page.order) for page in PAGES]
    assert len(places) == len(set(places))


def test_every_source_is_used() -> None:
    used = {key for page in PAGES for key in page.sources}
    assert bibliography().keys() == used


@pytest.mark.parametrize("key", sorted(key for key, source in bibliography().items() if source.kind == "doi"))
def test_a_doi_has_its_form(key: str) -> None:
    assert re.fullmatch(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]+", bibliography()[key].id)


def test_marks_are_read() -> None:
    problems: list[Problem] = []
    page = read_page(
        "a-page",
        f"{HEAD}One.\nTwo.\n\n[^aafp-2020 hanewinckel-2016, very low]\n\n- A\n  b\n- C\n\n[^our choice]",
        "",
        problems,
    )
    first, second = page.blocks
    assert first.lines == ("One. Two.",)
    assert first.mark is not None
    assert (first.mark.grade, first.mark.sources) == ("very low", ("aafp-2020", "hanewinckel-2016"))
    assert (second.kind, second.lines) == ("list", ("A b", "C"))
    assert second.mark is not None
    assert second.mark.grade == OUR_CHOICE
    assert problems == []


MISTAKES = {
    "no mark": ("Massage may help you relax.", "does not say what it rests on"),
    "unknown source": ("A.\n\n[^nobody-1999, low]", '"nobody-1999" is no source'),
    "unknown grade": ("A.\n\n[^aafp-2020, sure]", '"sure" is no evidence mark'),
    "grade without a source": ("A.\n\n[^high]", '"high" stands with the wrong sources'),
    "source of our own": ("A.\n\n[^aafp-2020, our choice]", '"our choice" stands with the wrong sources'),
    "HTML": ("A <b>word</b>.\n\n[^our choice]", "is not plain text"),
    "a link": ("A [word](there).\n\n[^our choice]", "is not plain text"),
    "another heading": ("# Too high\n\n[^our choice]", "is not plain text"),
    "unknown figure": ("![A knee.](knee)", '"knee" is no figure'),
    "unknown place": ("![A sole.](sole elbow)", '"elbow" is not on this figure'),
}


@pytest.mark.parametrize(("body", "what"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_place(body: str, what: str) -> None:
    problems = found(body)
    assert [problem.place for problem in problems] == ["learn/en/a-page.md:block 1"] * len(problems)
    assert any(what in problem.what for problem in problems)


def test_a_mistake_in_the_head_is_told() -> None:
    problems = found("A.\n\n[^our choice]", HEAD.replace('part = "know"', 'part = "know-it-all"\nextra = 1'))
    assert [problem.place for problem in problems] == ["learn/en/a-page.md:part", "learn/en/a-page.md:extra"]


def test_mistakes_in_the_bibliography_are_told() -> None:
    problems: list[Problem] = []
    entry = {"key": "a", "authors": "B", "journal": "C", "kind": "doi", "id": "doi.org/10.1/x", "seen": "the abstract"}
    read_bibliography({"source": [entry, {**entry, "title": "T", "id": "10.1000/x"}]}, problems)
    assert [problem.place for problem in problems] == [
        "bibliography.toml:source[1].id",
        "bibliography.toml:source[1].title",
        "bibliography.toml:source[2].key",
    ]


def test_what_is_said_of_signs_and_supplies_reads_at_grade_six_or_lower() -> None:
    catalog = library.catalog()
    signs = [f"{rule.ask}. {rule.reason} {rule.advice}" for rule in catalog.signs.values()]
    supplies = [f"{thing.title}. {thing.note} {thing.instead}" for thing in catalog.supplies.values()]
    assert grade(" ".join(signs)) <= MOST_GRADE
    assert grade(" ".join(supplies)) <= MOST_GRADE
    assert {said for said in (*signs, *supplies) if grade(said) > MOST_GRADE + 1} == set()


def test_a_mistake_in_a_page_stops_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a-page.md").write_text(f"{HEAD}Massage may help you relax.\n", "utf-8")
    monkeypatch.setattr("velneuro.content.learn.PAGES", tmp_path)
    assert [problem.place for problem in shipped_problems()] == ["learn/en/a-page.md:block 1"]


def test_there_are_five_marks() -> None:
    assert GRADES == ("high", "moderate", "low", "very low", "our choice")
