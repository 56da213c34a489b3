"""How firmly a plan has become a habit: a gentle figure from 0 to 1 that rises, ebbs slowly and comes back.

The rule is that of Miller, Shenhav and Ludvig, Habits without values, Psychological Review 126 (2019), 292-311,
doi:10.1037/rev0000120: a habit's strength H goes a fixed share of the way to 1 when the action was taken, and to 0 when
another was taken: H + a * (taken - H). From 0 and with each day taken it is the curve that Lally et al. fitted to how
automatic a daily act felt, European Journal of Social Psychology 40 (2010), 998-1009, doi:10.1002/ejsp.674; the share a
comes from there: half of those whom it fitted well were at 95% of their limit after 66 days. What counts as taken is
our choice: docs/rhythm.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DAYS_TO_NEARLY_ALL = 66  # the median of Lally et al.
NEARLY_ALL = 0.95
SHARE = 1 - (1 - NEARLY_ALL) ** (1 / DAYS_TO_NEARLY_ALL)  # of the way that is left, a day: 4.4%


@dataclass(frozen=True)
class DayLived:
    """What is known of a day. `rested`: the gate advised rest; `is_over`: nothing more can be done on it."""

    asked: bool
    practiced: bool
    rested: bool
    flare: bool
    on_break: bool
    is_over: bool


def taken(day: DayLived) -> bool | None:
    """Whether a day was used for the plan; None where it counts neither way.

    On a flare day nobody shall push on for a figure, and rest that was advised, a break or a day off teaches nothing.
    A session on a day off counts.
    """
    if day.on_break or day.flare or (day.rested and not day.practiced):
        return None
    if day.practiced:
        return True
    return False if day.asked and day.is_over else None


def strength_after(strength: float, was_taken: bool | None) -> float:
    """The strength after one more day; unchanged by one that counts neither way."""
    return strength if was_taken is None else strength + SHARE * (was_taken - strength)


def strengths(days: Iterable[DayLived], begin: float = 0.0) -> Iterator[float]:
    """The strength at the end of each day, one after the other."""
    strength = begin
    for day in days:
        strength = strength_after(strength, taken(day))
        yield strength
