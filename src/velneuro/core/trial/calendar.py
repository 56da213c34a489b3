"""Which night of a trial is which day. Days of a pause are no nights: the schedule waits, and nothing is skipped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import islice

from velneuro.core.rhythm import Span

DAY = timedelta(days=1)


def night_days(starts_on: date, pauses: Sequence[Span], today: date, nights: int) -> tuple[date, ...]:
    """The days of the nights that have come up to today, the first night first; at most `nights` of them."""
    days = (starts_on + n * DAY for n in range((today - starts_on).days + 1))
    return tuple(islice((day for day in days if not any(pause.covers(day) for pause in pauses)), nights))


def last_day(starts_on: date, pauses: Sequence[Span], nights: int) -> date:
    """The day of the last night when no further pause comes; an open pause is taken to end with its first day."""
    closed = [Span(pause.since, pause.until or pause.since + DAY) for pause in pauses]
    # An archive may bring a pause that ends before it begins: it holds no day.
    paused = sum((max((pause.until or pause.since) - pause.since, timedelta(0)) for pause in closed), timedelta(0))
    return night_days(starts_on, closed, starts_on + nights * DAY + paused, nights)[-1]


BAD_MORNINGS, FAR_ABOVE = 3, 3.0  # answers, points above the mean of the run-in: nof1.md, section 2.5, harm
WORST, LEAST_ABOVE = 10.0, 1.0  # whoever is usually above 7 can never be 3 points worse: then the worst score counts
UNKNOWN = 4.0  # usual when the run-in was not answered: then 7 and above, which is strong, counts as far above


def are_bad(mornings: Iterable[float], usual: float | None) -> bool:
    """True when the last three answers all lie 3 points or more above what was usual before the trial.

    Above 7 the scale has no room for that: then all three must be the worst score, if that is a point above the usual
    (our choice). `usual` is None where nothing was answered before the trial.
    """
    level = UNKNOWN if usual is None else usual
    last, far = list(mornings)[-BAD_MORNINGS:], min(level + FAR_ABOVE, WORST)
    return len(last) == BAD_MORNINGS and far >= level + LEAST_ABOVE and all(score >= far for score in last)
