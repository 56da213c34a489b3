"""The player in a real browser: touch, keys, voice, picture, and time."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.devices import MEDIA_KEYS, WAKE_LOCK
from tests.browser.home import Home
from tests.browser.phone import Phone, PhoneMaker, open_player
from tests.browser.visits import Visits


@pytest.fixture
def playing(phone: PhoneMaker) -> Phone:
    """A session that runs, ten seconds in its first step."""
    here = phone()
    here.start()
    here.pass_time(10)
    return here


def to_next_step(phone: Phone) -> None:
    """Past the present step, as if it had been lived."""
    place = phone.score()["duration_ms"] / 1000 - phone.seconds_left()
    phone.pass_time(phone.step_at(place)["end_ms"] / 1000 - place + 1)


@pytest.mark.parametrize("corner", [(0.05, 0.05), (0.5, 0.5), (0.95, 0.95)])
def test_a_touch_anywhere_on_the_picture_pauses(playing: Phone, corner: tuple[float, float]) -> None:
    box = playing.part("stage").bounding_box()
    assert box
    playing.page.mouse.click(box["x"] + box["width"] * corner[0], box["y"] + box["height"] * corner[1])
    playing.expect_state("paused")


def test_time_stands_still_while_paused(playing: Phone) -> None:
    playing.part("stage").click()
    before = playing.seconds_left()
    playing.pass_time(60)
    assert playing.seconds_left() == before


def test_a_second_touch_goes_on(playing: Phone) -> None:
    playing.part("stage").click()
    playing.part("stage").click()
    playing.expect_state("playing")


@pytest.mark.parametrize("key", [" ", "k", "MediaPlayPause"])
def test_a_key_pauses(playing: Phone, key: str) -> None:
    press(playing, key)
    playing.expect_state("paused")


MEDIA_PRESS = "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))"


def press(phone: Phone, key: str) -> None:
    """A key of the keyboard or the headset. Playwright knows no media keys."""
    if key.startswith("Media"):
        phone.page.evaluate(MEDIA_PRESS, key)
    else:
        phone.press(key)


@pytest.mark.parametrize("key", ["ArrowRight", "n", "MediaTrackNext"])
def test_a_key_skips(playing: Phone, key: str) -> None:
    press(playing, key)
    expect(playing.part("step-count")).to_contain_text("Step 2 of")


@pytest.mark.parametrize("key", ["ArrowLeft", "p", "MediaTrackPrevious"])
def test_a_key_goes_back(playing: Phone, key: str) -> None:
    press(playing, key)
    assert playing.seconds_left() == playing.score()["duration_ms"] / 1000


@pytest.mark.parametrize("key", ["Escape", "MediaStop"])
def test_a_key_asks_whether_to_stop(playing: Phone, key: str) -> None:
    press(playing, key)
    expect(playing.part("stop-dialog")).to_be_visible()


@pytest.mark.parametrize(
    ("key", "state"), [("pause", "paused"), ("nexttrack", "playing"), ("previoustrack", "playing"), ("stop", "paused")]
)
def test_the_lock_screen_has_its_keys(phone: PhoneMaker, key: str, state: str) -> None:
    here = phone(script=MEDIA_KEYS)
    here.start()
    here.page.evaluate("key => window.mediaKeys[key]()", key)
    here.expect_state(state)


def test_the_lock_screen_goes_on_after_a_pause(phone: PhoneMaker) -> None:
    here = phone(script=MEDIA_KEYS)
    here.start()
    here.page.evaluate("window.mediaKeys.pause()")
    here.page.evaluate("window.mediaKeys.play()")
    here.expect_state("playing")


def test_skip_leads_to_the_start_of_the_next_step(playing: Phone) -> None:
    second = playing.score()["steps"][1]
    playing.tap("Skip")
    expect(playing.part("step-title")).to_have_text(second["title"])
    assert playing.seconds_left() == (playing.score()["duration_ms"] - second["start_ms"]) / 1000


def test_again_leads_to_the_start_of_this_step(playing: Phone) -> None:
    to_next_step(playing)
    playing.pass_time(10)
    playing.tap("Again")
    start = playing.score()["steps"][1]["start_ms"]
    assert playing.seconds_left() == (playing.score()["duration_ms"] - start) / 1000


def test_more_here_gives_thirty_seconds(playing: Phone) -> None:
    before = playing.seconds_left()
    playing.tap("More here")
    assert playing.seconds_left() == before + 30
    expect(playing.part("notice")).to_have_text("30 more seconds here.")


def to_pressure(phone: Phone, level: int) -> dict[str, Any]:
    """Skips to the first step with this pressure."""
    steps: list[dict[str, Any]] = phone.score()["steps"]
    index = next(n for n, step in enumerate(steps) if step["pressure"] == level and step["zone"])
    for _ in range(index):
        phone.tap("Skip")
    return steps[index]


def test_gentler_lowers_the_pressure_by_one(phone: PhoneMaker) -> None:
    here = phone(minutes=20, answers=Home.answer_all)
    here.start()
    to_pressure(here, 2)
    expect(here.part("pressure-word")).to_have_text("Moderate")
    here.tap("Gentler")
    expect(here.part("pressure-word")).to_have_text("Light")


def test_gentler_stays_for_the_steps_that_follow(phone: PhoneMaker) -> None:
    here = phone(minutes=20, answers=Home.answer_all)
    here.start()
    to_pressure(here, 2)
    here.tap("Gentler")
    words = set()
    for _ in range(here.steps_left()):
        words.add(here.part("pressure-word").inner_text())
        here.tap("Skip")
    assert words == {"Light", "Resting", "No touch"}


def test_gentler_says_when_nothing_is_left_to_soften(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    here.tap("Gentler")
    here.tap("Gentler")
    expect(here.part("notice")).to_have_text("This is as gentle as it gets.")


def test_stop_pauses_and_asks(playing: Phone) -> None:
    playing.tap("Stop")
    expect(playing.part("stop-dialog")).to_be_visible()
    playing.expect_state("paused")


def test_stop_can_be_taken_back(playing: Phone) -> None:
    playing.tap("Stop")
    playing.part("stop-dialog").get_by_role("button", name="Go on").click()
    playing.expect_state("playing")


def test_a_closed_question_leaves_the_session_paused(playing: Phone) -> None:
    playing.tap("Stop")
    playing.press("Escape")
    expect(playing.part("stop-dialog")).to_be_hidden()
    playing.expect_state("paused")


def test_finished_early_leads_to_the_page_after(playing: Phone) -> None:
    playing.tap("Stop")
    playing.tap("Finished early")
    expect(playing.page.get_by_role("heading", name="Before you stand up")).to_be_visible()


def test_something_is_wrong_leads_to_advice_and_keeps_a_note(playing: Phone) -> None:
    playing.tap("Stop")
    playing.tap("Something is wrong")
    expect(playing.page.get_by_text("Call your local emergency number now if")).to_be_visible()
    playing.page.get_by_label("What was wrong?").fill("My heel hurt.")
    playing.tap("Save and go on")
    playing.page.goto("/diary/")
    expect(playing.page.get_by_text("Stopped: something was wrong")).to_be_visible()
    expect(playing.page.get_by_text("My heel hurt.")).to_be_visible()


def test_leaving_is_asked_about(playing: Phone) -> None:
    with playing.page.expect_event("dialog") as asked:
        playing.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    playing.expect_state("playing")


def test_leaving_before_the_start_is_free(phone: PhoneMaker) -> None:
    here = phone()
    here.page.locator("[data-scale=pain] input[value='3']").check()
    here.page.goto("/")
    expect(here.page.get_by_role("link", name="Begin")).to_be_visible()


def test_a_locked_phone_is_at_the_right_place_and_nothing_was_missed(phone: PhoneMaker) -> None:
    here = phone(minutes=10)
    here.start()
    here.sleep(200)
    assert here.seconds_left() == 400
    expect(here.part("step-title")).to_have_text(here.step_at(200)["title"])
    expect(here.part("notice")).to_be_empty()
    passed = [step["id"] for step in here.score()["steps"] if 0 < step["start_ms"] <= 200_000]
    here.expect_saved()
    assert [event["step"] for event in here.events() if event["kind"] == "step"] == passed


def test_a_session_that_ran_to_its_end_on_a_locked_phone_is_finished(phone: PhoneMaker) -> None:
    here = phone(minutes=3)
    here.start()
    here.sleep(3600)
    expect(here.page.get_by_role("heading", name="Before you stand up")).to_be_visible()


def test_the_night_level_comes_by_itself_and_goes_at_a_touch(playing: Phone) -> None:
    sheet = playing.page.locator("html")
    playing.pass_time(20)
    expect(sheet).to_have_attribute("data-dim", "night")
    playing.part("caption").click()
    expect(sheet).not_to_have_attribute("data-dim", "night")


def to_stroke(phone: Phone) -> None:
    """Skips to the first step that shows a stroke."""
    index = next(n for n, step in enumerate(phone.score()["steps"]) if step["stroke"])
    for _ in range(index):
        phone.tap("Skip")


def ring_place(phone: Phone) -> str | None:
    return phone.page.locator(".ring").first.get_attribute("style")


def test_the_hand_moves_along_the_stroke(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    to_stroke(here)
    here.run(1)
    before = ring_place(here)
    here.run(2)
    assert ring_place(here) != before


def test_reduced_motion_shows_arrows_and_no_moving_hand(phone: PhoneMaker) -> None:
    here = phone(reduced_motion="reduce")
    here.start()
    to_stroke(here)
    here.run(1)
    expect(here.page.locator(".moved:visible")).to_have_count(0)
    assert here.page.locator(".track[marker-end]").count() > 0


def test_the_breath_is_named_in_words(phone: PhoneMaker) -> None:
    here = phone(minutes=10)
    breath = next(cue for cue in here.score()["cues"] if cue["kind"] == "breath")
    here.start()
    here.run(breath["at_ms"] / 1000 + 2)
    expect(here.part("breath")).to_have_text("Breathe in")
    here.run(4)
    expect(here.part("breath")).to_have_text("Breathe out")


def test_the_screen_stays_awake_while_it_plays(phone: PhoneMaker) -> None:
    here = phone(script=WAKE_LOCK)
    here.start()
    here.page.wait_for_function("window.awake === 1")


def test_the_screen_may_go_dark_for_who_only_listens(phone: PhoneMaker) -> None:
    here = phone(script=WAKE_LOCK)
    here.part("sound").locator("summary").click()
    here.page.locator("label:has([name=screen][value='0'])").click()
    open_player(here)
    expect(here.page.get_by_label("May go dark")).to_be_checked()
    here.start()
    assert here.page.evaluate("window.awake") == 0
    here.part("sound").locator("summary").click()
    here.page.locator("label:has([name=screen][value='1'])").click()
    here.page.wait_for_function("window.awake === 1")


def test_the_screen_may_sleep_while_paused(phone: PhoneMaker) -> None:
    here = phone(script=WAKE_LOCK)
    here.start()
    here.tap("Pause")
    here.page.wait_for_function("window.awake === 0")


def spoil(phone: Phone, find: str, put: str) -> None:
    """The page of the session arrives with a mistake in its score."""

    def answer(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(body=re.sub(find, put, text, count=1), content_type="text/html")

    phone.page.route(f"**{phone.session}", answer)
    phone.page.goto(phone.session)


def test_a_broken_score_is_refused_in_words(phone: PhoneMaker, open_page: Visits) -> None:
    here = phone()
    spoil(here, r'"end_ms": \d+', '"end_ms": 1')
    here.expect_state("broken")
    expect(here.page.get_by_role("heading", name="This session cannot be played.")).to_be_visible()
    expect(here.part("broken-why")).to_contain_text("steps[")
    assert ["steps[" in error for error in open_page.errors] == [True]
    open_page.errors.clear()


def test_a_broken_score_offers_a_way_back(phone: PhoneMaker, open_page: Visits) -> None:
    here = phone()
    spoil(here, '"version": 1', '"version": 2')
    here.page.get_by_role("link", name="Back").locator("visible=true").click()
    expect(here.page.get_by_role("link", name="Begin")).to_be_visible()
    assert len(open_page.errors) == 1
    open_page.errors.clear()
