"""What can be measured on a page: rules of accessibility, sizes, and where the keyboard leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
# Playwright's own focusing would not show :focus-visible; the Tab key does.
CONTROLS = """() => {
    window.nameOfControl = element => element.type === "radio" ? `radio ${element.name}` : element.id
        || [element.tagName, element.type, element.name, element.value, element.getAttribute("href"), element.textContent.trim()].join(" ");
    const top = document.querySelector("dialog[open]") ?? document;
    const all = [...top.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")];
    const names = all.filter(each => each.checkVisibility({ visibilityProperty: true })).map(window.nameOfControl);
    return [...new Set(names)];
}"""
FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const shown = [element, element.nextElementSibling, element.closest("label")].filter(Boolean);
    const outline = each => getComputedStyle(each).outlineStyle === "none" ? 0 : parseFloat(getComputedStyle(each).outlineWidth);
    const box = element.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    const near = each => each && (element.contains(each) || each.contains(element) || element.closest("label")?.contains(each));
    return { name: window.nameOfControl(element), outline: Math.max(...shown.map(outline)), covered: !near(top) };
}"""
SMALL = """([least, keys]) => [...document.querySelectorAll("a[href], button, summary, label:has(input), input:not([type=hidden]), select, textarea")]
    .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".skip, label input"))
    .map(element => {
        const { width, height } = element.getBoundingClientRect();
        const wanted = element.closest(".keys") && !element.closest(".sound") ? keys : least;
        return Math.min(width, height) < wanted - 0.5 && `${element.textContent.trim() || element.id}: ${width} x ${height}`;
    })
    .filter(Boolean)"""
# What is cut off, though the page does not scroll: text wider than its box, and boxes past the edge.
CUT = """() => {
    const wide = document.scrollingElement.scrollWidth;
    if (wide > innerWidth) return [`the page is ${wide} wide`];
    return [...document.querySelectorAll("main *")]
        .filter(element => element.checkVisibility() && !element.closest("svg, .for-readers") && element.getBoundingClientRect().width > 1)
        .filter(element => {
            const box = element.getBoundingClientRect();
            return box.right > innerWidth + 1 || box.left < -1 || (element.matches("button, a, label, p, h1, h2, h3, li") && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0);
        })
        .map(element => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`);
}"""


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
    names: list[str] = page.evaluate(CONTROLS)
    return names


def walk_by_keyboard(page: Page, presses: int) -> list[Focus]:
    """Presses Tab so often; where the focus is outside of the page, nothing is noted."""
    walked: list[Focus] = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        here: dict[str, Any] | None = page.evaluate(FOCUSED)
        if here is not None:
            walked.append(Focus(**here))
    return walked


def small_targets(page: Page, least: int, keys: int) -> list[str]:
    """Controls smaller than `least` CSS pixels either way; the keys 0 to 10 may be `keys`."""
    found: list[str] = page.evaluate(SMALL, [least, keys])
    return found


def cut_off(page: Page) -> list[str]:
    """What does not fit the width of the page."""
    found: list[str] = page.evaluate(CUT)
    return found


def use_large_text(page: Page) -> None:
    """The browser's own text size at 200%, as a person sets it."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
