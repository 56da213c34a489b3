"""The picture of a step: its shading is there in time, the hand follows the clock, and still pictures do not move."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone, PhoneMaker

DECODED = (
    "[...document.images].length > 0 && [...document.images].every((image) => image.complete && image.naturalWidth)"
)
# Where the middle of the first hand is, in shares of the view: a notice that goes makes the picture larger.
MIDDLE = """
(hand) => {
  const [box, view] = [hand, hand.closest(".view")].map((element) => element.getBoundingClientRect());
  return [(box.x + box.width / 2 - view.x) / view.width, (box.y + box.height / 2 - view.y) / view.height];
}
"""


def first_stroke(phone: Phone) -> None:
    """Skips to the first step that shows a stroke."""
    index = next(n for n, step in enumerate(phone.score()["steps"]) if step["stroke"])
    for _ in range(index):
        phone.tap("Skip")


def hand_place(phone: Phone) -> list[float]:
    place: list[float] = phone.page.locator(".moved:not(.ring)").first.evaluate(MIDDLE)
    return place


def test_every_shading_is_fetched_before_the_session_starts(phone: PhoneMaker) -> None:
    here = phone()
    here.page.wait_for_function(DECODED)
    late: list[str] = []
    here.page.on("request", lambda request: late.append(request.url))
    here.page.context.set_offline(True)
    here.start()
    first_stroke(here)
    here.run(1)
    assert [url for url in late if ".webp" in url] == []
    expect(here.page.locator(".view .figure use")).to_have_count(1)


def test_after_a_leap_the_hand_is_where_it_would_have_been(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    first_stroke(here)
    here.run(2)
    seen = hand_place(here)
    here.run(4)
    assert hand_place(here) != seen
    here.tap("Again")
    here.sleep(2)
    here.run(0.05)
    assert hand_place(here) == pytest.approx(seen, abs=0.01)


def test_the_hand_touches_the_limb(phone: PhoneMaker) -> None:
    here = phone()
    here.start()
    first_stroke(here)
    here.run(1)
    ring, limb = here.page.locator(".ring").first.bounding_box(), here.page.locator(".view .figure").bounding_box()
    assert ring
    assert limb
    assert limb["x"] < ring["x"] < limb["x"] + limb["width"] - ring["width"]
    assert limb["y"] < ring["y"] < limb["y"] + limb["height"] - ring["height"]


def test_reduced_motion_shows_a_still_picture(phone: PhoneMaker) -> None:
    here = phone(reduced_motion="reduce")
    here.start()
    first_stroke(here)
    stage = here.page.locator(".view")
    here.run(1)
    before = stage.inner_html()
    here.run(3)
    assert stage.inner_html() == before
    expect(stage.locator(".track")).not_to_have_count(0)
