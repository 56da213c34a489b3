"""Where it is worst over time: what the body maps of a span say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from velneuro.content.library import catalog
from velneuro.core.catalog import KINDS
from velneuro.web.body_map.comparing import views_with
from velneuro.web.body_map.marks import Marks, gathered
from velneuro.web.body_map.models import Mark
from velneuro.web.body_map.picture import Picture, small
from velneuro.web.body_map.words import pair_words
from velneuro.web.diary.looking.figures import Strips, dates_of, strip, table
from velneuro.web.diary.looking.spans import Span
from velneuro.web.diary.looking.words import days_words, number_words
from velneuro.web.people.models import Person
from velneuro.web.people.words import KIND_WORDS, place_words

ACROSS = ("left", "right")
MOST_ROWS = 6
FIRST_VIEWS = 2
PARTS = {"weeks": 4, "months": 3, "year": 4, "all": 4}  # the pictures of a span, one for each part of it
MOST_LEVEL = 10


@dataclass(frozen=True)
class Series:
    """One kind at one place: its level on each day that has a map, 0 where the map says nothing of it."""

    place: str
    kind: str
    levels: tuple[int, ...]

    @property
    def weight(self) -> int:
        return sum(self.levels)

    @property
    def words(self) -> str:
        return gettext("%(place)s: %(kind)s") % {
            "place": capfirst(place_words(self.place)),
            "kind": str(KIND_WORDS[self.kind]).lower(),
        }


@dataclass(frozen=True)
class Part:
    """One part of a span and the middle of its maps."""

    title: str
    days: int
    marks: Marks


@dataclass(frozen=True)
class View:
    """One view of the body, left and right, for each part of a span: a change is seen by looking along the row."""

    name: str
    title: str
    parts: tuple[tuple[Part, tuple[Picture, ...]], ...]


@dataclass(frozen=True)
class Where:
    """All that the page shows; `strips` is None where there is no mark. The views with most marks come first."""

    days: int
    carried: int
    strips: Strips | None
    views: tuple[View, ...]
    others: tuple[View, ...]

    @property
    def drawn(self) -> list[str]:
        return [view.name for view in (*self.views, *self.others)]


def where(person: Person, span: Span, known: Sequence[date]) -> Where:
    """The maps of a span; `known` are all days that have one."""
    days = sorted(day for day in known if span.first <= day <= span.last)
    maps = _maps(person, days, span)
    found = sorted(_series(maps), key=lambda series: -series.weight)
    strips = _strips(found[:MOST_ROWS], found, list(maps), span) if found else None
    views = _views(list(_parts(maps, span)))
    carried = _marks(person, span).filter(carried=True).count()
    return Where(len(days), carried, strips, tuple(views[:FIRST_VIEWS]), tuple(views[FIRST_VIEWS:]))


def _maps(person: Person, days: Sequence[date], span: Span) -> dict[date, dict[str, dict[str, int]]]:
    maps: dict[date, dict[str, dict[str, int]]] = {day: {} for day in days}
    for day, place, kind, level in _marks(person, span).values_list("map_day__day", "place", "kind", "level"):
        maps[day].setdefault(place, {})[kind] = level
    return maps


def _marks(person: Person, span: Span) -> QuerySet[Mark]:
    return Mark.objects.filter(map_day__person=person, map_day__day__range=(span.first, span.last))


def _series(maps: Mapping[date, Marks]) -> Iterator[Series]:
    """Every kind at every place that was ever marked; areas that always agreed are one."""
    for kind in KINDS:
        places = {place for marks in maps.values() for place, felt in marks.items() if felt.get(kind)}
        levels = {
            place: tuple(marks.get(place, {}).get(kind, 0) for marks in maps.values()) for place in sorted(places)
        }
        for place, same in gathered(levels, catalog().body):
            yield Series(place, kind, same)


def _strips(shown: Sequence[Series], found: Sequence[Series], days: list[date], span: Span) -> Strips:
    rows = tuple(
        (series.words, strip(f"where-{n}", series.words, _counted(series), _spots(series, days), span))
        for n, series in enumerate(shown)
    )
    return Strips(
        name="where",
        title=gettext("Strongest places"),
        about=gettext("A spot is one day with a map. The larger, the stronger."),
        reading=_reading(shown[0]),
        rows=rows,
        dates=dates_of(span),
        table=_table(found),
    )


def _spots(series: Series, days: list[date]) -> list[tuple[date, date, float]]:
    return [(day, day, level / MOST_LEVEL) for day, level in zip(days, series.levels, strict=True) if level]


def _counted(series: Series) -> str:
    words = {"marked": _marked(series), "days": len(series.levels), "most": max(series.levels)}
    return gettext("Marked on %(marked)d of %(days)d days with a map, at most %(most)d.") % words


def _marked(series: Series) -> int:
    return sum(level > 0 for level in series.levels)


def _reading(first: Series) -> str:
    words = {"what": first.words, "marked": _marked(first), "days": len(first.levels)}
    return gettext("%(what)s, on %(marked)d of %(days)d days with a map.") % words


def _table(found: Sequence[Series]) -> SafeString:
    head = (gettext("Place"), gettext("Days"), gettext("Middle"), gettext("Most"))
    return table(head, ((s.words, str(_marked(s)), number_words(_middle(s)), str(max(s.levels))) for s in found))


def _middle(series: Series) -> float:
    """Of the days on which it was marked."""
    return median(level for level in series.levels if level)


def _parts(maps: Mapping[date, Marks], span: Span) -> Iterator[Part]:
    count = PARTS[span.name]
    edges = [span.first + timedelta(days=span.days * n // count) for n in range(count + 1)]
    for start, end in pairwise(edges):
        within = [marks for day, marks in maps.items() if start <= day < end]
        if within:
            yield _part(start, end - timedelta(days=1), within, span)


def _part(first: date, last: date, within: Sequence[Marks], span: Span) -> Part:
    title = days_words(first, last, span.first.year != span.last.year)
    return Part(title, len(within), middle_map(within))


def _views(parts: Sequence[Part]) -> list[View]:
    views = (_view(name, parts) for name in views_with(*(part.marks for part in parts)))
    return sorted(views, key=lambda view: -sum(_filled(picture) for _, pair in view.parts for picture in pair))


def _view(name: str, parts: Sequence[Part]) -> View:
    pictures = ((part, tuple(small(name, side, part.marks) for side in ACROSS)) for part in parts)
    return View(name, pair_words(name), tuple(pictures))


def _filled(picture: Picture) -> int:
    return sum(len(spot.fills) for spot in picture.spots)


def middle_map(maps: Sequence[Marks]) -> dict[str, dict[str, int]]:
    """The middle level of each kind at each place; a map that does not mark it counts as 0. Halves go up."""
    found: dict[str, dict[str, int]] = {}
    for place, kind in {(place, kind) for marks in maps for place, felt in marks.items() for kind in felt}:
        level = int(median(marks.get(place, {}).get(kind, 0) for marks in maps) + 0.5)
        if level:
            found.setdefault(place, {})[kind] = level
    return found
