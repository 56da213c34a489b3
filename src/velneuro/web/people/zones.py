"""Time zones by name, and which part of which day it is for a person."""

from __future__ import annotations

import os
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

LOCALTIME = Path("/etc/localtime")


@cache
def zone_names() -> tuple[str, ...]:
    """The names that a person can choose from: places, and UTC."""
    return tuple(sorted(name for name in available_timezones() if _is_place(name)))


def _is_place(name: str) -> bool:
    return name == "UTC" or ("/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/")))


def zone_of_this_machine() -> str:
    """The machine's own zone by name, or UTC where it has no name."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named in zone_names():
        return named
    _, _, name = str(LOCALTIME.resolve()).partition("zoneinfo/")
    return name if name in zone_names() else "UTC"


def part_of_day(moment: datetime, zone: ZoneInfo) -> str:
    """morning, afternoon, evening or night."""
    hour = moment.astimezone(zone).hour
    if 4 <= hour < 12:
        return "morning"
    if 12 <= hour < 17:
        return "afternoon"
    return "evening" if 17 <= hour < 22 else "night"
