"""Nothing is lost: progress is saved as it happens, survives no network, and can be resumed for a day."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.phone import Phone, PhoneMaker, open_player
from tests.browser.visits import PHONE, Visits

KINDS_OF_DEEDS = ["started", "more", "gentler", "again", "skipped", "paused"]


def elsewhere(open_page: Visits, phone: Phone, path: str = "/") -> Page:
    """A second browser of the same person, as after the first one died."""
    return open_page(path, storage_state=phone.page.context.storage_state())


def test_every_deed_is_sent_at_once(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    for words in ("More here", "Gentler", "Again", "Skip", "Pause"):
        here.tap(words)
    here.expect_saved()
    assert [event["kind"] for event in here.events()] == KINDS_OF_DEEDS


def test_each_step_is_saved_as_it_begins(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    here.pass_time(130)
    here.expect_saved()
    steps = [step["id"] for step in here.score()["steps"] if 0 < step["start_ms"] <= 130_000]
    assert [event["step"] for event in here.events() if event["kind"] == "step"] == steps


def test_the_saved_place_is_the_one_to_go_on_from(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    here.pass_time(130)
    here.expect_saved()
    place = here.home.player_data(here.session)["resume_ms"]
    assert here.step_at(place / 1000)["id"] == here.step_at(130)["id"]


def test_a_session_that_was_cut_off_is_offered_again(phone: PhoneMaker, open_page: Visits) -> None:
    here = phone()
    here.start()
    here.pass_time(130)
    here.expect_saved()
    page = elsewhere(open_page, here)
    title = here.step_at(130)["title"]
    expect(page.get_by_role("region", name="Go on where you were?")).to_contain_text(title)


def test_a_resumed_session_goes_on_at_its_place(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    here.pass_time(130)
    here.tap("Pause")
    here.expect_saved()
    left = here.seconds_left()
    here.page.on("dialog", lambda dialog: dialog.accept())
    open_player(here)
    here.tap("Go on")
    assert here.seconds_left() == left


def test_a_session_never_resumes_by_itself(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    here.tap("Pause")
    here.expect_saved()
    here.page.on("dialog", lambda dialog: dialog.accept())
    open_player(here)
    here.expect_state("ready")


def test_a_session_of_yesterday_is_not_offered(phone: PhoneMaker, open_page: Visits) -> None:
    here = phone(ago=timedelta(hours=25))
    here.start()
    here.expect_saved()
    page = elsewhere(open_page, here)
    expect(page.get_by_role("link", name="Begin")).to_be_visible()
    expect(page.get_by_role("region", name="Go on where you were?")).to_have_count(0)


def test_a_session_of_this_day_is_offered(phone: PhoneMaker, open_page: Visits) -> None:
    here = phone(ago=timedelta(hours=23))
    here.start()
    here.expect_saved()
    page = elsewhere(open_page, here)
    expect(page.get_by_role("region", name="Go on where you were?")).to_be_visible()


def test_an_offer_can_be_left(phone: PhoneMaker, open_page: Visits) -> None:
    here = phone()
    here.start()
    here.expect_saved()
    page = elsewhere(open_page, here)
    page.get_by_role("button", name="Leave it").click()
    expect(page.get_by_role("region", name="Go on where you were?")).to_have_count(0)


def go_offline(phone: Phone) -> None:
    phone.expect_saved()
    phone.page.context.set_offline(True)


def go_online(phone: Phone) -> None:
    phone.page.context.set_offline(False)


def test_without_a_network_it_goes_on_and_tells_what_is_unsent(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    go_offline(here)
    here.tap("Skip")
    here.tap("More here")
    expect(here.part("saved")).to_have_text("Not sent yet: 2. Kept on this device.")
    here.expect_state("playing")


def test_what_is_unsent_is_seen_without_scrolling(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    go_offline(here)
    here.tap("Skip")
    expect(here.part("saved")).to_contain_text("Not sent yet")
    box = here.part("saved").bounding_box()
    assert box
    assert box["y"] + box["height"] <= PHONE["height"]


def test_back_online_what_waited_is_sent_and_told(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    go_offline(here)
    here.tap("Skip")
    expect(here.part("saved")).to_contain_text("Not sent yet")
    go_online(here)
    here.expect_saved()
    assert here.home.player_data(here.session)["resume_ms"] == here.score()["steps"][1]["start_ms"]


def test_an_end_without_a_network_stays_on_its_page_and_says_so(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    go_offline(here)
    here.tap("Stop")
    here.tap("Finished early")
    expect(here.part("over-text")).to_have_text("The session is over. It is kept on this device until you are online.")


def test_an_end_without_a_network_goes_on_once_it_is_sent(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    go_offline(here)
    here.tap("Stop")
    here.tap("Finished early")
    expect(here.part("saved")).to_contain_text("Not sent yet")
    go_online(here)
    expect(here.page.get_by_role("heading", name="Before you stand up")).to_be_visible()


def test_trouble_without_a_network_still_gets_advice(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    go_offline(here)
    here.tap("Stop")
    here.tap("Something is wrong")
    expect(here.part("over-text")).to_contain_text("call for medical help now")


def test_scores_before_are_kept_without_a_network(phone: PhoneMaker) -> None:
    here = phone()
    here.page.locator("[data-scale=pain] input[value='6']").check()
    here.page.context.set_offline(True)
    here.start()
    expect(here.part("saved")).to_have_text("Not sent yet: 2. Kept on this device.")
    go_online(here)
    here.expect_saved()
    here.page.on("dialog", lambda dialog: dialog.accept())
    here.page.goto("/diary/")
    expect(here.page.locator("table.numbers tbody td").first).to_have_text("6")
