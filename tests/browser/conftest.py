"""A real server and a real Chromium. Every page is watched: a request to another host fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.browser.server import Server, serving

CHROMIUM = "/usr/bin/chromium"
# Without these Chromium looks up hosts of its own, which would be taken for the app's.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
LOCAL_SCHEMES = ("data", "blob", "about")

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


class HostWatch:
    """Notes every request that leaves the server's own origin."""

    def __init__(self, url: str) -> None:
        self.origin = urlsplit(url).netloc
        self.foreign: list[str] = []

    def see(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in LOCAL_SCHEMES and parts.netloc != self.origin:
            self.foreign.append(request.url)


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens a page of the server in a browser of its own; takes Playwright's context options."""
    contexts: list[BrowserContext] = []
    watch = HostWatch(server.url)
    errors: list[str] = []

    def open_it(path: str = "/", **options: object) -> Page:
        context = browser.new_context(base_url=server.url, **{"viewport": PHONE, **options})
        contexts.append(context)
        context.on("request", watch.see)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert watch.foreign == []
    assert errors == []


@pytest.fixture(scope="session")
def axe_script() -> str:
    return (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
