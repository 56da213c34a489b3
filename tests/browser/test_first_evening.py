"""A new user's first evening, from the first page to the next day."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium_hands import ChromiumHands
from tests.browser.flow import after_without_answers, come_in, short_evening, three_taps
from tests.browser.home import Home
from tests.browser.phone import Phone, PhoneMaker
from tests.browser.server import Server
from tests.browser.visits import Visits

QUESTIONS = 5
LOOK_MS = 400  # after something began; no sentence is shown for less


@pytest.fixture
def new_page(open_page: Visits) -> Page:
    """The first page of somebody who was never here."""
    page = open_page("/healthz")
    Home(page.context.request).add_person(f"New {id(page)}")
    page.goto("/")
    return page


def test_a_short_evening_is_lived_to_its_end(open_page: Visits) -> None:
    short_evening(ChromiumHands(open_page("/")))


def test_every_question_of_the_first_visit_can_be_skipped(new_page: Page) -> None:
    hands = ChromiumHands(new_page)
    hands.tap("Start")
    for number in range(1, QUESTIONS + 1):
        hands.wait_for(f"{number} of {QUESTIONS}")
        hands.tap("Skip")
    hands.wait_for("Some questions are open, so touch stays light.")


def answer(page: Page, **chosen: str) -> None:
    """Touch the rows or keys with these values, and save."""
    for name, value in chosen.items():
        page.locator(f"label:has([name={name}][value='{value}'])").click()
    page.get_by_role("button", name="Save").click()


def test_every_question_of_the_first_visit_can_be_answered(new_page: Page) -> None:
    hands = ChromiumHands(new_page)
    hands.tap("Start")
    hands.tap("None of these")
    answer(new_page, places="left-sole", kinds="burning", level="6")
    answer(new_page, chosen="thumbs")
    answer(new_page, pressure="2", visualization="yes")
    answer(new_page, chosen="lotion")
    hands.wait_for("More time where you feel it most")
    assert "Some questions are open" not in new_page.content()


def test_the_zone_of_the_browser_is_kept_at_the_first_visit(open_page: Visits) -> None:
    page = open_page("/healthz", timezone_id="Asia/Tokyo")
    Home(page.context.request).add_person("From Tokyo")
    come_in(ChromiumHands(page))
    page.goto("/settings/")
    expect(page.get_by_role("link", name="Name, time zone, day")).to_contain_text("Asia/Tokyo")


def test_three_taps_lead_to_a_running_session(new_page: Page) -> None:
    come_in(ChromiumHands(new_page))
    three_taps(ChromiumHands(new_page))
    expect(new_page.locator("#player")).to_have_attribute("data-state", "playing")


def score(page: Page, **values: int) -> None:
    """Press a key of each scale."""
    for scale, value in values.items():
        page.locator(f"[data-scale={scale}] input[value='{value}']").check()


def live_to_the_end(phone: Phone) -> list[tuple[str, str]]:
    """Lives a whole session; gives every title and caption in the order in which they were shown."""
    score = phone.score()
    begins = {step["start_ms"] for step in score["steps"]} | {cue["at_ms"] for cue in score["cues"]}
    looks = [begin + LOOK_MS for begin in sorted(begins)]
    seen: list[tuple[str, str]] = []
    for before, look in pairwise([0, *looks]):
        phone.pass_time((look - before) / 1000)
        now = (phone.part("step-title").inner_text(), phone.part("caption").inner_text())
        if now not in seen[-1:]:
            seen.append(now)
    phone.pass_time((score["duration_ms"] - looks[-1]) / 1000 + 1)
    return seen


def test_a_whole_session_shows_every_step(phone: PhoneMaker) -> None:
    here = phone(minutes=10)
    titles = [step["title"] for step in here.score()["steps"]]
    here.start()
    shown = live_to_the_end(here)
    changes = [title for n, (title, _) in enumerate(shown) if n == 0 or shown[n - 1][0] != title]
    assert changes == [title for n, title in enumerate(titles) if n == 0 or titles[n - 1] != title]


def test_a_whole_session_shows_every_sentence(phone: PhoneMaker) -> None:
    here = phone(minutes=10)
    said = [cue["text"] for cue in here.score()["cues"] if cue["kind"] == "say"]
    here.start()
    shown = {caption for _, caption in live_to_the_end(here)}
    assert set(said) - shown == set()


def test_a_finished_session_leads_to_the_page_after_it(phone: PhoneMaker) -> None:
    here = phone(minutes=3)
    here.start()
    live_to_the_end(here)
    expect(here.page.get_by_role("heading", name="Before you stand up")).to_be_visible()


def test_the_pages_after_speak_of_drying_shoes_and_skin(phone: PhoneMaker) -> None:
    here = phone(minutes=3)
    here.start()
    live_to_the_end(here)
    steps = here.page.locator(".numbered")
    for words in ("Wipe the skin dry", "Put on your shoes while you sit", "Look at the skin"):
        expect(steps).to_contain_text(words)


@pytest.fixture
def finished(phone: PhoneMaker) -> Phone:
    """A whole evening with scores before and after and a line about it; the diary is open."""
    here = phone(minutes=3)
    score(here.page, pain=7, tingling=4)
    here.start()
    live_to_the_end(here)
    hands = ChromiumHands(here.page)
    here.page.get_by_label("It looks as before").check()
    hands.tap("Next")
    score(here.page, pain=5, tingling=3)
    hands.tap("Next")
    here.page.get_by_label("One thing that went well").fill("Warm and quiet.")
    hands.tap("Save")
    hands.tap("See the diary")
    return here


def test_the_diary_keeps_the_scores_before_and_after(finished: Phone) -> None:
    rows = finished.page.locator("table.numbers tbody tr").all_inner_texts()
    assert [row.split() for row in rows] == [["Pain", "7", "5"], ["Tingling", "4", "3"]]


def test_the_diary_keeps_the_line_of_what_went_well(finished: Phone) -> None:
    expect(finished.page.get_by_text("Warm and quiet.")).to_be_visible()


def test_the_nights_of_the_month_count_the_evening(finished: Phone) -> None:
    finished.page.goto("/")
    expect(finished.page.get_by_text("1 night. Rest counts too.")).to_be_visible()


def test_the_evening_is_remembered_the_next_day(finished: Phone, server: Server, open_page: Visits) -> None:
    server.one_day_later()
    page = open_page("/diary/", storage_state=finished.page.context.storage_state())
    expect(page.get_by_text("Warm and quiet.")).to_have_count(0)
    page.goto("/diary/sessions/")
    expect(page.get_by_role("heading", name="Today")).to_have_count(0)
    expect(page.get_by_text("Warm and quiet.")).to_be_visible()


def test_an_evening_can_be_closed_without_any_answer(phone: PhoneMaker) -> None:
    here = phone(minutes=3)
    here.start()
    live_to_the_end(here)
    after_without_answers(ChromiumHands(here.page))
    expect(here.page.get_by_text("· Done ·")).to_be_visible()


def test_a_finished_session_does_not_start_again(finished: Phone) -> None:
    finished.page.goto(finished.session)
    assert finished.page.url.endswith("/after/")
