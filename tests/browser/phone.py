"""The player on a phone whose time the test moves: twenty minutes pass in seconds."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.devices import TRACK_BY_THE_CLOCK
from tests.browser.home import EVENING, Home
from tests.browser.visits import Visits

SECOND = 1000
# Leaps as long as this are still a slow frame to the player; longer ones a sleep.
LEAP_S = 10


class Phone:
    """A page with the player on it. Its time stands still unless a test moves it."""

    def __init__(self, page: Page, session: str) -> None:
        self.page = page
        self.session = session

    @property
    def home(self) -> Home:
        return Home(self.page.context.request)

    def part(self, name: str) -> Locator:
        """An element of the player by its id."""
        return self.page.locator(f"#{name}")

    def tap(self, words: str) -> None:
        """The button with exactly these words."""
        self.page.get_by_role("button", name=words, exact=True).click()

    def start(self) -> None:
        self.tap("Start")
        self.expect_state("playing")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def run(self, seconds: float) -> None:
        """Let time pass, every timer and frame in its place."""
        self.page.clock.run_for(int(seconds * SECOND))

    def pass_time(self, seconds: float) -> None:
        """Let time pass in leaps, each with one tick: fast, and still as a page that is awake."""
        left = seconds
        while left > 0:
            self.page.clock.fast_forward(int(min(left, LEAP_S) * SECOND))
            left -= LEAP_S

    def sleep(self, seconds: float) -> None:
        """Time passes while the page does not run, as with a locked screen; then it wakes."""
        self.page.clock.fast_forward(int(seconds * SECOND))

    def expect_state(self, state: str) -> None:
        expect(self.part("player")).to_have_attribute("data-state", state)

    def expect_saved(self) -> None:
        expect(self.part("saved")).to_have_text("Saved")

    def seconds_left(self) -> int:
        """The time that the page shows as left."""
        minutes, seconds = self.part("time-left").inner_text().split()[0].split(":")
        return int(minutes) * 60 + int(seconds)

    def steps_left(self) -> int:
        """How many steps follow the present one."""
        _, number, _, total = self.part("step-count").inner_text().split()
        return int(total) - int(number)

    def score(self) -> dict[str, Any]:
        """The score that the page was given."""
        data: dict[str, Any] = json.loads(self.part("player-data").text_content() or "")["score"]
        return data

    def step_at(self, seconds: float) -> dict[str, Any]:
        """The step of the score at a place."""
        here = (step for step in self.score()["steps"] if step["end_ms"] > seconds * SECOND)
        step: dict[str, Any] = next(here)
        return step

    def events(self) -> list[dict[str, Any]]:
        """Bodies of the events that this page has sent, in order; one that was sent again counts once."""
        sent: list[dict[str, Any]] = self.page.evaluate("window.sentEvents")
        return list({event["id"]: event for event in sent}.values())


# Notes what the page sends, and still sends it.
NOTE_EVENTS = """
window.sentEvents = [];
const send = window.fetch;
window.fetch = (url, init) => {
    if (init && init.method === "POST") window.sentEvents.push(JSON.parse(init.body));
    return send(url, init);
};
"""


class PhoneMaker:
    """Makes phones with a new person and a session of their own."""

    def __init__(self, open_page: Visits) -> None:
        self.open_page = open_page

    def __call__(
        self,
        minutes: int = 5,
        routine: str = EVENING,
        script: str = "",
        ago: timedelta = timedelta(),
        answers: Callable[[Home], None] = Home.answer_nothing,
        **options: Any,
    ) -> Phone:
        """A phone with a session ready to start.

        `script` runs before the page's own; `ago` sets the phone's clock back; `answers` tells something about the
        person first; the rest are Playwright's context options.
        """
        page = self.open_page("/healthz", **options)
        home = Home(page.context.request)
        home.add_newcomer()
        answers(home)
        phone = Phone(page, home.session(minutes, routine))
        page.add_init_script(NOTE_EVENTS + TRACK_BY_THE_CLOCK + script)
        stop_time(page, datetime.now(UTC) - ago)
        open_player(phone)
        return phone


def stop_time(page: Page, at: datetime) -> None:
    """From now on the page's time stands still at `at` until a test moves it."""
    page.clock.install(time=at)
    page.clock.pause_at(at + timedelta(seconds=1))


def open_player(phone: Phone) -> None:
    """Go to the session's page, and wait until its player listens."""
    phone.page.goto(phone.session)
    expect(phone.page.locator("html")).to_have_attribute("data-player", "ready")
