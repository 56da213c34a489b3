"""The session on its sound: real tracks of the real server, in a real Chromium and in Firefox."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.chromium_hands import ChromiumHands
from tests.browser.devices import MEDIA_KEYS
from tests.browser.firefox_hands import FirefoxHands, firefox
from tests.browser.home import Home
from tests.browser.listening import BEFORE_MS, Evening, Listener, chimes_alone, until
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.speakers import speakers
from tests.browser.visits import Visits

WITHIN_MS = 60
LATE_MS = 40 * 60_000
SEEKS = 20
FROZEN_S = 20
TEN_MINUTES = 600
NOTICE = "The sound does not play. Captions and this device's voice guide you."
TRACK = "**/track.mp3*"
PLACE = "return document.getElementById('track').currentTime"


@pytest.fixture(scope="module")
def person(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A person who likes chimes alone."""
    context = browser.new_context(base_url=server.url)
    Home(context.request).add_newcomer()
    yield context
    context.close()


@pytest.fixture(scope="module")
def long(person: BrowserContext) -> Evening:
    """45 minutes, left shortly before a step that begins after 40."""
    home = Home(person.request)
    evening = chimes_alone(home, 45)
    home.tell(evening.session, "started")
    home.tell(evening.session, "step", evening.step_after(LATE_MS) - BEFORE_MS)
    return evening


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server, person: BrowserContext, long: Evening) -> Iterator[Page]:
    """A Chromium that goes on with it; the tests below follow each other on this page."""
    with Visits(browser, server.url) as visits:
        page = visits(long.session, storage_state=person.storage_state())
        ChromiumHands(page).tap("Go on")
        yield page


@pytest.fixture(scope="module")
def listener(page: Page, long: Evening) -> Listener:
    return Listener(lambda script: page.evaluate(f"() => {{ {script} }}"), long)


def seek_a_lot(listener: Listener) -> int:
    """Goes back step by step. Gives where a step begins that is still to come."""
    for _ in range(SEEKS):
        listener.look("document.getElementById('again').click()")
        time.sleep(0.1)
    return next_step(listener)


def next_step(listener: Listener) -> int:
    return listener.evening.step_after(1000 * float(listener.look(PLACE)) + 2 * BEFORE_MS)


def test_the_picture_is_with_the_sound_after_forty_minutes(listener: Listener, long: Evening) -> None:
    assert abs(listener.lateness(long.step_after(LATE_MS))) <= WITHIN_MS


def test_the_picture_is_with_the_sound_after_twenty_seeks(listener: Listener) -> None:
    start = seek_a_lot(listener)
    listener.jump(start)
    assert abs(listener.lateness(start)) <= WITHIN_MS


