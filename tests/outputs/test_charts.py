"""Charts: where things are drawn, that they are said too, and that no word of a person becomes markup."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.core.diary import Pair, trend
from velneuro.outputs.charts import (
    SIZE,
    Event,
    Plane,
    Words,
    bars_chart,
    course_chart,
    pairs_chart,
    strip_chart,
    trend_chart,
)

FEW = settings(max_examples=30, deadline=None)  # a busy machine is no mistake
START = date(2026, 10, 1)
WORDS = Words("pain-now", "Pain, right now", "The middle was 4.")
PLANE = Plane(START, START + timedelta(days=9), 0, 10, (0, 5, 10))
VALUES = st.lists(st.none() | st.integers(-5, 20), min_size=1, max_size=400)
PLACE = re.compile(r"[ML](-?\d+) (-?\d+)")


def shown(*answers: int | None, events: tuple[Event, ...] = ()) -> str:
    values = {START + timedelta(days=n): float(v) for n, v in enumerate(answers) if v is not None}
    plane = Plane(START, START + timedelta(days=max(9, len(answers) - 1)), 0, 10, (0, 5, 10))
    return trend_chart(trend(values, plane.first, plane.last), plane, events, WORDS)


def ways(drawn: str, kind: str) -> list[str]:
    """The paths of one kind."""
    return re.findall(rf'<path class="{kind}" d="([^"]*)"', drawn)


def test_a_chart_is_said_as_well_as_drawn() -> None:
    tree = ElementTree.fromstring(shown(4, 4, 4))
    named = {child.get("id"): child.text for child in tree if child.tag in ("title", "desc")}
    assert tree.get("role") == "img"
    assert [named[name] for name in str(tree.get("aria-labelledby")).split()] == [WORDS.title, WORDS.description]


@FEW
@given(st.text("<>&\"'ä x", min_size=1), st.text("<>&\"'ä x", min_size=1))
def test_words_are_never_markup(title: str, description: str) -> None:
    tree = ElementTree.fromstring(bars_chart([], PLANE, Words("n", title, description)))
    assert (tree.findtext("title"), tree.findtext("desc")) == (title, description)


def test_the_first_day_is_left_and_the_most_is_up() -> None:
    assert ways(shown(10, None, None, None, None, None, None, None, None, 0), "dots") == ["M50 0h.01M950 1000h.01"]


def test_a_line_is_broken_where_days_are_missing() -> None:
    line = ways(shown(5, 5, 5, None, None, None, 5, 5, 5), "middle")
    assert line[0].count("M") == 2


def test_a_band_is_drawn_with_its_edges() -> None:
    drawn = shown(2, 4, 6, 8)
    assert len(ways(drawn, "band")) == len(ways(drawn, "edge")) == 1


@FEW
@given(VALUES)
def test_nothing_is_drawn_outside(answers: list[int | None]) -> None:
    places = [(int(x), int(y)) for x, y in PLACE.findall(shown(*answers))]
    assert all(0 <= x <= SIZE and 0 <= y <= SIZE for x, y in places)


def test_a_flare_is_a_triangle_below_and_a_medicine_a_line_with_a_diamond() -> None:
    drawn = shown(4, events=(Event(START, "flare"), Event(START, "medicine")))
    assert re.findall(r'<svg class="mark" x="5.0%" y="([^"]*)"><path class="(\w+)"', drawn) == [
        ("100%", "flare"),
        ("0", "medicine"),
    ]
    assert drawn.count('<line class="medicine-line" x1="5.0%"') == 1


def test_a_pair_runs_from_an_open_dot_to_a_full_one() -> None:
    drawn = pairs_chart([Pair(START, START, 8, 3)], PLANE, WORDS)
    assert ways(drawn, "before") == ways(drawn, "hollow") == ["M50 200h.01"]
    assert ways(drawn, "after") == ["M50 700h.01"]
    assert ways(drawn, "rungs") == ["M50 200V700"]


def test_a_bar_stands_on_the_ground_and_nothing_is_no_bar() -> None:
    bars = [(START, START + timedelta(days=4), 5.0), (START + timedelta(days=5), START + timedelta(days=9), 0.0)]
    assert ways(bars_chart(bars, PLANE, WORDS), "bars") == ["M75 1000V500h350V1000z"]


def test_a_stronger_spot_is_larger() -> None:
    spots = [(START, START, 0.1), (START + timedelta(days=9), START + timedelta(days=9), 1.0)]
    drawn = strip_chart(spots, PLANE, WORDS)
    assert (ways(drawn, "spots size-1"), ways(drawn, "spots size-5")) == (["M50 500h.01"], ["M950 500h.01"])


def test_no_style_is_written_into_a_chart() -> None:
    drawn = shown(2, 4, 6, events=(Event(START, "flare"),))
    assert re.findall(r"style|fill=|stroke=|font|<script", drawn) == []


def test_a_course_is_a_line_over_an_area_and_rests_dashed() -> None:
    rests = (False, False, True, True, False)
    days = [(START + timedelta(days=n), 2.0 * n, rest) for n, rest in enumerate(rests)]
    drawn = course_chart(days, PLANE, WORDS)
    # A day is 100 wide and its middle 50 from its beginning; a step of 2 of 10 is 200 high.
    assert ways(drawn, "middle") == ["M50 1000L150 800M350 400L450 200"]
    assert ways(drawn, "still") == ["M150 800L250 600L350 400"]
    assert ways(drawn, "band") == ["M50 1000L50 1000L150 800L150 1000zM350 1000L350 400L450 200L450 1000z"]


def test_a_course_of_one_day_is_a_dot_and_one_of_none_is_empty() -> None:
    assert ways(course_chart([(START, 5.0, False)], PLANE, WORDS), "middle") == ["M50 500h.01"]
    assert ways(course_chart([], PLANE, WORDS), "middle") == []
