"""Before and after a session, side by side."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext

from velneuro.content.library import catalog
from velneuro.core.diary import Pair, pairs_in, pairs_reading
from velneuro.outputs.charts import Words, pairs_chart
from velneuro.web.diary.looking.answers import CHUNK, DAY_TEXT, day_of_text, in_span
from velneuro.web.diary.looking.figures import Figure, covers_years, figure, plane_of, table
from velneuro.web.diary.looking.spans import Span
from velneuro.web.diary.looking.trends import OF_SCALES
from velneuro.web.diary.looking.words import GRAIN_WORDS, bin_words, number_words, reading_words
from velneuro.web.diary.models import Entry, Score
from velneuro.web.people.models import Person

BEFORE, AFTER = Entry.Moment.BEFORE, Entry.Moment.AFTER


def pairs_by_scale(person: Person, span: Span) -> dict[str, list[Pair]]:
    """For each scale every session of the span that has both scores, in the order of days."""
    lookup = in_span(person, span.first, span.last, (BEFORE, AFTER))
    rows = Score.objects.filter(entry__session__isnull=False, **lookup)
    columns = rows.values_list(Cast("entry__session", CharField()), "scale", "entry__moment", DAY_TEXT, "value")
    halves: dict[tuple[str, str], dict[str, int]] = {}
    found: dict[str, list[Pair]] = {}
    for session, scale, moment, text, value in columns.iterator(chunk_size=CHUNK):
        both = halves.setdefault((session, scale), {})
        both[moment] = value
        if len(both) == len((BEFORE, AFTER)):
            day = day_of_text(text)
            found.setdefault(scale, []).append(Pair(day, day, both[BEFORE], both[AFTER]))
    return {scale: sorted(pairs, key=lambda pair: pair.first) for scale, pairs in found.items()}


def pair_figures(person: Person, span: Span) -> list[Figure]:
    """A chart for each scale that has pairs."""
    found = pairs_by_scale(person, span)
    names = [*(name for name in catalog().scales if name in found), *sorted(found.keys() - catalog().scales.keys())]
    return [_figure(name, found[name], span) for name in names]


def _figure(name: str, pairs: list[Pair], span: Span) -> Figure:
    scale = catalog().scales.get(name)
    title = gettext(scale.title) if scale else name
    words = Words(f"pairs-{name}", title, reading_words(pairs_reading(pairs)))
    shown = pairs_in(pairs, span.grain)
    drawing = pairs_chart(shown, plane_of(span, OF_SCALES.low, OF_SCALES.high, OF_SCALES.lines), words)
    head = (str(GRAIN_WORDS[span.grain]), gettext("Before"), gettext("After"), gettext("Sessions"))
    about = gettext("Asked right now, both times.")
    return figure(words, title, about, drawing, span, OF_SCALES.labels, table(head, _rows(shown, span)))


def _rows(pairs: list[Pair], span: Span) -> Iterator[tuple[str, ...]]:
    year = covers_years(span.first, span.last)
    for pair in pairs:
        when = bin_words(pair.first, span.grain, year)
        yield when, number_words(pair.before), number_words(pair.after), str(pair.sessions)
