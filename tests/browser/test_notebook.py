"""What is written in the diary is never lost: saved as it is typed, kept on the device without a network."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.home import Home, where_it_is
from tests.browser.visits import Visits

TIMES_LOOKED, MOMENT_MS = 20, 250
WORDS = "Pins and needles after the walk."
UNSENT = "Not sent yet: 1. Kept on this device. It is sent when the server can be reached."


@pytest.fixture
def writing(open_page: Visits) -> Page:
    """A new check-in of a new person."""
    page = open_page("/welcome/")
    Home(page.context.request).add_newcomer()
    page.goto("/diary/write/check-in/")
    return page


def note(page: Page) -> Callable[[str], None]:
    return page.get_by_label("A note for yourself").press_sequentially


def expect_saved(page: Page) -> None:
    expect(page.get_by_role("status")).to_have_text("Saved")


def test_a_tap_is_saved_at_once(writing: Page) -> None:
    writing.get_by_role("group", name="How much does it hurt right now?").get_by_label("4", exact=True).check()
    expect_saved(writing)
    writing.goto("/diary/")
    expect(writing.get_by_role("row", name="Pain 4")).to_be_visible()


def test_typed_words_are_saved_without_a_button(writing: Page) -> None:
    note(writing)(WORDS)
    expect_saved(writing)
    writing.goto("/diary/")
    expect(writing.get_by_text(WORDS)).to_be_visible()


def test_a_reload_shows_what_was_typed(writing: Page) -> None:
    note(writing)(WORDS)
    expect_saved(writing)
    writing.reload()
    expect(writing.get_by_label("A note for yourself")).to_have_value(WORDS)


def test_a_tab_that_is_closed_in_the_middle_of_a_word_loses_nothing(writing: Page) -> None:
    note(writing)(WORDS)
    context = writing.context
    with writing.expect_event("close"):
        writing.close(run_before_unload=True)
    page = context.new_page()
    page.goto("/diary/")
    # The words are sent by the page that closes, or by this one once it stands: the diary shows them when they are in.
    for _ in range(TIMES_LOOKED):
        if page.get_by_text(WORDS).is_visible():
            break
        page.wait_for_timeout(MOMENT_MS)
        page.reload()
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_without_a_network_it_stays_on_the_device_and_is_sent_later(writing: Page) -> None:
    writing.context.set_offline(True)
    note(writing)(WORDS)
    expect(writing.get_by_role("status")).to_have_text(UNSENT)
    writing.context.set_offline(False)
    expect_saved(writing)


def test_without_a_network_done_stays_on_the_page(writing: Page) -> None:
    writing.context.set_offline(True)
    note(writing)(WORDS)
    writing.get_by_role("button", name="Done").click()
    expect(writing.get_by_role("status")).to_have_text(UNSENT)
    expect(writing.get_by_label("A note for yourself")).to_have_value(WORDS)


def test_closed_without_a_network_it_is_sent_by_the_next_page(writing: Page) -> None:
    context = writing.context
    context.set_offline(True)
    note(writing)(WORDS)
    expect(writing.get_by_role("status")).to_have_text(UNSENT)
    writing.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    page.goto("/diary/")
    expect(page.get_by_text(WORDS)).to_be_visible()


def full(route: Route) -> None:
    route.fulfill(status=507, json={"detail": "The disk of this machine is full."})


def test_a_full_disk_loses_nothing(writing: Page) -> None:
    writing.route("**/api/v1/diary/**", full)
    note(writing)(WORDS)
    expect(writing.get_by_role("status")).to_have_text(UNSENT)
    writing.get_by_role("button", name="Done").click()
    expect(writing.get_by_label("A note for yourself")).to_have_value(WORDS)
    writing.reload()
    expect(writing.get_by_label("A note for yourself")).to_have_value(WORDS)


def test_done_leads_to_the_diary_and_keeps_one_entry(writing: Page) -> None:
    note(writing)(WORDS)
    writing.get_by_role("button", name="Done").click()
    writing.wait_for_url("**/diary/")
    expect(writing.get_by_text(WORDS)).to_have_count(1)


def test_a_day_that_cannot_be_is_told_at_once_and_the_words_are_saved(writing: Page) -> None:
    note(writing)(WORDS)
    writing.get_by_text("When was it?").click()
    writing.get_by_label("Day", exact=True).fill("2099-01-01")
    told = "Saved, but not the day and time. That is still to come. Choose a time that has passed."
    expect(writing.get_by_role("status")).to_have_text(told)
    writing.goto("/diary/")
    expect(writing.get_by_text(WORDS)).to_be_visible()
    expect(writing.locator("[data-saved]")).to_have_text("")


def test_what_was_refused_keeps_its_own_reason(writing: Page) -> None:
    note(writing)(WORDS)
    expect_saved(writing)
    other = writing.context.new_page()
    other.goto(writing.url)
    other.get_by_role("button", name="Take it out").click()
    other.wait_for_url("**/diary/")
    note(writing)(" More.")
    told = "Not accepted by the server: 1. Kept on this device. It was taken out of the diary. Nothing was changed."
    expect(writing.get_by_role("status")).to_have_text(told)
    writing.goto("/diary/write/check-in/")
    expect(writing.get_by_role("status")).to_have_text(told)
    writing.get_by_text("When was it?").click()
    writing.get_by_label("Day", exact=True).fill("2099-01-01")
    with writing.expect_response("**/api/v1/diary/**") as answered:
        note(writing)(WORDS)
    assert answered.value.ok
    writing.wait_for_timeout(MOMENT_MS)
    expect(writing.get_by_role("status")).to_have_text(told)


def test_day_and_time_do_not_cover_each_other(writing: Page) -> None:
    writing.get_by_text("When was it?").click()
    day, time = (writing.get_by_label(name, exact=True).bounding_box() for name in ("Day", "Time"))
    assert day
    assert time
    assert day["y"] + day["height"] <= time["y"] or day["x"] + day["width"] <= time["x"]


def test_done_offers_to_put_all_of_it_back(writing: Page) -> None:
    note(writing)(WORDS)
    expect_saved(writing)
    writing.get_by_role("button", name="Done").click()
    expect(writing.get_by_text("Check-in: saved.")).to_be_visible()
    writing.get_by_role("button", name="Put it back").click()
    expect(writing.get_by_text("It is as it was before.")).to_be_visible()
    expect(writing.get_by_text(WORDS)).to_have_count(0)


def test_what_was_done_before_is_not_offered_after_the_next(writing: Page) -> None:
    writing.goto("/diary/happened/flare/")
    writing.get_by_role("button", name="Mark this day").click()
    expect(writing.get_by_text("A flare day: saved.")).to_be_visible()
    writing.goto("/diary/write/week/")
    writing.get_by_label("About the same").check()
    writing.get_by_role("button", name="Done").click()
    expect(writing.get_by_text("The week: saved.")).to_be_visible()
    expect(writing.get_by_text("A flare day: saved.")).to_have_count(0)


@pytest.fixture
def morning_after(open_page: Visits) -> Page:
    """The morning after a session, by a clock that shows seven: the session was before the day began at noon."""
    page = open_page("/welcome/")
    home = Home(page.context.request)
    home.add_newcomer()
    clock = {"name": f"Early {uuid.uuid4().hex[:8]}", "time_zone": where_it_is(7)}
    home.post("/settings/name/", **clock, day_starts="720")
    home.tell(home.session(), "started")
    home.post("/settings/name/", **clock, day_starts="240")
    return page


@pytest.mark.parametrize("address", ["/", "/diary/", "/diary/write/morning/"])
def test_scores_stand_as_six_and_five_on_a_phone(morning_after: Page, address: str) -> None:
    for width in (360, 390, 430):
        morning_after.set_viewport_size({"width": width, "height": 844})
        morning_after.goto(address)
        keys = morning_after.get_by_role("group", name="How much did it hurt over the last 24 hours?").locator("label")
        boxes = [box for key in keys.all() if (box := key.bounding_box())]
        assert list(Counter(round(box["y"]) for box in boxes).values()) == [6, 5], width
        assert min(box["height"] for box in boxes) >= 64, width


def test_all_fine_is_one_tap(writing: Page) -> None:
    writing.goto("/diary/feet/")
    writing.get_by_role("button", name="All looks fine").click()
    expect(writing.get_by_role("link", name="Feet: looked at")).to_be_visible()


def test_what_is_found_leads_to_its_advice(writing: Page) -> None:
    writing.goto("/diary/feet/")
    writing.get_by_role("group", name="A blister").get_by_label("right foot").check()
    writing.get_by_role("button", name="Save what I found").click()
    expect(writing.get_by_role("heading", name="What to do now")).to_be_visible()
    expect(writing.get_by_text("Do not open it.")).to_be_visible()


def test_it_works_without_a_script(open_page: Visits) -> None:
    page = open_page("/welcome/")
    Home(page.context.request).add_newcomer()
    plain = open_page("/diary/write/check-in/", java_script_enabled=False, storage_state=page.context.storage_state())
    plain.get_by_label("A note for yourself").fill(WORDS)
    plain.get_by_role("button", name="Done").click()
    expect(plain.get_by_text(WORDS)).to_be_visible()
