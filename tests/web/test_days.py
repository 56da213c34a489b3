"""Days start at 04:00 in the person's own zone, also across both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velneuro.core.day import day_of
from velneuro.web.people.zones import part_of_day, zone_names, zone_of_this_machine

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-11-22T03:59", date(2026, 11, 21)),
        ("2026-11-22T04:00", date(2026, 11, 22)),
        ("2026-11-22T23:59", date(2026, 11, 22)),
        ("2026-03-08T03:59", date(2026, 3, 7)),  # the night on which the clocks go forward
        ("2026-03-08T04:00", date(2026, 3, 8)),
        ("2026-11-01T03:59", date(2026, 10, 31)),  # the night on which they go back
        ("2026-11-01T04:00", date(2026, 11, 1)),
    ],
)
def test_a_day_starts_at_four(local: str, day: date) -> None:
    assert day_of(datetime.fromisoformat(local).replace(tzinfo=NEW_YORK), NEW_YORK) == day


@given(st.integers(0, 3 * 365 * 24), st.sampled_from(["UTC", *zone_names()[::40]]))
def test_days_follow_each_other_without_a_gap(hour: int, name: str) -> None:
    zone = ZoneInfo(name)
    start = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    days = [day_of(start + timedelta(hours=hours), zone) for hours in range(0, 49, 12)]
    assert all(timedelta(0) <= later - earlier <= timedelta(1) for earlier, later in pairwise(days))


@pytest.mark.parametrize(
    ("hour", "part"), [(4, "morning"), (11, "morning"), (12, "afternoon"), (17, "evening"), (22, "night"), (3, "night")]
)
def test_parts_of_the_day(hour: int, part: str) -> None:
    assert part_of_day(datetime(2026, 11, 22, hour, tzinfo=NEW_YORK), NEW_YORK) == part


def test_the_zone_of_the_machine_has_a_name() -> None:
    assert zone_of_this_machine() in zone_names()


def test_a_zone_in_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Vienna")
    assert zone_of_this_machine() == "Europe/Vienna"


def test_a_zone_without_a_name_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    assert zone_of_this_machine() in zone_names()
