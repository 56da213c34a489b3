"""The diary as numbers: a value for each day, its middle and its spread over time. What was not answered stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from statistics import median, quantiles
from typing import Literal

Values = dict[date, float]  # one value for each day that has an answer, in the order of days
Grain = Literal["day", "week", "month"]
DAY = timedelta(days=1)
WINDOW = 7  # days of the running median: the day itself and the six before it
LEAST = 3  # days with an answer, below which a median would only repeat one of them
MOST_MISSING = 2  # days without an answer that a line may cross
MOST_DAYS, MOST_WEEKS = 100, 110  # that can be told apart on a narrow screen


@dataclass(frozen=True)
class Spread:
    """The middle of some days, and the quartiles between which half of them lie. `days`: those with an answer.

    For a running median `first` and `last` are both the day that it stands for.
    """

    first: date
    last: date
    low: float
    middle: float
    high: float
    days: int

    @property
    def is_thin(self) -> bool:
        return self.days < LEAST


@dataclass(frozen=True)
class Trend:
    """What a chart shows: single `dots`, and `spreads` that are joined where no gap lies between them.

    `thin` are the weeks or months with few answered days; their dots stand among the `dots`.
    """

    grain: Grain
    dots: tuple[tuple[date, float], ...]
    spreads: tuple[Spread, ...]
    thin: tuple[Spread, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a chart says, as the id of a sentence and its numbers; other layers have the words."""

    id: str
    numbers: Mapping[str, float]


@dataclass(frozen=True)
class Pair:
    """One question before and after: of a session, or the middles of the sessions from `first` to `last`."""

    first: date
    last: date
    before: float
    after: float
    sessions: int = 1


def day_values(answers: Iterable[tuple[date, float]]) -> dict[date, float]:
    """The median of each day's answers, so that a day with many answers weighs no more than others."""
    single: dict[date, float] = {}
    several: dict[date, list[float]] = {}
    for day, value in answers:
        if day in single:
            several.setdefault(day, [single[day]]).append(value)
        else:
            single[day] = value
    single.update((day, median(kept)) for day, kept in several.items())
    return dict(sorted(single.items()))


def within(values: Values, first: date, last: date) -> Values:
    """The values of the days from `first` to `last`."""
    if all(first <= day <= last for day in (*islice(values, 1), *islice(reversed(values), 1))):
        return values
    return {day: value for day, value in values.items() if first <= day <= last}


def grain_of(first: date, last: date) -> Grain:
    """How finely a span can be shown: a point for each day, week or month."""
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return "day"
    return "week" if days <= MOST_WEEKS * 7 else "month"


def trend(values: Values, first: date, last: date) -> Trend:
    """The trend from `first` to `last`. Days before `first` only enter the running median of the first days."""
    grain = grain_of(first, last)
    if grain == "day":
        single = tuple(within(values, first, last).items())
        return Trend(grain, single, tuple(spread for spread in running(values) if first <= spread.first <= last))
    bins = binned(within(values, first, last), grain)
    thin = tuple(spread for spread in bins if spread.is_thin)
    dots = tuple((middle_day(spread), spread.middle) for spread in thin)
    return Trend(grain, dots, tuple(spread for spread in bins if not spread.is_thin), thin)


def running(values: Values) -> list[Spread]:
    """Median and quartiles of each answered day and the six before it, where at least LEAST of them have an answer.

    It looks back only: else a change of medicine would seem to work before it was made.
    """
    found, window = [], list[tuple[date, float]]()
    for day, value in values.items():
        window = [(known, kept) for known, kept in window if (day - known).days < WINDOW] + [(day, value)]
        if len(window) >= LEAST:
            found.append(_spread(day, day, [kept for _, kept in window]))
    return found


def binned(values: Values, grain: Grain) -> list[Spread]:
    """Median and quartiles of each week or month that has an answer."""
    bins: list[tuple[date, date, list[float]]] = []
    for day, value in values.items():
        if not bins or day > bins[-1][1]:
            start = first_of(day, grain)
            bins.append((start, last_of(start, grain), []))
        bins[-1][2].append(value)
    return [_spread(*found) for found in bins]


def _spread(first: date, last: date, kept: Sequence[float]) -> Spread:
    """Quartiles by linear interpolation between the ordered values (type 7 of Hyndman and Fan, 1996)."""
    if len(kept) == 1:
        return Spread(first, last, kept[0], kept[0], kept[0], 1)
    low, middle, high = quantiles(kept, n=4, method="inclusive")
    return Spread(first, last, low, middle, high, len(kept))


