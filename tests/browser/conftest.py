"""A real server and a real Chromium. Every page is watched: a request to another host or an error fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.phone import PhoneMaker
from tests.browser.reading import Reader
from tests.browser.server import Server, serving
from tests.browser.visits import Visits

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
# On a busy machine a moment may last.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Spoken sentences of all servers of this run: each would speak all of them anew, half a minute of a core."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "clips"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), clips=clips) as server:
        yield server


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Visits]:
    """Opens a page of the server in a browser of its own; takes Playwright's context options."""
    with Visits(browser, server.url) as visits:
        yield visits


@pytest.fixture
def phone(open_page: Visits) -> PhoneMaker:
    """Makes phones, each with a person of its own and a session ready to start."""
    return PhoneMaker(open_page)


@pytest.fixture(scope="module")
def here(reader: Reader, request: pytest.FixtureRequest) -> Page:
    """A page that is opened once for all that is asked of it; `reader` is the module's own."""
    return reader.open(request.param)


@pytest.fixture(scope="module")
def large(reader: Reader, request: pytest.FixtureRequest) -> Page:
    """The same with large text."""
    return reader.open_large(request.param)


@pytest.fixture(scope="session")
def axe_script() -> str:
    return (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
