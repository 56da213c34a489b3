"""Pages that are watched while they are open."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
LOCAL_SCHEMES = ("data", "blob", "about")


def _nothing(page: Page) -> None:
    """Nothing to prepare."""


class Visits:
    """Every page opened through it. `foreign` holds requests to other hosts, `errors` what the pages' scripts threw;
    a test that means one takes it out, any other fails at the end of the block."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.contexts: list[BrowserContext] = []

    def __call__(self, path: str = "/", prepare: Callable[[Page], None] = _nothing, **options: Any) -> Page:
        """Open a page in a browser of its own, after `prepare` was done with it."""
        context = self.browser.new_context(base_url=self.url, **{"viewport": PHONE, **options})
        # Nothing here takes longer than a moment; Playwright's own 30 s would only delay the message.
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        context.on("request", self._see)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        page = context.new_page()
        prepare(page)
        page.goto(path)
        return page

    def _see(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in LOCAL_SCHEMES and parts.netloc != urlsplit(self.url).netloc:
            self.foreign.append(request.url)

    def close(self) -> None:
        """Close all pages."""
        for context in self.contexts:
            context.close()

    def check(self) -> None:
        """Fails when a page asked another host, or threw an error."""
        assert not self.foreign, f"asked other hosts: {self.foreign}"
        assert not self.errors, f"errors on the page: {self.errors}"

    def __enter__(self) -> Visits:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
        if error is None:
            self.check()
