"""A routine made one's own, given, and received by somebody else: with buttons alone, and without a script."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.home import Home
from tests.browser.visits import Visits

EDIT = "/practice/bad-moment/edit/"


def someone(open_page: Visits, address: str) -> Page:
    """Somebody of their own, in a browser that runs no script."""
    page = open_page("/welcome/")
    Home(page.context.request).add_newcomer()
    return open_page(address, java_script_enabled=False, storage_state=page.context.storage_state())


def order(page: Page) -> list[str]:
    return [str(part.get_attribute("value")) for part in page.locator('input[name="part"]').all()]


def test_from_one_evening_to_that_of_a_friend(open_page: Visits) -> None:
    page = someone(open_page, EDIT)
    before = order(page)
    page.get_by_label("What do you call it?").fill("Three calm minutes")
    page.keyboard.press("Enter")  # it presses the first button, which must move and keep nothing
    expect(page.get_by_label("What do you call it?")).to_have_value("Three calm minutes")
    assert order(page) == before
    page.get_by_role("button", name="Down Slow breath").click()
    expect(page).to_have_url(f"{open_page.url}{EDIT}#part-4")
    assert order(page)[2:4] == ["hold", "breath"]
    page.get_by_role("checkbox", name="Look around").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Three calm minutes")).to_be_visible()
    page.get_by_role("link", name="Give it").click()
    link = page.locator("textarea[readonly]").input_value()

    friend = someone(open_page, "/routines/receive/")
    friend.get_by_label("Or paste the link or the text here").fill(f"For you:\n{link}\n")
    friend.get_by_role("button", name="Look at it").click()
    friend.get_by_label("Who gave it to you?").fill("Maria")
    friend.get_by_role("button", name="Keep it").click()
    expect(friend.get_by_role("heading", name="Three calm minutes")).to_be_visible()
    expect(friend.get_by_text("Given by Maria")).to_be_visible()
    expect(friend.get_by_text("Look around")).to_have_count(0)
