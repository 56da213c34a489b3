"""What can be measured on a page: rules of accessibility, sizes, and where the keyboard leads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

MOST_STOPS_INSIDE = 8
# The buttons of the browser's own sound player, the day, month and year of its own field for a date.
OF_SEVERAL_STOPS = ("hear-", "INPUT date ", "INPUT time ")
NARROW: ViewportSize = {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")


@dataclass(frozen=True)
class Focus:
    """Where the keyboard is: the control, the width of its outline in pixels, and whether something lies over it."""

    name: str
    outline: float
    covered: bool


def broken_rules(page: Page, axe_script: str) -> list[str]:
    """What axe objects to, one line for each element. The page's own time has to run."""
    page.evaluate(axe_script)
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", AXE_OPTIONS)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


def controls(page: Page) -> list[str]:
    """Every control that can be seen, in the order of the page; a group of radio keys is one."""
    names: list[str] = _ask(page, "controls")
    return names


def walk_by_keyboard(page: Page, presses: int) -> list[Focus]:
    """Presses Tab so often; where the focus is outside of the page, nothing is noted.

    What is inside of one control of the browser's own is one stop.
    """
    walked: list[Focus] = []
    for _ in range(presses):
        here = _next_stop(page)
        if here is not None:
            walked.append(Focus(**here))
    return walked


def _next_stop(page: Page) -> dict[str, Any] | None:
    page.keyboard.press("Tab")
    here: dict[str, Any] | None = _ask(page, "focused")
    if here is not None and here["name"].startswith(OF_SEVERAL_STOPS):
        _go_to_its_end(page)
    return here


def _go_to_its_end(page: Page) -> None:
    page.evaluate("window.stop = document.activeElement")
    for _ in range(MOST_STOPS_INSIDE):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== window.stop"):
            page.keyboard.press("Shift+Tab")
            return


def small_targets(page: Page, least: int, keys: int) -> list[str]:
    """Controls smaller than `least` CSS pixels either way; the keys 0 to 10 may be `keys` wide."""
    found: list[str] = _ask(page, "small", [least, keys])
    return found


def cut_off(page: Page) -> list[str]:
    """What does not fit the width of the page: boxes past its edge, text wider than its box."""
    found: list[str] = _ask(page, "cut")
    return found


def _ask(page: Page, question: str, argument: object = None) -> Any:
    return page.evaluate(f"given => {{ {SCRIPT} return looking.{question}(given); }}", argument)


@contextmanager
def by_night(page: Page) -> Iterator[None]:
    """The page in its dark theme, until the end of the block."""
    page.emulate_media(color_scheme="dark")
    try:
        yield
    finally:
        page.emulate_media(color_scheme="light")


@contextmanager
def narrowed(page: Page) -> Iterator[None]:
    """The page on the narrowest screen, until the end of the block."""
    usual = page.viewport_size
    assert usual
    page.set_viewport_size(NARROW)
    try:
        yield
    finally:
        page.set_viewport_size(usual)


def use_large_text(page: Page) -> None:
    """The browser's own text size at 200%, as a person sets it."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
