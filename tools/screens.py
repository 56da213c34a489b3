"""Lives one evening and takes a picture of every page and every state of the player, to be looked at by a person.

Usage: `python -m tools.screens FOLDER`. It needs Chromium and what testing needs.
"""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.home import Home
from tests.browser.pages import Evenings, every_page, live_evenings
from tests.browser.phone import Phone, PhoneMaker
from tests.browser.server import serving
from tests.browser.visits import DESK, PHONE, Visits

SIZES: dict[str, ViewportSize] = {"390x844": PHONE, "1280x800": DESK}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True)
class Camera:
    """Writes pictures into a folder, named after size, scheme and page."""

    folder: Path
    look: str

    def take(self, page: Page, name: str, whole: bool = True) -> None:
        """One picture; `whole` shows what lies below the first screen too."""
        page.screenshot(path=self.folder / f"{self.look} {name}.png", full_page=whole)


def main(arguments: list[str]) -> int:
    """Write all pictures into the folder that was named."""
    if len(arguments) != 1:
        print("Name one folder: python -m tools.screens FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        take_all(browser, server.url, folder)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def take_all(browser: Browser, url: str, folder: Path) -> None:
    """Every page and state in every size and scheme."""
    with Visits(browser, url) as visits:
        page = visits("/welcome/")
        evenings = live_evenings(Home(page.context.request))
        for size, viewport in SIZES.items():
            for scheme in SCHEMES:
                camera = Camera(folder, f"{size} {scheme}")
                page.set_viewport_size(viewport)
                page.emulate_media(color_scheme=scheme)
                take_pages(page, evenings, camera)
                take_player(PhoneMaker(visits), viewport, scheme, camera)


def take_pages(page: Page, evenings: Evenings, camera: Camera) -> None:
    """Every page as it opens, and the gate with a sign ticked."""
    for address in every_page():
        page.goto(evenings.address(address))
        camera.take(page, re.sub(r"\W+", "-", address).strip("-") or "tonight")
    page.goto("/practice/evening-feet-and-legs/gate/")
    page.locator("label.row", has_text="An open sore").click()
    camera.take(page, "gate with a sign")


def take_player(phone: PhoneMaker, viewport: ViewportSize, scheme: str, camera: Camera) -> None:
    """The player from its start to its end, the evening and the hands."""
    options: dict[str, Any] = {"viewport": viewport, "color_scheme": scheme}
    take_session(phone(minutes=20, answers=Home.answer_all, **options), camera)
    hands = phone(routine="hands-with-reassurance", answers=Home.answer_all, **options)
    hands.start()
    take_figures(hands, camera, "hands")
    take_ends(phone, options, camera)


def take_session(here: Phone, camera: Camera) -> None:
    """The first step, each kind of picture, pause, the question at the stop, and the sound keys."""
    here.start()
    here.run(4)
    camera.take(here.page, "player at the start", whole=False)
    take_figures(here, camera, "evening")
    here.tap("More here")
    camera.take(here.page, "player with a notice", whole=False)
    here.tap("Pause")
    here.run(0.1)
    camera.take(here.page, "player paused", whole=False)
    here.part("sound").locator("summary").click()
    camera.take(here.page, "player sound")
    here.tap("Stop")
    camera.take(here.page, "player asks", whole=False)


def take_figures(here: Phone, camera: Camera, name: str) -> None:
    """One step of each kind of picture, a few seconds in."""
    seen: set[tuple[str, str | None]] = set()
    for step in here.score()["steps"]:
        kind = (step["figure"], step["stroke"])
        if kind not in seen:
            here.run(6)
            camera.take(here.page, f"player {name} {len(seen):02} {step['id']}", whole=False)
            seen.add(kind)
        if here.steps_left():
            here.tap("Skip")


def take_ends(phone: PhoneMaker, options: dict[str, Any], camera: Camera) -> None:
    """Without a network, after a sleep, at the night level, and at the end without a network."""
    here = phone(**options)
    here.start()
    here.sleep(60)
    camera.take(here.page, "player after a sleep", whole=False)
    here.page.emulate_media(reduced_motion="reduce")  # else the light would still be fading
    here.pass_time(20)
    camera.take(here.page, "player night level", whole=False)
    here.page.emulate_media(reduced_motion="no-preference")
    here.page.context.set_offline(True)
    here.tap("Skip")
    here.part("saved").get_by_text("Not sent yet").wait_for()
    camera.take(here.page, "player offline")
    here.tap("Stop")
    here.tap("Something is wrong")
    camera.take(here.page, "player wrong offline")
    here.page.context.set_offline(False)
    here.page.wait_for_url("**/advice/")
    here.page.context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
