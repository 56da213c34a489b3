"""Frames that a slow phone paints while the hands move: Chromium, its processor slowed down four times."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.home import Home
from tests.browser.server import serving
from tests.browser.visits import PHONE

SLOWED = 4
SECONDS = 4
STEPS = 6  # the first ones that show a moving hand
# The times of the frames, as the browser gives them to the page.
FRAMES = """
(ms) => new Promise((done) => {
  const times = [];
  const frame = (now) => (times.push(now), now - times[0] < ms ? requestAnimationFrame(frame) : done(times));
  requestAnimationFrame(frame);
})
"""


def measure() -> Iterator[tuple[str, str]]:
    """Frames a second over some seconds of several steps: the slowest step, and its longest frame."""
    with (
        TemporaryDirectory(prefix="velneuro-bench-") as folder,
        serving(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        rates = list(_rates(browser, server.url))
        browser.close()
    slowest, longest = min(rate for rate, _ in rates), max(frame for _, frame in rates)
    yield f"frames a second, slowest of {len(rates)} steps, CPU slowed {SLOWED}x", f"{slowest:.0f}"
    yield "longest frame of them (95th centile of the step)", f"{longest:.0f} ms"


def _rates(browser: Browser, url: str) -> Iterator[tuple[float, float]]:
    context = browser.new_context(base_url=url, viewport=PHONE, device_scale_factor=2, color_scheme="dark")
    page = context.new_page()
    page.goto("/healthz")
    home = Home(context.request)
    home.add_newcomer()
    home.answer_all()
    session = home.session(20)
    steps = home.player_data(session)["score"]["steps"]
    page.goto(session)
    page.locator("html[data-player=ready]").wait_for(state="attached")
    page.get_by_role("button", name="Start", exact=True).click()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    yield from _steps(page, steps)
    context.close()


def _steps(page: Page, steps: list[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    left = STEPS
    for step in steps:
        if not left:
            return
        if step["stroke"]:
            left -= 1
            page.wait_for_timeout(500)
            times = page.evaluate(FRAMES, SECONDS * 1000)
            spans = [b - a for a, b in pairwise(times)]
            yield 1000 * len(spans) / sum(spans), statistics.quantiles(spans, n=20)[-1]
        page.get_by_role("button", name="Skip", exact=True).click()


if __name__ == "__main__":
    for name, value in measure():
        print(f"{name:<60}{value:>14}", flush=True)
