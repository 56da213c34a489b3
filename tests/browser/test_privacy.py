"""Nothing leaves this machine, and nobody gets in who was not let in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.chromium_hands import ChromiumHands
from tests.browser.devices import VOICE_OF_A_STRANGER
from tests.browser.flow import short_evening
from tests.browser.home import Home
from tests.browser.pages import ADDRESSES, STATIC
from tests.browser.phone import PhoneMaker
from tests.browser.server import Server, serving
from tests.browser.visits import Visits

FOREIGN = "https://example.invalid/picture.png"
PLANT = f"const image = new Image(); image.src = '{FOREIGN}'; document.body.append(image);"
KEPT_BY_THE_DEVICE = {"velneuro.outbox", "velneuro.voice", "velneuro.screen"}


def test_a_whole_evening_asks_no_other_host(browser: Browser, server: Server) -> None:
    with Visits(browser, server.url) as visits:
        short_evening(ChromiumHands(visits("/")))
        assert visits.foreign == []


def test_the_watch_fails_on_a_planted_picture(browser: Browser, server: Server) -> None:
    visits = Visits(browser, server.url)
    page = visits("/", bypass_csp=True)
    page.route(FOREIGN, lambda route: route.abort())
    with page.expect_request(FOREIGN):
        page.evaluate(PLANT)
    visits.close()
    with pytest.raises(AssertionError, match=re.escape(FOREIGN)):
        visits.check()


def test_the_browser_itself_refuses_a_planted_picture(open_page: Visits) -> None:
    page = open_page("/")
    page.evaluate("addEventListener('securitypolicyviolation', event => { window.refused = event.blockedURI; })")
    page.evaluate(PLANT)
    page.wait_for_function("window.refused")
    assert page.evaluate("window.refused") == FOREIGN
    open_page.foreign.remove(FOREIGN)  # the watch sees even what the browser refused to ask


def test_a_page_runs_no_script_that_was_planted(open_page: Visits) -> None:
    page = open_page("/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert page.evaluate("window.ran") is None


def test_a_page_carries_its_policy(open_page: Visits) -> None:
    answer = open_page("/").request.get("/")
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_voice_that_is_not_of_the_device_is_not_used(phone: PhoneMaker) -> None:
    here = phone(script=VOICE_OF_A_STRANGER, answers=Home.chooses_device_voice)
    here.start()
    here.run(8)
    assert here.page.evaluate("window.said") == []


def test_the_device_keeps_no_answers_after_the_evening(phone: PhoneMaker) -> None:
    here = phone(minutes=3)
    here.page.locator("[data-scale=pain] input[value='6']").check()
    here.start()
    here.pass_time(here.score()["duration_ms"] / 1000)
    expect(here.page.get_by_role("heading", name="Before you stand up")).to_be_visible()
    kept = here.page.evaluate("({ ...localStorage })")
    assert set(kept) <= KEPT_BY_THE_DEVICE
    assert json.loads(kept["velneuro.outbox"]) == []
    assert here.page.evaluate("sessionStorage.length") == 0


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that other devices can reach."""
    with serving(tmp_path_factory.mktemp("locked"), host="0.0.0.0") as server:
        yield server


@pytest.fixture(scope="module")
def stranger(browser: Browser, locked: Server) -> Iterator[BrowserContext]:
    """A browser that was never let in."""
    context = browser.new_context(base_url=locked.url)
    yield context
    context.close()


@pytest.mark.parametrize("address", [*ADDRESSES, *STATIC, "/api/v1/openapi.json", "/no-such-page/"])
def test_a_stranger_finds_nothing(stranger: BrowserContext, address: str) -> None:
    answer = stranger.request.get(address)
    assert (answer.status, answer.text()) == (404, "There is nothing here.")


def enter(visits: Visits, link: str) -> ChromiumHands:
    """A device that opened the link and came in."""
    page = visits(urlsplit(link).path)
    hands = ChromiumHands(page)
    hands.tap("Come in")
    hands.wait_for("A calm massage, guided by a voice.")
    return hands


def test_the_printed_link_lets_one_phone_in_for_good(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("phone")
    with serving(folder, host="0.0.0.0") as server, Visits(browser, server.url) as visits:
        link = server.one_time_link
        known = enter(visits, link).page.context.storage_state()
        second = visits(urlsplit(link).path)
        expect(second.get_by_text("There is nothing here.")).to_be_visible()
    with serving(folder, host="0.0.0.0") as server, Visits(browser, server.url) as visits:
        page = visits("/", storage_state=known)
        expect(page.get_by_role("heading", name="A calm massage, guided by a voice.")).to_be_visible()


def test_looking_at_the_link_does_not_use_it_up(browser: Browser, locked: Server) -> None:
    with Visits(browser, locked.url) as visits:
        visits(urlsplit(locked.one_time_link).path)
        enter(visits, locked.one_time_link)
