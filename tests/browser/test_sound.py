"""The voice of the device, the sound panel, and a session without its sound."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.devices import NO_SOUND, OWN_VOICE
from tests.browser.home import Home
from tests.browser.phone import Phone, PhoneMaker, open_player


def test_a_device_without_a_voice_says_so(phone: PhoneMaker) -> None:
    here = phone(answers=Home.chooses_device_voice)
    here.start()
    here.run(3)
    expect(here.part("notice")).to_have_text("This device has no voice. The captions guide you.")


@pytest.fixture
def speaking(phone: PhoneMaker) -> Phone:
    """A phone that speaks with its own voice."""
    return phone(script=OWN_VOICE, answers=Home.chooses_device_voice)


def test_the_voice_says_what_the_caption_shows(speaking: Phone) -> None:
    speaking.start()
    speaking.run(8)
    assert speaking.page.evaluate("window.said") == [speaking.part("caption").inner_text()]


def test_the_device_is_silent_while_the_track_speaks(phone: PhoneMaker) -> None:
    here = phone(script=OWN_VOICE)
    here.start()
    here.run(8)
    assert here.page.evaluate("window.said") == []


def test_without_sound_the_device_speaks(phone: PhoneMaker) -> None:
    here = phone(script=OWN_VOICE + NO_SOUND)
    here.start()
    expect(here.part("notice")).to_contain_text("The sound does not play.")
    here.run(8)
    assert here.page.evaluate("window.said") == [here.part("caption").inner_text()]


def test_the_voice_falls_silent_at_a_pause(speaking: Phone) -> None:
    speaking.start()
    speaking.run(3)
    before = speaking.page.evaluate("window.hushed")
    speaking.part("stage").click()
    assert speaking.page.evaluate("window.hushed") > before


def test_a_sentence_that_was_cut_is_said_again(speaking: Phone) -> None:
    speaking.start()
    speaking.run(3)
    first = speaking.page.evaluate("window.said")
    speaking.part("stage").click()
    speaking.part("stage").click()
    assert speaking.page.evaluate("window.said") == first * 2


def choose(phone: Phone, name: str, value: str) -> None:
    """Touch a key of the sound panel."""
    if phone.part("sound").get_attribute("open") is None:
        phone.part("sound").locator("summary").click()
    phone.page.locator(f"label:has([name={name}][value='{value}'])").click()
    phone.run(1)


def test_the_voice_of_the_device_can_be_turned_off(speaking: Phone) -> None:
    choose(speaking, "level_voice", "0")
    speaking.start()
    speaking.run(8)
    assert speaking.page.evaluate("window.said") == []


def test_the_device_keeps_the_level_of_its_voice(speaking: Phone) -> None:
    choose(speaking, "level_voice", "1")
    open_player(speaking)
    expect(speaking.page.locator("[name=level_voice][value='1']")).to_be_checked()


def test_music_and_levels_are_kept_for_the_sessions_to_come(phone: PhoneMaker) -> None:
    here = phone()
    with here.page.expect_response("**/sound") as answered:
        choose(here, "music", "rain")
    assert answered.value.ok
    with here.page.expect_response("**/sound") as answered:
        choose(here, "level_music", "1")
    assert answered.value.ok
    chosen = here.home.player_data(here.home.session())["sound"]["chosen"]
    assert (chosen["music"], chosen["level_music"]) == ("rain", 1)


def test_who_tries_several_asks_once(phone: PhoneMaker) -> None:
    here = phone()
    asked = []
    here.page.on("request", lambda request: asked.append(request.post_data_json) if request.method == "PUT" else None)
    here.part("sound").locator("summary").click()
    for name in ("rain", "bowls", "low-drone"):
        here.page.locator(f"label:has([value='{name}'])").click()
    with here.page.expect_response("**/sound"):
        here.run(1)
    assert [body["music"] for body in asked] == ["low-drone"]
    assert "screen" not in asked[0]


def test_a_sound_that_can_not_be_changed_says_so(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    here.page.context.set_offline(True)
    choose(here, "level_music", "1")
    expect(here.part("notice")).to_have_text("The sound could not be changed now. Try again later.")


def test_without_sound_a_sleep_leads_to_the_right_place_and_says_so(phone: PhoneMaker) -> None:
    here = phone(minutes=10, script=NO_SOUND)
    here.start()
    expect(here.part("notice")).to_contain_text("The sound does not play.")
    here.sleep(200)
    assert here.seconds_left() == 400
    expect(here.part("notice")).to_contain_text("You were away for a while.")


def test_without_sound_a_sleep_past_the_end_waits_at_the_last_step(phone: PhoneMaker) -> None:
    here = phone(minutes=3, script=NO_SOUND)
    here.start()
    expect(here.part("notice")).to_contain_text("The sound does not play.")
    here.sleep(3600)
    here.expect_state("paused")
    expect(here.part("notice")).to_have_text("You were away for a while. The last step waits for you.")
