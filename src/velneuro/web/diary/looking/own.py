"""The questions that a person added, over time: a line for numbers, rows of spots for what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import floor, log10
from uuid import UUID

from django.utils.translation import gettext, ngettext

from velneuro.core.diary import Values, shares, within
from velneuro.outputs.charts import Event
from velneuro.web.asking.forms import answer_choices
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.asking.questions import own_question
from velneuro.web.diary.looking.figures import Figure, Strips, dates_of, periods, strip, table
from velneuro.web.diary.looking.spans import Span
from velneuro.web.diary.looking.trends import NOTHING, OF_SCALES, Axis, Caption, value_figure
from velneuro.web.diary.looking.words import number_words

Kind = OwnQuestion.Kind


def own_figures(
    questions: Iterable[OwnQuestion], answers: dict[UUID, dict[date, float]], span: Span, events: Sequence[Event]
) -> list[Figure | Strips]:
    """A figure for every question that was answered in the span."""
    found = ((question, answers.get(question.pk, {})) for question in questions)
    return [
        _figure(question, values, span, events) for question, values in found if within(values, span.first, span.last)
    ]


def _figure(question: OwnQuestion, values: Values, span: Span, events: Sequence[Event]) -> Figure | Strips:
    if question.kind in (Kind.YES_NO, Kind.CHOICE):
        return _strips(question, within(values, span.first, span.last), span)
    axis = OF_SCALES if question.kind == Kind.SCALE else axis_of(values)
    caption = Caption(f"own-{question.pk}", question.text, question.text, question.unit)
    return value_figure(caption, values, span, events, axis)


def axis_of(values: Values) -> Axis:
    """Round ends that hold every value, and a line halfway."""
    low, high = min(values.values()), max(values.values())
    step = 10 ** floor(log10(high - low)) if high > low else 1
    low, high = floor(low / step) * step, -floor(-high / step) * step
    high = high if high > low else low + step
    lines = (low, (low + high) / 2, high)
    return Axis(low, high, lines, tuple(number_words(line) for line in reversed(lines)))


def _strips(question: OwnQuestion, values: Values, span: Span) -> Strips:
    options = options_of(question)
    found = shares(values, list(options), span.grain)
    name = f"own-{question.pk}"
    rows = (
        (words, strip(f"{name}-{number:g}", words, _days_words(values, number), found[number], span))
        for number, words in options.items()
    )
    return Strips(
        name=name,
        title=question.text,
        about="",
        reading=_most_words(values, options),
        rows=tuple(rows),
        dates=dates_of(span),
        table=table((gettext("When"), *options.values()), _rows(found, span)),
    )


def options_of(question: OwnQuestion) -> dict[float, str]:
    """The words of each answer of a choice, or of yes and no."""
    return {float(value): words for value, words in answer_choices(own_question(question))}


def _days_words(values: Values, option: float) -> str:
    days = sum(value == option for value in values.values())
    return ngettext("%(n)d of %(days)d day", "%(n)d of %(days)d days", len(values)) % {"n": days, "days": len(values)}


def _most_words(values: Values, options: dict[float, str]) -> str:
    most = max(options, key=lambda option: sum(value == option for value in values.values()))
    words = {"answer": options[most], "days": _days_words(values, most)}
    return gettext("Most often “%(answer)s”: on %(days)s.") % words


def _rows(found: dict[float, list[tuple[date, date, float]]], span: Span) -> Iterator[tuple[str, ...]]:
    """What was answered on each day, or the share of the days of each week or month."""
    by_start = {option: {first: share for first, _, share in spots} for option, spots in found.items()}
    for start, words in periods(span, span.grain, True):
        given = [spots.get(start) for spots in by_start.values()]
        if any(share is not None for share in given):
            cells = (NOTHING if share is None else f"{share:.0%}" for share in given)
            yield words, *cells
