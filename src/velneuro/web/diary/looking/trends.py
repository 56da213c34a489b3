"""Each symptom over time: one chart for each way in which it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from velneuro.content.library import catalog
from velneuro.core.diary import Trend, Values, binned, middle_day, trend, trend_reading, within
from velneuro.outputs.charts import Event, Words, trend_chart
from velneuro.web.diary.forms import OVERALL_WORDS
from velneuro.web.diary.looking.answers import WINDOWS
from velneuro.web.diary.looking.figures import Figure, covers_years, figure, periods, plane_of, table
from velneuro.web.diary.looking.spans import Span
from velneuro.web.diary.looking.words import (
    ASKED_WORDS,
    GRAIN_WORDS,
    WINDOW_WORDS,
    bin_words,
    day_words,
    number_words,
    reading_words,
)
from velneuro.web.diary.models import MOST_CHANGE

NOTHING = "–"


@dataclass(frozen=True)
class Symptom:
    """One scale and its charts."""

    name: str
    title: str
    ends: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Caption:
    """The words of a chart but for its sentence; `title` says all when it is read aloud alone."""

    name: str
    title: str
    heading: str
    about: str


@dataclass(frozen=True)
class Axis:
    """The ends of the values, where lines go across, and what stands at them."""

    low: float
    high: float
    lines: tuple[float, ...]
    labels: tuple[str, ...]


OF_SCALES = Axis(0, 10, (0, 5, 10), ("10", "5", "0"))


def symptoms(answers: dict[tuple[str, str], dict[date, float]], span: Span, events: Sequence[Event]) -> list[Symptom]:
    """Every scale that was answered in the span, in the order of the content; those it no longer has come last."""
    known = catalog().scales
    asked = {scale for (scale, _), values in answers.items() if within(values, span.first, span.last)}
    names = [*(name for name in known if name in asked), *sorted(asked - known.keys())]
    return [_symptom(name, answers, span, events) for name in names]


def _symptom(
    name: str, answers: dict[tuple[str, str], dict[date, float]], span: Span, events: Sequence[Event]
) -> Symptom:
    scale = catalog().scales.get(name)
    title = gettext(scale.title) if scale else name
    ends = (
        gettext("0 is %(low)s, 10 is %(high)s.") % {"low": gettext(scale.low), "high": gettext(scale.high)}
        if scale
        else ""
    )
    figures = (
        value_figure(_words(name, title, window), answers[name, window], span, events, OF_SCALES)
        for window in WINDOWS
        if within(answers.get((name, window), {}), span.first, span.last)
    )
    return Symptom(name, title, ends, tuple(figures))


def _words(name: str, title: str, window: str) -> Caption:
    heading = str(WINDOW_WORDS[window])
    return Caption(f"{name}-{window}", f"{title}, {heading}", heading, str(ASKED_WORDS[window]))


def value_figure(caption: Caption, values: Values, span: Span, events: Iterable[Event], axis: Axis) -> Figure:
    """The chart of one value a day, its sentence and its table."""
    shown = trend(values, span.first, span.last)
    words = Words(caption.name, caption.title, reading_words(trend_reading(values, span.first, span.last)))
    drawing = trend_chart(shown, plane_of(span, axis.low, axis.high, axis.lines), events, words)
    return figure(words, caption.heading, caption.about, drawing, span, axis.labels, _table(shown, span))


def _table(shown: Trend, span: Span) -> SafeString:
    first = str(GRAIN_WORDS[shown.grain])
    if shown.grain == "day":
        head = (first, gettext("That day"), gettext("Middle of 7 days"), gettext("Half of them"))
        return table(head, _day_rows(shown, span))
    return table((first, gettext("Middle"), gettext("Half of the days"), gettext("Days")), _bin_rows(shown, span))


def _day_rows(shown: Trend, span: Span) -> Iterator[tuple[str, ...]]:
    """Every day of the span, so that the table shows its gaps too."""
    dots, spreads = dict(shown.dots), {spread.first: spread for spread in shown.spreads}
    for day, words in periods(span, "day", covers_years(span.first, span.last)):
        dot, spread = dots.get(day), spreads.get(day)
        yield (
            words,
            NOTHING if dot is None else number_words(dot),
            number_words(spread.middle) if spread else NOTHING,
            between(spread.low, spread.high) if spread else NOTHING,
        )


def _bin_rows(shown: Trend, span: Span) -> Iterator[tuple[str, ...]]:
    spreads = {spread.first: spread for spread in (*shown.spreads, *shown.thin)}
    for start, words in periods(span, shown.grain, True):
        spread = spreads.get(start)
        yield (
            words,
            number_words(spread.middle) if spread else NOTHING,
            between(spread.low, spread.high) if spread and not spread.is_thin else NOTHING,
            str(spread.days if spread else 0),
        )


def between(low: float, high: float) -> str:
    """The two ends of a spread."""
    return gettext("%(low)s to %(high)s") % {"low": number_words(low), "high": number_words(high)}


def overall(values: Values, span: Span, events: Iterable[Event]) -> Symptom:
    """The weekly question in seven steps: dots alone, because a week is one answer."""
    steps, title = _steps(values, span), gettext("The week as a whole")
    words = Words("overall", title, _latest(values, covers_years(span.first, span.last)))
    axis = Axis(1, MOST_CHANGE, (1, 4, 7), tuple(str(OVERALL_WORDS[step]) for step in (7, 4, 1)))
    shown = Trend(span.grain, tuple((at, step) for at, _, step in steps), ())
    drawing = trend_chart(shown, plane_of(span, axis.low, axis.high, axis.lines), events, words)
    first = GRAIN_WORDS["month" if span.grain == "month" else "day"]
    behind = table((str(first), gettext("Answer")), ((when, str(OVERALL_WORDS[step])) for _, when, step in steps))
    heading = gettext("Compared with a week ago")
    return Symptom("overall", title, "", (figure(words, heading, "", drawing, span, axis.labels, behind),))


def _steps(values: Values, span: Span) -> list[tuple[date, str, int]]:
    """Where each answer stands, its day in words, and its step; of long spans the middle of each month.

    A middle between two steps counts as the worse one.
    """
    if span.grain == "month":
        months = binned(values, "month")
        return [(middle_day(month), bin_words(month.first, "month", True), int(month.middle)) for month in months]
    year = covers_years(span.first, span.last)
    return [(day, day_words(day, year), int(value)) for day, value in values.items()]


def _latest(values: Values, year: bool) -> str:
    day, value = next(reversed(values.items()))
    words = {"answer": OVERALL_WORDS[int(value)], "day": day_words(day, year)}
    return gettext("The last answer was “%(answer)s”, on %(day)s.") % words
