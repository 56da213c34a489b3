"""A year of the diary in a browser: axe in both themes, narrow and with large text, and dots that stay round."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.home import Home
from tests.browser.looking import broken_rules, by_night, cut_off, narrowed, small_targets
from tests.browser.reading import Reader, on_every_page, still_page
from tests.browser.server import FOREIGN, serving
from tests.browser.visits import PHONE, Visits

ROOT = Path(__file__).parents[2]
DAYS = "400"
LEAST_TARGET = 44
ADDRESSES = (
    *("/diary/", "/diary/day/{day}/", "/diary/month/{month}/", "/diary/went-well/", "/diary/search/?q=socks"),
    *("/diary/trends/", "/diary/trends/?range=year", "/diary/before-after/", "/diary/where/?range=months"),
    "/diary/minutes/?range=year",
)


# The tables behind the charts are looked at too.
UNFOLD = "for (const folded of document.querySelectorAll('details')) folded.open = true"


@pytest.fixture(scope="module")
def reader(browser: Browser, tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Iterator[Reader]:
    """One person with a year of entries."""
    with serving(tmp_path_factory.mktemp("year"), clips=clips) as server, Visits(browser, server.url) as visits:
        page = still_page(visits)
        home = Home(page.context.request)
        home.add_newcomer()
        home.answer_all()
        kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        command = (sys.executable, "-m", "bench.diary_rows", str(server.data), DAYS)
        subprocess.run(command, check=True, cwd=ROOT, env=kept)
        today = home.today()
        yield Reader(page, lambda address: address.format(**today), UNFOLD)


@on_every_page("here", ADDRESSES)
def test_a_year_passes_axe_by_day(here: Page, axe_script: str) -> None:
    assert broken_rules(here, axe_script) == []


@on_every_page("here", ADDRESSES)
def test_a_year_passes_axe_by_night(here: Page, axe_script: str) -> None:
    with by_night(here):
        assert broken_rules(here, axe_script) == []


@on_every_page("here", ADDRESSES)
def test_a_year_fits_a_narrow_screen(here: Page) -> None:
    with narrowed(here):
        assert cut_off(here) == []


@on_every_page("here", ADDRESSES)
def test_targets_are_large_enough(here: Page) -> None:
    assert small_targets(here, LEAST_TARGET, LEAST_TARGET) == []


@on_every_page("large", ADDRESSES)
def test_a_year_with_large_text_passes_axe_and_fits(large: Page, axe_script: str) -> None:
    assert broken_rules(large, axe_script) == []
    assert cut_off(large) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_a_chart_fills_its_card_and_no_more(reader: Reader, width: int) -> None:
    page = reader.open("/diary/trends/")
    page.set_viewport_size({"width": width, "height": 800})
    card, chart = (page.locator(place).first.bounding_box() for place in (".told", ".chart"))
    page.set_viewport_size(PHONE)
    assert card
    assert chart
    assert card["x"] < chart["x"]
    assert chart["x"] + chart["width"] < card["x"] + card["width"]
    assert chart["width"] > card["width"] / 2


def test_a_search_is_sent_by_the_keyboard_alone(reader: Reader) -> None:
    page = reader.open("/diary/")
    page.get_by_role("searchbox").fill("SOCKS")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("found").wait_for()
    assert page.locator("mark").first.inner_text().lower() == "socks"
