"""Every page in light and dark and with large text: axe, keyboard, sizes, and nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium_hands import ChromiumHands
from tests.browser.home import Home
from tests.browser.looking import (
    broken_rules,
    by_night,
    controls,
    cut_off,
    narrowed,
    small_targets,
    use_large_text,
    walk_by_keyboard,
)
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
from tests.browser.reading import Reader, on_every_page, still_page
from tests.browser.server import Server
from tests.browser.visits import Visits

LEAST_TARGET = 64
LEAST_KEY = 52  # wide: six keys of a score stand beside each other on a phone
STOPS_OF_A_SAMPLE = 6  # the browser gives each its own keys
LEAST_OUTLINE = 3
STATES = ("ready", "sound", "playing", "paused", "asked")


def test_no_page_is_forgotten() -> None:
    assert names_in_the_addresses() == PAGES.keys() | AT_THE_DOOR | NO_PAGES


@pytest.fixture(scope="module")
def reader(browser: Browser, server: Server) -> Iterator[Reader]:
    """One person with a session in every state."""
    with Visits(browser, server.url) as visits:
        page = still_page(visits)
        yield Reader(page, live_evenings(Home(page.context.request)).address)


# First, while the keyboard has been nowhere on the page.
@on_every_page("here", every_page())
def test_the_keyboard_reaches_every_control_in_order(here: Page) -> None:
    wanted = controls(here)
    walked = walk_by_keyboard(here, len(wanted) + 1)
    assert [focus.name for focus in walked] == wanted
    assert [focus for focus in walked if focus.outline < LEAST_OUTLINE] == []
    assert [focus for focus in walked if focus.covered] == []


@on_every_page("here", every_page())
def test_a_page_passes_axe_by_day(here: Page, axe_script: str) -> None:
    assert broken_rules(here, axe_script) == []


@on_every_page("here", every_page())
def test_a_page_passes_axe_by_night(here: Page, axe_script: str) -> None:
    with by_night(here):
        assert broken_rules(here, axe_script) == []


@on_every_page("here", every_page())
def test_a_page_fits_a_narrow_screen(here: Page) -> None:
    with narrowed(here):
        assert cut_off(here) == []


@pytest.mark.parametrize("here", pages_around_a_session(), indirect=True, scope="module")
def test_targets_around_a_session_are_large(here: Page) -> None:
    assert small_targets(here, LEAST_TARGET, LEAST_KEY) == []


@on_every_page("large", every_page())
def test_a_page_with_large_text_passes_axe_and_fits(large: Page, axe_script: str) -> None:
    assert large.evaluate("getComputedStyle(document.body).fontSize") == "40px"
    assert broken_rules(large, axe_script) == []
    assert cut_off(large) == []


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
    with narrowed(player):
        assert cut_off(player) == []


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
    for _ in range(len(controls(page)) + STOPS_OF_A_SAMPLE * page.locator("audio[controls]").count()):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == part:
            return
    raise AssertionError(f"the keyboard does not reach {part}")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(reader: Reader) -> None:
    page = reader.open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
