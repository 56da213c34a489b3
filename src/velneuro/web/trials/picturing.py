"""The nights of a trial as points: open for the first way, filled for the second."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from velneuro.outputs.charts import Plane, Words, arms_chart
from velneuro.web.diary.looking.figures import Figure, figure, table
from velneuro.web.diary.looking.spans import Span
from velneuro.web.trials.answering import Night
from velneuro.web.trials.words import outcome_title

LINES = (10, 5, 0)
ONE_PLACE = "{:.1f}"


def points(nights: Sequence[Night], outcome: str, ways: tuple[str, str]) -> Figure:
    """The figure of the nights that may be read; `ways` are the words of the two."""
    answered = [[night for night in nights if night.arm == arm and night.score is not None] for arm in (0, 1)]
    words = Words("nights", outcome_title(outcome), _reading(answered, ways))
    plane = Plane(nights[0].day, nights[-1].day, 0, 10, tuple(map(float, LINES)))
    first, second = ([(night.day, night.score or 0.0) for night in way] for way in answered)
    return figure(
        words=words,
        heading=outcome_title(outcome),
        about="",
        drawing=arms_chart(first, second, plane, words),
        span=Span("", nights[0].day, nights[-1].day),
        scale=[str(line) for line in LINES],
        table=_table(nights),
    )


def _reading(answered: Sequence[Sequence[Night]], ways: tuple[str, str]) -> str:
    """The middle of each way, in one sentence."""
    means = [sum(night.score or 0.0 for night in way) / len(way) for way in answered]
    return gettext("Mean after %(first)s: %(low)s. Mean after %(second)s: %(high)s.") % {
        "first": ways[0],
        "low": ONE_PLACE.format(means[0]),
        "second": ways[1],
        "high": ONE_PLACE.format(means[1]),
    }


def _table(nights: Sequence[Night]) -> SafeString:
    rows = [
        (date_format(night.day, "M j"), gettext(night.word), "–" if night.score is None else f"{night.score:g}")
        for night in nights
    ]
    return table([gettext("Night"), gettext("Dealt"), gettext("Morning after")], rows)
