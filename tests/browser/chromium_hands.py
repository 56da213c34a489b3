"""Hands on a Chromium page."""

from __future__ import annotations

from playwright.sync_api import Page, expect


class ChromiumHands:
    """A person in front of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, path: str) -> None:
        self.page.goto(path)

    def tap(self, words: str) -> None:
        role = self.page.get_by_role("button", name=words, exact=True)
        role.or_(self.page.get_by_role("link", name=words, exact=True)).click()

    def wait_for(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()

    def wait_for_text_in(self, part: str) -> str:
        place = self.page.locator(f"#{part}")
        expect(place).not_to_be_empty()
        return place.inner_text()
