"""An author writes a routine in an editor, and sees and plays it beside it in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import broken_rules, cut_off, small_targets, use_large_text
from tests.browser.server import serving
from tests.browser.visits import Visits

SOUND = (Path(__file__).parents[1] / "cli/mistakes/soft-soles.toml").read_text("utf-8")
LEAST_TARGET = 44


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("author") / "soft-soles.toml"
    own.write_text("", "utf-8")
    return own


@pytest.fixture(scope="module")
def visits(browser: Browser, file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    with (
        serving(tmp_path_factory.mktemp("preview"), more=("--routine", str(file))) as server,
        Visits(browser, server.url) as visits,
    ):
        yield visits


@pytest.fixture(scope="module")
def server_data(visits: Visits, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server."""
    return next(tmp_path_factory.getbasetemp().glob("preview*")) / "data"


@pytest.fixture
def page(visits: Visits) -> Page:
    return visits("/preview/")


def test_from_an_empty_file_to_a_session_that_plays(page: Page, file: Path) -> None:
    file.write_text("", "utf-8")
    expect(page.locator("h1")).to_have_text("An empty file")
    file.write_text(SOUND.replace('zone = "sole"', 'zone = "soel"'), "utf-8")
    expect(page.locator("#mistakes")).to_contain_text("did you mean sole?")
    file.write_text(SOUND, "utf-8")
    expect(page.locator("h1")).to_have_text("Soft soles")
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("#step-title")).to_have_text("Settle in")
    expect(page.locator("#caption")).not_to_be_empty()


def test_trying_it_out_is_no_evening_of_anybody(visits: Visits, page: Page, server_data: Path) -> None:
    assert [folder.name for folder in server_data.iterdir()] == ["preview"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", [SOUND, SOUND.replace("shoes", "shose"), SOUND.replace("tired", "healed")])
def test_the_page_passes_axe_and_cuts_nothing_off(
    page: Page, file: Path, axe_script: str, scheme: str, text: str
) -> None:
    file.write_text(text, "utf-8")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/preview/")
    assert broken_rules(page, axe_script) == []
    assert small_targets(page, LEAST_TARGET, LEAST_TARGET) == []
    use_large_text(page)
    page.goto("/preview/")
    assert cut_off(page) == []
