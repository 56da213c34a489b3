"""Every technique on every zone of every routine, drawn by the player's own code: `python -m tools.contact_sheet OUT`.

OUT.png is one sheet to look at: both sides, light and dark, at work, on the way back, and as numbered arrows.
"""

from __future__ import annotations

import base64
import html
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from velneuro.content.library import catalog, routine, routine_names
from velneuro.core.catalog import Technique

CHROMIUM = "/usr/bin/chromium"
HOST = "http://sheet.test"
STATIC = "/static/"
COLUMNS = 6
WIDTH = COLUMNS * 340
TYPES = {".js": "text/javascript", ".css": "text/css", ".webp": "image/webp", ".svg": "image/svg+xml"}
# What each part of the sheet shows: title, side, palette, color scheme, reduced motion, moment in ms.
PARTS = (
    ("right, at work", "right", "sand", "light", "no-preference", 2_500),
    ("left, at work", "left", "slate", "light", "no-preference", 6_000),
    ("right, on the way", "right", "umber", "dark", "no-preference", 9_400),
    ("left, at work", "left", "tan", "dark", "no-preference", 13_000),
    ("left, reduced motion", "left", "sand", "light", "reduce", 0),
    ("right, reduced motion", "right", "umber", "dark", "reduce", 0),
)
STYLE = f"""
body {{ width: {WIDTH}px; }}
.player.sheet {{ display: grid; grid-template-columns: repeat({COLUMNS}, 340px); padding: 0; }}
.player.sheet {{ max-width: none; font-size: 13px; }}
.sheet .cell {{ padding: 5px; line-height: 1.2; }}
.sheet .cell p {{ height: 3.6em; overflow: hidden; }}
.sheet .stage {{ display: block; height: 330px; outline: 1px solid var(--line); }}
"""
SCRIPT = """
import { drawPicture } from "/static/player/figure.js";
const { all, of, steps, still, at } = JSON.parse(document.getElementById("sheet-data").textContent);
await Promise.all([...document.images].map((image) => image.decode()));
document.querySelectorAll(".drawing").forEach((place, n) => drawPicture(place, all[of[n]], steps[n], still)(at));
document.documentElement.dataset.drawn = "yes";
"""


@dataclass
class Use:
    """A tool on a zone, and the techniques that show it so."""

    figure: str
    zone: str
    stroke: str
    tool: str
    technique: Technique
    pressure: int
    names: list[str] = field(default_factory=list)


def uses() -> list[Use]:
    """Every picture that any routine of the library may come to, once, with all that look like it."""
    wanted = (
        (step.zone, name, step.pressure)
        for each in routine_names()
        for step in routine(each).steps
        for name in step.techniques
    )
    found: dict[tuple[str, str, str, str], Use] = {}
    for zone_id, name, pressure in wanted:
        technique = catalog().techniques[name]
        if zone_id and technique.tool:
            zone = catalog().body.zones[zone_id]
            key = (zone.figure, zone.id, zone.strokes.get(technique.motion, ""), technique.tool)
            found.setdefault(key, Use(*key, technique, min(pressure, technique.most_pressure))).names.append(name)
    return [found[key] for key in sorted(found)]


def steps(side: str) -> Iterator[dict[str, Any]]:
    """The uses as steps of a score."""
    for use in uses():
        yield {
            "title": f"{use.zone}: {', '.join(sorted(set(use.names)))}",
            "figure": use.figure,
            "zone": use.zone,
            "stroke": use.stroke or None,
            "tool": use.tool,
            "side": side,
            "pressure": use.pressure,
            "cm_per_s": use.technique.cm_per_s,
            "start_ms": 0,
        }


def page_of(title: str, side: str, palette: str, still: bool, at: int) -> str:
    """One part of the sheet, made of the templates of the session page."""
    from django.template.loader import render_to_string

    from velneuro.web.practice.player_pictures import pictures

    listed = list(steps(side))
    shown = pictures({"steps": listed}, palette)
    data = json.dumps({**shown["data"], "steps": listed, "still": still, "at": at})
    cells = "".join(
        f'<div class="cell"><p>{html.escape(step["title"])}</p>'
        '<div class="stage"><span class="drawing"></span></div></div>'
        for step in listed
    )
    return (
        '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/static/site/site.css">'
        f'<link rel="stylesheet" href="/static/player/player.css"><style>{STYLE}</style>'
        f'<h2 class="cell">{html.escape(title)}, {palette}</h2><div class="player sheet">{cells}</div>'
        f"{render_to_string('practice/drawings.html', {'shown': shown})}"
        f'<script id="sheet-data" type="application/json">{data}</script><script type="module">{SCRIPT}</script>'
    )


def shoot(browser: Browser, static: Path, part: tuple[str, str, str, Any, Any, int]) -> bytes:
    """A picture of one part."""
    title, side, palette, scheme, motion, at = part
    size = {"width": WIDTH, "height": 900}
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion=motion)
    text = page_of(title, side, palette, motion == "reduce", at)
    page.route(f"{HOST}/**", lambda route: serve(route, static, text))
    page.goto(f"{HOST}/")
    page.wait_for_selector("html[data-drawn]", state="attached")
    picture = page.screenshot(full_page=True)
    page.close()
    return picture


def serve(route: Route, static: Path, text: str) -> None:
    """Answer a request with the page or with a collected file; nothing leaves the machine."""
    path = route.request.url.removeprefix(HOST)
    if not path.startswith(STATIC):
        route.fulfill(body=text, content_type="text/html")
        return
    file = static / path.removeprefix(STATIC)
    if file.exists():
        route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "application/octet-stream"))
    else:
        route.fulfill(status=404)


def sheet(page: Page, pictures: list[bytes]) -> bytes:
    """The parts below one another."""
    images = "".join(f'<img src="data:image/png;base64,{base64.b64encode(png).decode()}">' for png in pictures)
    page.set_content(f"<style>body{{margin:0}}img{{display:block}}</style>{images}")
    return page.screenshot(full_page=True)


def main(out: Path) -> None:
    """Collect the files of the pages, draw, and write the sheet."""
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"VELNEURO_DATA": folder, "DJANGO_SETTINGS_MODULE": "velneuro.web.settings"}
        django.setup()
        from velneuro.web.start import collect_files

        collect_files()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            pictures = [shoot(browser, Path(folder) / "static", part) for part in PARTS]
            for number, picture in enumerate(pictures):
                out.with_name(f"{out.stem}-{number}.png").write_bytes(picture)
            out.write_bytes(sheet(browser.new_page(viewport={"width": WIDTH, "height": 900}), pictures))
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
