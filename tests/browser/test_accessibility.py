"""Every page in light and dark and with large text: axe, keyboard, sizes, and nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.chromium_hands import ChromiumHands
from tests.browser.home import Home
from tests.browser.looking import broken_rules, controls, cut_off, small_targets, use_large_text, walk_by_keyboard
from tests.browser.pages import (
    AT_THE_DOOR,
    NO_PAGES,
    PAGES,
    every_page,
    live_evenings,
    names_in_the_addresses,
    pages_around_a_session,
)
from tests.browser.phone import Phone, PhoneMaker, open_player
from tests.browser.server import Server
from tests.browser.visits import PHONE, Visits

LEAST_TARGET = 64
LEAST_KEY = 52
LEAST_OUTLINE = 3
NARROW: ViewportSize = {"width": 320, "height": 640}
STATES = ("ready", "sound", "playing", "paused", "asked")
Scheme = Literal["light", "dark"]


def test_no_page_is_forgotten() -> None:
    assert names_in_the_addresses() == PAGES.keys() | AT_THE_DOOR | NO_PAGES


class Reader:
    """One person with a session in every state, and two pages: with usual and with large text."""

    def __init__(self, visits: Visits) -> None:
        self.page = visits("/healthz")
        self.evenings = live_evenings(Home(self.page.context.request))
        self.large_page = self.page.context.new_page()
        use_large_text(self.large_page)

    def open(self, address: str, scheme: Scheme = "light") -> Page:
        return self._open(self.page, address, scheme)

    def open_large(self, address: str) -> Page:
        return self._open(self.large_page, address, "light")

    def _open(self, page: Page, address: str, scheme: Scheme) -> Page:
        page.emulate_media(color_scheme=scheme)
        page.goto(self.evenings.address(address))
        return page


@pytest.fixture(scope="module")
def reader(browser: Browser, server: Server) -> Iterator[Reader]:
    with Visits(browser, server.url) as visits:
        yield Reader(visits)


@pytest.mark.parametrize("address", every_page())
def test_a_page_passes_axe_by_day(reader: Reader, axe_script: str, address: str) -> None:
    assert broken_rules(reader.open(address), axe_script) == []


@pytest.mark.parametrize("address", every_page())
def test_a_page_passes_axe_by_night(reader: Reader, axe_script: str, address: str) -> None:
    assert broken_rules(reader.open(address, "dark"), axe_script) == []


@pytest.mark.parametrize("address", every_page())
def test_a_page_with_large_text_passes_axe_and_fits(reader: Reader, axe_script: str, address: str) -> None:
    page = reader.open_large(address)
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "40px"
    assert broken_rules(page, axe_script) == []
    assert cut_off(page) == []


@pytest.mark.parametrize("address", every_page())
def test_a_page_fits_a_narrow_screen(reader: Reader, address: str) -> None:
    page = reader.open(address)
    page.set_viewport_size(NARROW)
    found = cut_off(page)
    page.set_viewport_size(PHONE)
    assert found == []


@pytest.mark.parametrize("address", every_page())
def test_the_keyboard_reaches_every_control_in_order(reader: Reader, address: str) -> None:
    page = reader.open(address)
    wanted = controls(page)
    walked = walk_by_keyboard(page, len(wanted) + 1)
    assert [focus.name for focus in walked] == wanted
    assert [focus for focus in walked if focus.outline < LEAST_OUTLINE] == []
    assert [focus for focus in walked if focus.covered] == []


@pytest.mark.parametrize("address", pages_around_a_session())
def test_targets_around_a_session_are_large(reader: Reader, address: str) -> None:
    assert small_targets(reader.open(address), LEAST_TARGET, LEAST_KEY) == []


def bring_to(phone: Phone, state: str) -> None:
    """The ready page to a state of the player."""
    if state == "sound":
        phone.part("sound").locator("summary").click()
    if state in ("playing", "paused", "asked"):
        phone.start()
        phone.run(3)
        expect(phone.part("caption")).not_to_be_empty()
    if state == "paused":
        phone.part("pause").click()
    if state == "asked":
        phone.part("stop").click()
        expect(phone.part("stop-dialog")).to_be_visible()


@pytest.fixture(scope="module")
def player(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A player in the state that the test names, with usual or with large text."""
    state, scheme, large = request.param
    with Visits(browser, server.url) as visits:
        here = PhoneMaker(visits)(color_scheme=scheme)
        if large:
            use_large_text(here.page)
            open_player(here)
        bring_to(here, state)
        here.page.clock.resume()  # what measures the page needs its timers
        yield here.page


USUAL = [(state, "light", False) for state in STATES]
EVERY_LOOK = [*USUAL, *((state, "dark", False) for state in STATES), *((state, "light", True) for state in STATES)]
LARGE = [(state, "light", True) for state in STATES]


def look_name(look: tuple[str, str, bool]) -> str:
    return f"{look[0]}-{'large' if look[2] else look[1]}"


@pytest.mark.parametrize("player", EVERY_LOOK, indirect=True, ids=look_name)
def test_the_player_passes_axe(player: Page, axe_script: str) -> None:
    assert broken_rules(player, axe_script) == []


@pytest.mark.parametrize("player", LARGE, indirect=True, ids=look_name)
def test_the_player_with_large_text_fits(player: Page) -> None:
    assert cut_off(player) == []


@pytest.mark.parametrize("player", USUAL, indirect=True, ids=look_name)
def test_the_player_fits_a_narrow_screen(player: Page) -> None:
    player.set_viewport_size(NARROW)
    found = cut_off(player)
    player.set_viewport_size(PHONE)
    assert found == []


@pytest.mark.parametrize("player", USUAL, indirect=True, ids=look_name)
def test_targets_of_the_player_are_large(player: Page) -> None:
    assert small_targets(player, LEAST_TARGET, LEAST_KEY) == []


@pytest.mark.parametrize("player", [("playing", "light", False)], indirect=True, ids=look_name)
def test_pause_is_the_largest_target(player: Page) -> None:
    box = player.locator("#pause").bounding_box()
    assert box
    assert box["height"] >= 92


@pytest.mark.parametrize("player", [USUAL[2]], indirect=True, ids=look_name)
def test_the_whole_player_fits_one_screen(player: Page) -> None:
    box = player.locator("#skip").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 844


@pytest.mark.parametrize("player", [USUAL[2], USUAL[4]], indirect=True, ids=look_name)
def test_the_keyboard_reaches_every_control_of_the_player(player: Page) -> None:
    wanted = controls(player)
    walked = walk_by_keyboard(player, len(wanted) + 2)
    assert {focus.name for focus in walked} == set(wanted)
    assert [focus for focus in walked if focus.outline < LEAST_OUTLINE] == []


def test_a_session_is_started_and_stopped_by_keyboard_alone(reader: Reader) -> None:
    page = reader.open("{ready}")
    focus_by_tab(page, "start")
    page.keyboard.press("Enter")
    expect(page.locator("#player")).to_have_attribute("data-state", "playing")
    page.keyboard.press("Escape")
    expect(page.locator("#stop-dialog")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    ChromiumHands(page).wait_for("Before you stand up")


def focus_by_tab(page: Page, part: str) -> None:
    """Tab until the control with this id has the focus."""
    for _ in range(len(controls(page))):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == part:
            return
    raise AssertionError(f"the keyboard does not reach {part}")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(reader: Reader) -> None:
    page = reader.open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
