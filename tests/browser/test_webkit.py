"""The session on its sound in WebKitGTK: a real track, from the moment on at which its rendering begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.home import Home
from tests.browser.listening import until
from tests.browser.server import Server
from tests.browser.speakers import speakers
from tests.browser.webkit_hands import WebkitHands, webkit

MINUTES = 10
LOOK = """
const [audio, player] = ["track", "player"].map((id) => document.getElementById(id));
return {
    place: audio.currentTime,
    state: player.dataset.state,
    step: document.getElementById("step-title").textContent,
    notice: document.getElementById("notice").textContent,
};
"""


@pytest.fixture(scope="module")
def person(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=server.url)
    Home(context.request).add_newcomer()
    yield context
    context.close()


@pytest.fixture(scope="module")
def hands(person: BrowserContext, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebkitHands]:
    """A WebKitGTK of this person."""
    folder = tmp_path_factory.mktemp("webkit")
    with speakers(folder) as address, webkit(folder, address) as browser:
        hands = WebkitHands(browser, server.url)
        hands.open("/healthz")
        for cookie in person.cookies():
            browser.add_cookie({"name": cookie["name"], "value": cookie["value"], "path": "/"})
        yield hands


@pytest.fixture(scope="module")
def session(person: BrowserContext) -> str:
    return Home(person.request).session(MINUTES)


@pytest.fixture(scope="module")
def steps(person: BrowserContext, session: str) -> list[dict[str, Any]]:
    """The steps of the session. Whoever asks for them opens its page, and so the rendering begins."""
    steps: list[dict[str, Any]] = Home(person.request).player_data(session)["score"]["steps"]
    return steps


def look(hands: WebkitHands) -> dict[str, Any]:
    """What the page plays and shows."""
    seen: dict[str, Any] = hands.browser.execute_script(LOOK)
    return seen


def jump(hands: WebkitHands, seconds: float) -> None:
    hands.browser.execute_script(f"document.getElementById('track').currentTime = {seconds}")


def plays_on(hands: WebkitHands, place: float) -> None:
    """From this place on, sound comes."""
    until(lambda: place + 0.5 < look(hands)["place"] < place + 5)


def test_a_new_track_plays_and_is_sought_in(hands: WebkitHands, session: str, steps: list[dict[str, Any]]) -> None:
    """Its rendering began a moment ago; this machine may have ended it by the time of the seek."""
    far = steps[-2]
    place = far["start_ms"] / 1000 + 1
    hands.open(session)
    hands.tap("Start")
    plays_on(hands, 0)
    assert look(hands)["step"] == steps[0]["title"]
    jump(hands, place)
    plays_on(hands, place)
    seen = look(hands)
    assert (seen["state"], seen["step"], seen["notice"]) == ("playing", far["title"], "")


def test_a_whole_track_is_sought_in_far_back_and_far_ahead(hands: WebkitHands, steps: list[dict[str, Any]]) -> None:
    for step in (steps[1], steps[-1], steps[2]):
        place = step["start_ms"] / 1000 + 1
        jump(hands, place)
        plays_on(hands, place)
        assert look(hands)["step"] == step["title"]
