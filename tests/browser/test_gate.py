"""The gate: nothing wrong costs three taps; a sign leads to words about what to do and whom to call."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium_hands import ChromiumHands
from tests.browser.home import EVENING, Home
from tests.browser.visits import Visits

GATE = f"/practice/{EVENING}/gate/?minutes=10"
SORE = "An open sore, a blister"
HOT = "A foot that is hot, red or swollen"
CHEST = "Sudden trouble breathing"
BRUISES = "New bruises you cannot explain"
MOST_TAPS = 4


@pytest.fixture
def gate(open_page: Visits) -> Page:
    """The questions of tonight, for somebody who said before that no lasting sign applies."""
    page = open_page("/healthz")
    home = Home(page.context.request)
    home.add_newcomer()
    home.answer_all()
    page.goto(GATE)
    return page


def tick(page: Page, words: str) -> None:
    """Touch the row with these words."""
    page.locator("label.row", has_text=words).first.click()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Go on with what I ticked").click()


def count_taps(page: Page) -> list[str]:
    """Notes every tap from now on, over all pages."""
    taps: list[str] = []
    page.context.expose_binding("tapped", lambda _, words: taps.append(words))
    page.add_init_script(
        "addEventListener('click', event => event.isTrusted && tapped(event.target.textContent), true)"
    )
    return taps


def test_nothing_wrong_costs_at_most_four_taps(gate: Page) -> None:
    taps = count_taps(gate)
    hands = ChromiumHands(gate)
    hands.open("/")
    for words in ("Begin", "None of these", "Start"):
        hands.tap(words)
    expect(gate.locator("#player")).to_have_attribute("data-state", "playing")
    assert 0 < len(taps) <= MOST_TAPS


def test_a_sign_of_danger_says_whom_to_call_now(gate: Page) -> None:
    tick(gate, CHEST)
    go_on(gate)
    expect(gate.get_by_role("heading", name="Get help now.")).to_be_visible()
    expect(gate.get_by_text("Call your local emergency number now.")).to_be_visible()


@pytest.mark.parametrize("number", ["911", "112", "999"])
def test_a_sign_of_danger_offers_the_call(gate: Page, number: str) -> None:
    tick(gate, CHEST)
    go_on(gate)
    expect(gate.get_by_role("link", name=f"Call {number}")).to_have_attribute("href", f"tel:{number}")


def test_a_refusal_says_what_to_do_and_whom_to_call(gate: Page) -> None:
    tick(gate, HOT)
    go_on(gate)
    expect(gate.get_by_role("heading", name="Not tonight.")).to_be_visible()
    expect(gate.locator(".advice")).to_contain_text("Call your doctor or clinic today")


def test_a_refusal_says_what_is_still_possible(gate: Page) -> None:
    tick(gate, HOT)
    go_on(gate)
    expect(gate.get_by_role("heading", name="What you can still do")).to_be_visible()


def test_a_refused_session_cannot_be_started(gate: Page) -> None:
    tick(gate, HOT)
    go_on(gate)
    gate.goto(gate.url.removesuffix("advice/"))
    expect(gate.get_by_role("heading", name="Not tonight.")).to_be_visible()


def test_a_sore_leaves_its_foot_out_and_says_so(gate: Page) -> None:
    tick(gate, SORE)
    gate.locator("label.row", has_text="left foot").locator("visible=true").click()
    go_on(gate)
    expect(gate.get_by_text("Left out: left foot")).to_be_visible()
    expect(gate.locator(".advice")).to_contain_text("Call your doctor or clinic today")


def test_a_session_with_a_part_left_out_does_not_touch_it(gate: Page) -> None:
    tick(gate, SORE)
    gate.locator("label.row", has_text="left foot").locator("visible=true").click()
    go_on(gate)
    ChromiumHands(gate).tap("Go on with the rest")
    data = Home(gate.context.request).player_data(gate.url)
    foot = {"foot", "foot-top", "sole", "toes", "ball", "arch", "heel", "ankle"}
    touched = {(step["side"], step["zone"]) for step in data["score"]["steps"] if step["zone"]}
    assert touched
    assert not {zone for side, zone in touched if side == "left"} & foot


def test_a_lasting_sign_shows_what_is_left_out_on_the_first_page(gate: Page) -> None:
    gate.goto("/settings/signs/")
    tick(gate, "An implant, port, stent")
    gate.locator("label.row", has_text="left lower leg").locator("visible=true").click()
    ChromiumHands(gate).tap("Save what I ticked")
    gate.goto("/")
    # By day another routine is offered, which leaves out more.
    expect(gate.locator(".card.with-figure")).to_contain_text(re.compile("Left out: .*calf on the left"))


def test_places_are_asked_for_only_where_a_sign_is_ticked(gate: Page) -> None:
    rows = gate.locator("label.row", has_text="left foot").locator("visible=true")
    expect(rows).to_have_count(0)
    tick(gate, SORE)
    expect(rows).to_have_count(1)


def test_ask_first_refuses_until_the_clinician_said_yes(gate: Page) -> None:
    tick(gate, BRUISES)
    go_on(gate)
    expect(gate.get_by_role("heading", name="Ask your clinician first.")).to_be_visible()


def test_the_clinicians_yes_opens_the_session(gate: Page) -> None:
    hands = ChromiumHands(gate)
    tick(gate, BRUISES)
    go_on(gate)
    hands.tap("My clinician said yes")
    hands.tap("Go on with the rest")
    expect(gate.get_by_role("button", name="Start")).to_be_visible()


def test_a_ticked_sign_and_none_cannot_be_sent_together(gate: Page) -> None:
    tick(gate, SORE)
    expect(gate.get_by_role("button", name="None of these")).to_be_hidden()


def test_the_way_back_from_advice_leads_to_the_questions(gate: Page) -> None:
    tick(gate, HOT)
    go_on(gate)
    gate.get_by_role("link", name="Back to the questions").click()
    expect(gate.get_by_role("heading", name="Anything new tonight?")).to_be_visible()
