"""How many minutes of sessions there were in each week or month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

from django.utils.translation import gettext

from velneuro.core.diary import Grain, first_of, last_of, sums, sums_reading
from velneuro.outputs.charts import Words, bars_chart
from velneuro.web.diary.looking.figures import Figure, figure, plane_of, table
from velneuro.web.diary.looking.spans import Span
from velneuro.web.diary.looking.words import GRAIN_WORDS, bin_words, number_words
from velneuro.web.people.models import Person
from velneuro.web.practice.models import BEGUN, PLAYED, PracticeSession

MOST_LINES = 60  # minutes: an axis ends with a whole hour


def played_minutes(person: Person, first: date, last: date) -> Iterator[tuple[date, float]]:
    """What was played of each session."""
    begun = PracticeSession.objects.filter(BEGUN, person=person, day__range=(first, last))
    for session in begun.only("day", *PLAYED):
        yield session.day, session.played_minutes


def minutes_figure(person: Person, asked: Span) -> Figure:
    """Bars for weeks, or for months where there would be too many weeks. The first is whole."""
    grain: Grain = "month" if asked.grain == "month" else "week"
    span = Span(asked.name, first_of(asked.first, grain), last_of(first_of(asked.last, grain), grain))
    found = sums(played_minutes(person, span.first, span.last), span.first, span.last, grain)
    words = Words("minutes", _title(grain), _reading(found, grain))
    high = max(MOST_LINES, ceil(max(value for _, value in found) / MOST_LINES) * MOST_LINES)
    lines = (0, high / 2, high)
    bars = [(start, last_of(start, grain), value) for start, value in found]
    drawing = bars_chart(bars, plane_of(span, 0, high, lines), words)
    labels = [number_words(line) for line in reversed(lines)]
    rows = ((bin_words(start, grain, year=True), number_words(round(value))) for start, value in found)
    head = (str(GRAIN_WORDS[grain]), gettext("Minutes"))
    return figure(words, words.title, "", drawing, span, labels, table(head, rows))


def _title(grain: Grain) -> str:
    return gettext("Minutes each month") if grain == "month" else gettext("Minutes each week")


def _reading(found: list[tuple[date, float]], grain: Grain) -> str:
    numbers = sums_reading(found).numbers
    words = {"some": number_words(numbers["some"]), "all": len(found), "middle": number_words(round(numbers["middle"]))}
    if grain == "month":
        return gettext("Sessions in %(some)s of %(all)s months; the middle month has %(middle)s minutes.") % words
    return gettext("Sessions in %(some)s of %(all)s weeks; the middle week has %(middle)s minutes.") % words
