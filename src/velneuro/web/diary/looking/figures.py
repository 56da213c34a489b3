"""A chart with all that belongs to it: its sentence, its axes, and the table behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from velneuro.core.diary import Grain, bins_of
from velneuro.outputs.charts import Plane, Words, strip_chart
from velneuro.web.diary.looking.spans import Span
from velneuro.web.diary.looking.words import bin_words, day_words


@dataclass(frozen=True)
class Figure:
    """Ready for diary/look/figure.html. `scale`: the words at the lines, from the top; `dates`: below the chart."""

    name: str
    heading: str
    about: str
    title: str
    reading: str
    drawing: SafeString
    scale: tuple[str, ...]
    dates: tuple[str, ...]
    table: SafeString


def figure(
    words: Words, heading: str, about: str, drawing: str, span: Span, scale: Iterable[str], table: SafeString
) -> Figure:
    """Put together; the sentence of the chart is also what a screen reader is told of it."""
    return Figure(
        name=words.name,
        heading=heading,
        about=about,
        title=words.title,
        reading=words.description,
        drawing=mark_safe(drawing),  # noqa: S308  # outputs/charts.py escapes every word
        scale=tuple(scale),
        dates=dates_of(span),
        table=table,
    )


def dates_of(span: Span) -> tuple[str, ...]:
    """The first day, the one in the middle, the last; of long spans their months."""
    days = (span.first, span.first + (span.last - span.first) // 2, span.last)
    if span.grain == "day":
        return tuple(day_words(day, covers_years(span.first, span.last)) for day in days)
    return tuple(date_format(day, "M Y") for day in days)


def plane_of(span: Span, low: float, high: float, lines: Sequence[float]) -> Plane:
    """The plane of a span."""
    return Plane(span.first, span.last, low, high, tuple(lines))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> SafeString:
    """A table whose first column names the row. Not by a template, which takes ten times as long."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(_row([escape(cell) for cell in row]) for row in rows)
    return mark_safe(  # noqa: S308  # every cell is escaped
        f'<table class="numbers"><thead><tr>{top}</tr></thead><tbody>{body or _empty(len(head))}</tbody></table>'
    )


def _row(cells: Sequence[str]) -> str:
    return f'<tr><th scope="row">{cells[0]}</th><td>{"</td><td>".join(cells[1:])}</td></tr>'


def _empty(columns: int) -> str:
    return f'<tr><td colspan="{columns}">{escape(gettext("Nothing in this time."))}</td></tr>'


def periods(span: Span, grain: Grain, year: bool) -> tuple[tuple[date, str], ...]:
    """Every day, week or month of a span with its words. All tables of a page name the same ones: they are kept."""
    return _periods(get_language() or "", span, grain, year)


@lru_cache(maxsize=64)
def _periods(language: str, span: Span, grain: Grain, year: bool) -> tuple[tuple[date, str], ...]:
    starts = bins_of(span.first, span.last, grain)
    return tuple((start, bin_words(start, grain, year)) for start in starts)


def covers_years(first: date, last: date) -> bool:
    """Whether a day needs its year."""
    return first.year != last.year


@dataclass(frozen=True)
class Strips:
    """Rows of spots below each other, for diary/look/strips.html; each row has its words and its drawing."""

    name: str
    title: str
    about: str
    reading: str
    rows: tuple[tuple[str, SafeString], ...]
    dates: tuple[str, ...]
    table: SafeString


def strip(name: str, label: str, description: str, spots: Sequence[tuple[date, date, float]], span: Span) -> SafeString:
    """The drawing of one row."""
    drawing = strip_chart(spots, plane_of(span, 0, 1, ()), Words(name, label, description))
    return mark_safe(drawing)  # noqa: S308  # outputs/charts.py escapes every word
