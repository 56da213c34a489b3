"""The sound settings in a browser: chosen by tapping, heard before, and a session plays by them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.home import Home
from tests.browser.visits import Visits

HEARD_S = 30_000
PLAYS = "id => { const audio = document.getElementById(id); return audio.currentTime > 0.3 && !audio.error; }"
# A device with one voice of its own and one that lives elsewhere; what it says is noted.
DEVICE_VOICE = """
window.said = [];
speechSynthesis.getVoices = () => [
    { lang: "en-US", localService: false, name: "Far" }, { lang: "en_GB", localService: true, name: "Near" },
];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
speechSynthesis.speak = ({ text, voice }) => window.said.push([text, voice.name]);
"""

# Keys whose word is cut, or lies over the key beside it.
TOO_NARROW = """
keys => keys.filter((key) => Math.max(key.scrollWidth, key.offsetWidth) > key.parentElement.clientWidth + 1)
    .map((key) => key.textContent)
"""


@pytest.fixture
def page(open_page: Visits) -> Page:
    page = open_page("/healthz")
    home = Home(page.context.request)
    home.add_newcomer()
    home.answer_all()
    page.goto("/settings/sound/")
    return page


def test_what_is_tapped_is_kept(page: Page) -> None:
    page.get_by_role("radio", name="Soft rain").check()
    page.get_by_role("group", name="Chime").get_by_role("radio", name="Off").check()
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url("/settings/")
    page.goto("/settings/sound/")
    expect(page.get_by_role("radio", name="Soft rain")).to_be_checked()
    expect(page.get_by_role("group", name="Chime").get_by_role("radio", name="Off")).to_be_checked()


@pytest.mark.parametrize("sample", ["hear-calm", "hear-bowls"])
def test_a_sample_is_heard(page: Page, sample: str) -> None:
    page.get_by_text("Hear the music").click()
    page.evaluate("id => document.getElementById(id).play()", sample)
    page.wait_for_function(PLAYS, arg=sample, timeout=HEARD_S)


def test_without_a_voice_of_its_own_the_device_offers_none(page: Page) -> None:
    expect(page.get_by_role("button", name="Hear this device")).to_be_hidden()


def test_who_has_one_voice_is_not_asked_which(page: Page) -> None:
    page.goto(Home(page.context.request).session())
    expect(page.get_by_text("Which voice do you like?")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_each_word_fits_its_key(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    keys = page.locator(".keys.words > label > span")
    assert keys.count() > 10
    assert keys.evaluate_all(TOO_NARROW) == []


def test_the_voice_of_the_device_is_heard_and_picked(page: Page) -> None:
    page.add_init_script(DEVICE_VOICE)
    session = Home(page.context.request).session()
    page.goto(session)
    page.get_by_role("button", name="Hear this device").click()
    said = page.evaluate("window.said")
    assert said == [["Breathe in softly. Breathe out a little longer.", "Near"]]
    page.get_by_role("button", name="I like this device better").click()
    expect(page.get_by_text("Which voice do you like?")).to_be_hidden()
    assert Home(page.context.request).player_data(session)["voice"] == "device"


def test_a_session_can_be_kept_as_a_file(page: Page) -> None:
    page.goto(Home(page.context.request).session(minutes=3))
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name="Keep it as a sound file").click()
    assert download.value.suggested_filename.startswith("evening-feet-and-legs-")
    assert download.value.path().read_bytes()[:3] == b"ID3"
