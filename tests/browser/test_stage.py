"""The picture of a step: its shading is there in time, the hand follows the clock, and still pictures do not move."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.home import Home
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
    skip_to(phone, next(n for n, step in enumerate(phone.score()["steps"]) if step["stroke"]))


def skip_to(phone: Phone, index: int) -> None:
    """From the first step to another one."""
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


def test_a_view_is_drawn_smaller_where_the_hand_needs_more_room(phone: PhoneMaker) -> None:
    here = phone(routine="hands-with-reassurance", minutes=12, answers=Home.answer_all)
    here.start()
    sizes: dict[str, float] = {}
    for step in here.score()["steps"][:-1]:  # behind the last the page leaves, while the browser is being closed
        if step["stroke"]:
            drawn = here.page.locator(".view").evaluate("(v) => v.getBoundingClientRect().height / v.offsetHeight")
            sizes[step["stroke"]] = drawn
        here.tap("Skip")
    assert [sizes["finger"], sizes["palm-circle"]] == pytest.approx([0.8, 1], abs=0.01)


def test_the_left_side_is_the_mirror_of_the_right_one(phone: PhoneMaker) -> None:
    places: dict[str, list[float]] = {}
    for side in ("left", "right"):
        here = phone(minutes=20, answers=Home.answer_all)
        steps = here.score()["steps"]
        shown = [n for n, step in enumerate(steps) if step["stroke"] == "ball-circle" and step["side"] == side]
        here.start()
        skip_to(here, shown[0])
        here.run(0.1)
        places[side] = hand_place(here)
    (left, left_down), (right, right_down) = places["left"], places["right"]
    assert abs(right - 0.5) > 0.05
    assert (left, left_down) == pytest.approx((1 - right, right_down), abs=0.01)


def ring_size(phone: Phone) -> float:
    """How wide the first ring is, as a share of the view."""
    size: float = phone.page.locator(".ring").first.evaluate(
        "(ring) => ring.getBoundingClientRect().width / ring.closest('.view').getBoundingClientRect().width"
    )
    return size


def test_the_size_of_the_ring_is_the_pressure(phone: PhoneMaker) -> None:
    here = phone(minutes=20, answers=Home.answer_all)
    here.start()
    sizes: dict[tuple[str, int], float] = {}
    for step in here.score()["steps"][:-1]:  # behind the last the page leaves, while the browser is being closed
        if step["tool"]:
            here.run(0.1)
            sizes[step["figure"], step["pressure"]] = ring_size(here)
        here.tap("Skip")
    soles = {pressure: size for (figure, pressure), size in sizes.items() if figure == "sole"}
    assert len(soles) > 1
    assert sorted(soles.values()) == [size for _, size in sorted(soles.items())]
    assert len({pressure for _, pressure in sizes}) > 2


def test_gentler_makes_the_ring_smaller(phone: PhoneMaker) -> None:
    here = phone(minutes=20, answers=Home.answer_all)
    here.start()
    firm = next(n for n, step in enumerate(here.score()["steps"]) if step["stroke"] and step["pressure"] == 2)
    for _ in range(firm):
        here.tap("Skip")
    here.run(0.1)
    before = ring_size(here)
    here.tap("Gentler")
    here.run(0.1)
    assert ring_size(here) < before


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


def test_reduced_motion_numbers_the_arrows_in_their_order(phone: PhoneMaker) -> None:
    here = phone(minutes=20, answers=Home.answer_all, reduced_motion="reduce")
    here.start()
    skip_to(here, next(n for n, step in enumerate(here.score()["steps"]) if step["stroke"] == "ball-circle"))
    numbers = here.page.locator(".view .number")
    expect(numbers).to_have_text(["1", "2", "3", "4", "5"])
    expect(numbers.first).to_be_visible()
    expect(here.page.locator(".view .moved").first).to_be_hidden()