def freeze(page: Page, listener: Listener) -> None:
    """The page sleeps while the sound goes on: for 20 s as they pass, and ten minutes more at once."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("Page.setWebLifecycleState", {"state": "frozen"})
    time.sleep(FROZEN_S)
    listener.look(f"document.getElementById('track').currentTime += {TEN_MINUTES}")
    time.sleep(1)
    protocol.send("Page.setWebLifecycleState", {"state": "active"})


def test_the_picture_is_with_the_sound_after_ten_frozen_minutes(page: Page, listener: Listener) -> None:
    before = float(listener.look(PLACE))
    freeze(page, listener)
    assert float(listener.look(PLACE)) - before >= TEN_MINUTES + FROZEN_S
    expect(page.locator("#player")).to_have_attribute("data-state", "playing")
    start = next_step(listener)
    listener.jump(start)
    assert abs(listener.lateness(start)) <= WITHIN_MS


# The driver leaves the sockets open with which it looked for its port.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_the_picture_is_with_the_sound_in_firefox(
    server: Server, person: BrowserContext, long: Evening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Home(person.request).tell(long.session, "step", long.step_after(LATE_MS) - BEFORE_MS)
    monkeypatch.setenv("HOME", str(tmp_path))
    with speakers(tmp_path) as address:
        monkeypatch.setenv("PULSE_SERVER", address)
        with firefox(tmp_path) as browser:
            listener = go_on_in_firefox(browser, server, person, long)
            forty = listener.lateness(long.step_after(LATE_MS))
            start = seek_a_lot(listener)
            listener.jump(start)
            sought = listener.lateness(start)
            hold_up(listener)
            start = next_step(listener)
            listener.jump(start)
            frozen = listener.lateness(start)
    assert max(map(abs, (forty, sought, frozen))) <= WITHIN_MS, (forty, sought, frozen)


def go_on_in_firefox(browser: Any, server: Server, person: BrowserContext, evening: Evening) -> Listener:
    hands = FirefoxHands(browser, server.url)
    hands.open("/healthz")
    for cookie in person.cookies():
        browser.add_cookie({"name": cookie["name"], "value": cookie["value"], "path": "/"})
    hands.open(evening.session)
    hands.tap("Go on")
    return Listener(lambda script: browser.execute_script(script, new_sandbox=False), evening)


def hold_up(listener: Listener) -> None:
    """Nothing of the page runs for some seconds, and the sound is ten minutes further."""
    listener.look("const end = performance.now() + 5000; while (performance.now() < end);")
    listener.look(f"document.getElementById('track').currentTime += {TEN_MINUTES}")


@pytest.fixture
def short(open_page: Visits) -> Phone:
    """A short session on a phone whose time is the real one, not yet started."""
    page = open_page("/healthz")
    home = Home(page.context.request)
    home.add_newcomer()
    return Phone(page, home.session(3))


def begin(phone: Phone) -> None:
    """To the session's page, and Start."""
    phone.page.goto(phone.session)
    expect(phone.page.locator("html")).to_have_attribute("data-player", "ready")
    phone.start()


def place(phone: Phone) -> float:
    """Seconds of the track."""
    return float(phone.page.evaluate(f"() => {{ {PLACE} }}"))


def element(phone: Phone, script: str) -> Any:
    return phone.page.evaluate(f"() => document.getElementById('track').{script}")


def flows(phone: Phone) -> None:
    """Until the sound has begun."""
    before = place(phone)
    until(lambda: place(phone) > before + 0.3)


def test_start_plays_the_track(short: Phone) -> None:
    begin(short)
    flows(short)
    until(lambda: short.seconds_left() < short.score()["duration_ms"] / 1000)


def test_a_call_pauses_and_its_end_goes_on(short: Phone) -> None:
    begin(short)
    flows(short)
    element(short, "pause()")
    short.expect_state("paused")
    element(short, "play()")
    short.expect_state("playing")


def test_taps_that_the_sound_has_not_heard_of_yet_are_no_call(short: Phone) -> None:
    begin(short)
    flows(short)
    short.page.evaluate("() => { for (let tap = 0; tap < 3; tap++) document.getElementById('pause').click(); }")
    short.expect_state("paused")
    before = place(short)
    short.page.wait_for_timeout(1000)
    short.expect_state("paused")
    assert place(short) == pytest.approx(before)


def test_the_end_of_the_track_ends_the_session(short: Phone) -> None:
    begin(short)
    flows(short)
    element(short, f"currentTime = {short.score()['duration_ms'] / 1000 - 1}")
    expect(short.page.get_by_role("heading", name="Before you stand up")).to_be_visible()


def test_more_here_plays_the_end_of_the_step_again(short: Phone) -> None:
    begin(short)
    flows(short)
    step = short.score()["steps"][2]
    for _ in range(2):
        short.tap("Skip")
    short.tap("More here")
    element(short, f"currentTime = {step['end_ms'] / 1000 - 1}")
    until(lambda: step["start_ms"] / 1000 < place(short) < step["end_ms"] / 1000 - 10)
    expect(short.part("step-title")).to_have_text(step["title"])