def first_of(day: date, grain: Grain) -> date:
    """The first day of the day's week, which begins on Monday, or of its month."""
    if grain == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if grain == "week" else day


def last_of(start: date, grain: Grain) -> date:
    """The last day of the week or month that begins with `start`."""
    if grain == "month":
        return (start + timedelta(days=31)).replace(day=1) - DAY
    return start + timedelta(days=6) if grain == "week" else start


def bins_of(first: date, last: date, grain: Grain) -> Iterator[date]:
    """The first day of every week or month between two days, those without any answer too."""
    start = first_of(first, grain)
    while start <= last:
        yield start
        start = last_of(start, grain) + DAY


def middle_day(spread: Spread | Pair) -> date:
    """Where on the time axis it stands."""
    return spread.first + (spread.last - spread.first) // 2


def runs(spreads: Iterable[Spread]) -> list[list[Spread]]:
    """Spreads that may be joined by a line: a run ends where more than MOST_MISSING days have no answer."""
    found: list[list[Spread]] = []
    for spread in spreads:
        if found and (spread.first - found[-1][-1].last).days <= MOST_MISSING + 1:
            found[-1].append(spread)
        else:
            found.append([spread])
    return found


def trend_reading(values: Values, first: date, last: date) -> Reading:
    """The middle of the first and of the second half of a span, where both have enough days.

    Ids: `few`, `level`, `same`, `lower`, `higher`.
    """
    kept = within(values, first, last)
    half = first + (last - first) // 2
    then, now = (list(within(kept, *span).values()) for span in ((first, half), (half + DAY, last)))
    if len(kept) < LEAST:
        return Reading("few", {"days": len(kept)})
    if min(len(then), len(now)) < LEAST:
        return Reading("level", {"middle": median(kept.values()), "days": len(kept)})
    return _two_halves(median(then), median(now))


def _two_halves(then: float, now: float) -> Reading:
    name = "same" if then == now else "lower" if now < then else "higher"
    return Reading(name, {"then": then, "now": now})


def pairs_in(pairs: Sequence[Pair], grain: Grain) -> list[Pair]:
    """Pairs as they are for days, else one for each week or month: the middle before and the middle after."""
    if grain == "day":
        return list(pairs)
    bins: dict[date, list[Pair]] = {}
    for pair in pairs:
        bins.setdefault(first_of(pair.first, grain), []).append(pair)
    return [_middle_pair(start, last_of(start, grain), kept) for start, kept in bins.items()]


def _middle_pair(first: date, last: date, kept: Sequence[Pair]) -> Pair:
    return Pair(first, last, median(p.before for p in kept), median(p.after for p in kept), len(kept))


def pairs_reading(pairs: Sequence[Pair]) -> Reading:
    """In how many sessions it was lower, the same and higher just after. Id: `pairs`."""
    lower = sum(pair.after < pair.before for pair in pairs)
    higher = sum(pair.after > pair.before for pair in pairs)
    return Reading(
        "pairs",
        {"lower": lower, "higher": higher, "same": len(pairs) - lower - higher, "sessions": len(pairs)},
    )


def sums(values: Iterable[tuple[date, float]], first: date, last: date, grain: Grain) -> list[tuple[date, float]]:
    """The sum of each week or month of a span; one in which nothing was done is a zero and no gap."""
    found = dict.fromkeys(bins_of(first, last, grain), 0.0)
    for day, value in values:
        found[first_of(day, grain)] += value
    return list(found.items())


def sums_reading(found: Sequence[tuple[date, float]]) -> Reading:
    """The middle of the sums, and how many of them are not zero. Id: `sums`."""
    return Reading("sums", {"middle": median(value for _, value in found), "some": sum(v > 0 for _, v in found)})


def shares(answers: Values, options: Sequence[float], grain: Grain) -> dict[float, list[tuple[date, date, float]]]:
    """For each option the days, weeks or months in which it was given, and its share of their days, up to 1."""
    bins: dict[date, list[float]] = {}
    for day, value in answers.items():
        bins.setdefault(first_of(day, grain), []).append(value)
    return {
        option: [
            (at, last_of(at, grain), kept.count(option) / len(kept)) for at, kept in bins.items() if option in kept
        ]
        for option in options
    }
