"""The cover of the sound files, as a lock screen or an MP3 player shows it: `python -m tools.cover OUT.jpg`."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from velneuro.content.figures import FOLDER, figure

CHROMIUM = "/usr/bin/chromium"
SIZE = 512
FOOT = "sole"
SKIN = "sand"
PAGE = """<!doctype html><style>body{{margin:0}}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 1000 1000">
<defs>
  <radialGradient id="night" cx="50%" cy="42%" r="75%">
    <stop offset="0" stop-color="#37324A"/><stop offset="1" stop-color="#14121E"/></radialGradient>
  <radialGradient id="glow">
    <stop offset="0" stop-color="#F4BE78" stop-opacity=".38"/>
    <stop offset="1" stop-color="#F4BE78" stop-opacity="0"/></radialGradient>
  <clipPath id="skin"><path d="{outline}"/></clipPath>
  <g id="foot"><image href="data:image/webp;base64,{shading}" width="{w}" height="{h}" clip-path="url(#skin)"
    preserveAspectRatio="none"/></g>
</defs>
<rect width="1000" height="1000" fill="url(#night)"/>
<circle cx="500" cy="500" r="480" fill="url(#glow)"/>
<g transform="translate(175 130) scale(.74)"><use href="#foot"/></g>
<g transform="translate(825 130) scale(-.74 .74)"><use href="#foot"/></g>
</svg>"""


def main(out: Path) -> None:
    """Draw the cover with the browser, which the tests need anyway."""
    foot = figure(FOOT)
    shading = base64.b64encode((FOLDER / f"{FOOT}.{SKIN}.webp").read_bytes()).decode()
    html = PAGE.format(size=SIZE, outline=foot.outline, shading=shading, w=foot.w, h=foot.h)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": SIZE, "height": SIZE})
        page.set_content(html)
        page.wait_for_timeout(300)
        page.screenshot(path=out, type="jpeg", quality=85)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
