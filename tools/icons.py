"""The icons for a home screen, drawn from icon.svg: `python -m tools.icons`. The same browser draws the same bytes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

SITE = Path(__file__).parents[1] / "src" / "velneuro" / "web" / "static" / "site"
CHROMIUM = "/usr/bin/chromium"
SIZES = (192, 512)
# A home screen cuts its own shape out of the middle, so the ground goes to the edge and the moon is smaller.
GROUND = "#14121E"
SHARE = 0.82
PAGE = """<!doctype html><style>body{{margin:0;background:{ground};display:grid;place-items:center;height:100vh}}
svg{{width:{share}vw;height:{share}vw}}</style>{picture}"""


def main() -> None:
    """Write `icon-192.png` and `icon-512.png` beside the SVG."""
    picture = (SITE / "icon.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE.format(ground=GROUND, share=SHARE * 100, picture=picture))
            page.screenshot(path=SITE / f"icon-{size}.png", type="png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