@pytest.mark.parametrize(
    ("status", "body"), [(404, b""), (200, bytes(range(256)) * 800)], ids=["a missing track", "a broken track"]
)
def test_without_its_track_the_session_goes_on_and_says_so(short: Phone, status: int, body: bytes) -> None:
    short.page.route(TRACK, lambda route: route.fulfill(status=status, body=body, content_type="audio/mpeg"))
    begin(short)
    expect(short.part("notice")).to_have_text(NOTICE)
    left = short.seconds_left()
    until(lambda: short.seconds_left() < left)


def test_a_track_that_is_not_rendered_yet_is_asked_for_again(short: Phone) -> None:
    short.page.route(TRACK, lambda route: route.fulfill(status=503, headers={"Retry-After": "5"}))
    begin(short)
    expect(short.part("notice")).to_have_text("Waiting for the sound.")
    short.page.unroute(TRACK)
    flows(short)
    expect(short.part("notice")).to_be_empty()


def test_a_track_that_comes_back_is_taken_at_the_next_go_on(short: Phone) -> None:
    short.page.route(TRACK, lambda route: route.fulfill(status=404))
    begin(short)
    expect(short.part("notice")).to_have_text(NOTICE)
    short.page.unroute(TRACK)
    short.tap("Pause")
    short.tap("Go on")
    flows(short)
    short.expect_state("playing")


def test_a_slow_track_is_waited_for_and_that_is_said(short: Phone) -> None:
    held: list[Route] = []
    short.page.route(TRACK, lambda route: held.append(route))
    begin(short)
    left = short.seconds_left()
    expect(short.part("notice")).to_have_text("Waiting for the sound.")
    assert short.seconds_left() == left
    for route in held:
        route.continue_()
    short.page.unroute(TRACK)
    flows(short)
    expect(short.part("notice")).to_be_empty()


def choose(phone: Phone, name: str, value: str) -> None:
    phone.part("sound").locator("summary").click()
    phone.page.locator(f"label:has([name={name}][value='{value}'])").click()


def test_other_music_comes_in_at_the_same_place(short: Phone) -> None:
    begin(short)
    flows(short)
    before, since = element(short, "src"), time.monotonic() - place(short)
    choose(short, "music", "low-drone")
    until(lambda: element(short, "src") != before, seconds=40)
    assert place(short) == pytest.approx(time.monotonic() - since, abs=0.5)
    flows(short)
    short.expect_state("playing")


HIDDEN = """
Object.defineProperty(document, "hidden", { get: () => window.isHidden === true });
window.hide = (hidden) => { window.isHidden = hidden; document.dispatchEvent(new Event("visibilitychange")); };
"""


def test_a_locked_phone_keeps_its_track(short: Phone) -> None:
    short.page.add_init_script(HIDDEN)
    begin(short)
    flows(short)
    short.page.evaluate("() => window.hide(true)")
    before = element(short, "src")
    with short.page.expect_response("**/sound") as answered:
        choose(short, "music", "rain")
    assert answered.value.ok
    time.sleep(1)
    assert element(short, "src") == before
    flows(short)


TITLE = "() => navigator.mediaSession.metadata.title"


def test_the_lock_screen_names_the_step(short: Phone) -> None:
    short.page.add_init_script(MEDIA_KEYS)
    begin(short)
    steps = short.score()["steps"]
    assert short.page.evaluate(TITLE) == steps[0]["title"]
    short.page.evaluate("() => window.mediaKeys.nexttrack()")
    assert short.page.evaluate(TITLE) == steps[1]["title"]


def test_the_lock_screen_has_a_picture(short: Phone) -> None:
    begin(short)
    source = short.page.evaluate("() => navigator.mediaSession.metadata.artwork[0].src")
    assert short.page.context.request.get(source).headers["content-type"] == "image/jpeg"
