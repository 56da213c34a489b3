"""No picture comes late: on a slow phone each figure is decoded before the first frame of the step that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.home import Home
from tests.browser.visits import Visits

SLOWED = 4
# When each shading was decoded, and when the first frame began in which the stage shows it while a session runs.
WATCH = """
window.decodedAt = {};
window.shownAt = {};
const decode = HTMLImageElement.prototype.decode;
HTMLImageElement.prototype.decode = function () {
  const done = decode.call(this);
  done.then(() => (decodedAt[this.src] ??= performance.now()), () => {});
  return done;
};
const look = () => {
  requestAnimationFrame(look);
  if (document.documentElement.dataset.player !== "playing") return;
  for (const use of document.querySelectorAll("#figure use")) {
    const image = document.querySelector(`${use.getAttribute("href")} image`);
    if (image) shownAt[new URL(image.href.baseVal, location).href] ??= performance.now();
  }
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True)
class Seen:
    """Times in ms since the page was opened, by the address of a shading."""

    decoded: dict[str, float]
    shown: dict[str, float]

    @property
    def late(self) -> list[str]:
        return [url for url, at in self.shown.items() if self.decoded.get(url, float("inf")) > at]


def _open(open_page: Visits, prepare: Callable[[Home, str], None]) -> tuple[Page, list[dict[str, Any]]]:
    """The page of a session on a phone whose processor is slowed down, and the session's steps."""
    page = open_page("/healthz")
    home = Home(page.context.request)
    home.add_newcomer()
    home.answer_all()
    session = home.session(5)
    prepare(home, session)
    page.add_init_script(WATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(session)
    expect(page.locator("html")).to_have_attribute("data-player", "ready")
    steps: list[dict[str, Any]] = home.player_data(session)["score"]["steps"]
    return page, steps


def _seen(page: Page) -> Seen:
    return Seen(page.evaluate("decodedAt"), page.evaluate("shownAt"))


def _nothing(_home: Home, _session: str) -> None:
    """The session has not begun."""


def test_no_figure_is_decoded_after_the_first_frame_of_its_step(open_page: Visits) -> None:
    page, steps = _open(open_page, _nothing)
    page.get_by_role("button", name="Start", exact=True).click()
    for number in range(1, len(steps)):
        page.get_by_role("button", name="Skip", exact=True).click()
        expect(page.locator("#step-count")).to_contain_text(f" {number + 1} ")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    seen = _seen(page)
    assert len(seen.shown) >= 4
    assert seen.late == []


def test_a_session_that_goes_on_in_the_middle_shows_no_late_figure(open_page: Visits) -> None:
    def begun(home: Home, session: str) -> None:
        steps = home.player_data(session)["score"]["steps"]
        middle = next(step["start_ms"] for step in steps if step["stroke"])
        home.tell(session, "started")
        home.tell(session, "step", middle + 2_000)

    page, _ = _open(open_page, begun)
    page.get_by_role("button", name="Go on", exact=True).click()
    page.locator("#figure .view .moved").first.wait_for()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    seen = _seen(page)
    assert len(seen.shown) >= 2
    assert seen.late == []
