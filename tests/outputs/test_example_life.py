"""The made-up year: the same each time, a whole archive, and like a life."""

from __future__ import annotations

import statistics
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from velneuro.content.library import catalog
from velneuro.core.day import day_of
from velneuro.outputs.archive.canonical import Archive, to_bytes
from velneuro.outputs.archive.reading import read_archive
from velneuro.outputs.example.course import DAYS, course
from velneuro.outputs.example.life import example_life

LAST = date(2026, 11, 21)
ZONE = "America/New_York"
ONE = timedelta(days=1)


@cache
def life(seed: int = 1, last: date = LAST, zone: str = ZONE) -> Archive:
    return example_life(last, seed, UUID(int=5), zone)


def mornings(scale: str) -> dict[date, int]:
    days = {row["id"]: date.fromisoformat(row["day"]) for row in life().rows("entries") if row["moment"] == "morning"}
    scores = life().rows("scores")
    return {days[row["entry"]]: row["value"] for row in scores if row["entry"] in days and row["scale"] == scale}


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert to_bytes(example_life(LAST, 1, UUID(int=5), ZONE)) == to_bytes(life())


def test_another_seed_gives_another_life() -> None:
    assert to_bytes(life(seed=2)) != to_bytes(life())


@given(
    st.integers(0, 10**6),
    st.dates(date(2021, 1, 1), date(2040, 12, 31)),
    st.sampled_from(("UTC", "Asia/Kolkata", ZONE)),
)
@settings(max_examples=6, deadline=None)
def test_every_life_is_a_whole_archive(seed: int, last: date, zone: str) -> None:
    content = to_bytes(example_life(last, seed, UUID(int=7), zone))
    assert to_bytes(read_archive(content, "demo.json")) == content


def test_every_row_stands_on_the_day_of_its_clock() -> None:
    for table in ("entries", "happenings", "foot_checks"):
        for row in life().rows(table):
            at = datetime.fromisoformat(row["at"])
            assert day_of(at, ZoneInfo(row["time_zone"])).isoformat() == row["day"], row


def test_no_row_is_later_than_the_last_day() -> None:
    days = [row["day"] for table in life().tables.values() for row in table if "day" in row]
    assert max(days) == LAST.isoformat()
    assert (LAST - date.fromisoformat(min(days))).days < DAYS


def test_there_are_pauses_of_five_days_and_more() -> None:
    written = sorted({date.fromisoformat(row["day"]) for row in life().rows("entries")})
    pauses = [(after - before).days for before, after in pairwise(written)]
    assert sum(pause > 5 for pause in pauses) == 3


def test_a_bad_morning_follows_a_bad_one() -> None:
    """Autocorrelation of neighboring mornings; independent days would be near nought."""
    values = mornings("burning")
    pairs = [(value, values[day + ONE]) for day, value in values.items() if day + ONE in values]
    assert statistics.correlation(*zip(*pairs, strict=True)) > 0.4


def test_flares_are_worse_than_other_days() -> None:
    flares = {date.fromisoformat(row["day"]) for row in life().rows("happenings") if row["kind"] == "flare"}
    values = mornings("pain")
    bad = [value for day, value in values.items() if day in flares]
    good = [value for day, value in values.items() if day not in flares]
    assert len(flares) >= 10
    assert statistics.mean(bad) > statistics.mean(good) + 1.5


def test_november_is_worse_than_july() -> None:
    """Before the medicine sets in, and over many lives, so that chance evens out."""
    days = [day for seed in range(40) for day in course(date(2026, 6, 30), Random(seed)) if day.number < 139]
    mean = {month: statistics.mean(day.burden for day in days if day.date.month == month) for month in (7, 11)}
    assert mean[11] > mean[7] + 0.5


def test_everything_is_in_it() -> None:
    kinds = {row["kind"] for row in life().rows("happenings")}
    assert kinds == {"flare", "medicine", "side-effect", "care"}
    assert {row["answer"] for row in life().rows("findings")} == {"gone", "seen", ""}
    assert {row["moment"] for row in life().rows("entries")} == {"before", "after", "morning", "any", "week"}
    assert len({row["time_zone"] for row in life().rows("entries")}) == 2


def test_there_is_a_plan_and_silent_days_are_off() -> None:
    silent = [day.date.isoformat() for day in course(LAST, Random(1)) if day.silent]
    breaks = life().rows("breaks")
    assert breaks
    assert {row["since"] for row in breaks} <= set(silent)
    assert [row["part"] for row in life().rows("rituals") if row["until"] is None] == ["bedtime", "afternoon"]


def test_several_a_day() -> None:
    days = [row["day"] for row in life().rows("entries") if row["moment"] == "any"]
    assert max(map(days.count, days)) >= 2


def test_only_scales_and_findings_that_the_content_knows() -> None:
    assert {row["scale"] for row in life().rows("scores")} <= set(catalog().scales)
