"""The diary's day: it does not end at midnight, because an evening may go on past it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

DAY_STARTS = timedelta(hours=4)  # a session at one in the morning belongs to the evening before


def day_of(moment: datetime, zone: tzinfo, starts: timedelta = DAY_STARTS) -> date:
    """The day that an aware moment belongs to in a zone, where the day starts so long after midnight by the clock.

    By the clock, not by hours passed: when clocks change at night, the day still starts at the same time.
    """
    return (moment.astimezone(zone) - starts).date()


@dataclass(frozen=True)
class Clock:
    """A clock on a wall in a zone, and how long after midnight the day starts by it."""

    zone: tzinfo
    starts: timedelta

    def day_of(self, moment: datetime) -> date:
        """The day that an aware moment belongs to."""
        return day_of(moment, self.zone, self.starts)

    def hour_of(self, moment: datetime) -> int:
        """The hour by the clock, counted on past midnight: 25 is one at night in the day that goes on."""
        local = moment.astimezone(self.zone)
        return local.hour + 24 * (local.date() > self.day_of(moment))
