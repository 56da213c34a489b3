"""Somebody who reads pages one after the other, with usual and with large text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page

from tests.browser.looking import use_large_text
from tests.browser.visits import Visits

# Each page is opened once for all that is asked of it: pytest groups the tests of a module by its address.
on_every_page = partial(pytest.mark.parametrize, indirect=True, scope="module")


def still_page(visits: Visits) -> Page:
    """A page without motion: a color that still glides from day to night would be measured on its way."""
    return visits("/healthz", reduced_motion="reduce")


class Reader:
    """Two pages of one browser. `fill` makes an address whole; `script` runs on each page that was opened."""

    def __init__(self, page: Page, fill: Callable[[str], str], script: str = "") -> None:
        self._page, self._fill, self._script = page, fill, script
        self._large = page.context.new_page()
        use_large_text(self._large)

    def open(self, address: str) -> Page:
        """A page with usual text."""
        return self._open(self._page, address)

    def open_large(self, address: str) -> Page:
        """The same with large text."""
        return self._open(self._large, address)

    def _open(self, page: Page, address: str) -> Page:
        page.goto(self._fill(address))
        if self._script:
            page.evaluate(self._script)
        return page
