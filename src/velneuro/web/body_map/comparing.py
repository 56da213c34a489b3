"""Two days side by side: what is new, gone, stronger or weaker. What was not marked stays unmarked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from velneuro.content.body_views import VIEWS, body_view
from velneuro.content.library import catalog
from velneuro.core.catalog import KINDS
from velneuro.web.body_map.marks import Marks, gathered, worst
from velneuro.web.people.words import KIND_WORDS, place_words

MOST_NAMED = 3


@dataclass(frozen=True)
class Row:
    """One kind at one place on both days; None where it was not marked."""

    place: str
    kind: str
    first: int | None
    second: int | None

    @property
    def change(self) -> int:
        return (self.second or 0) - (self.first or 0)


def rows(first: Marks, second: Marks) -> list[Row]:
    """Every mark of either day, in the order of kinds; areas that agree are one row."""
    return [row for kind in KINDS for row in _rows_of(kind, first, second)]


def _rows_of(kind: str, first: Marks, second: Marks) -> Iterator[Row]:
    places = dict.fromkeys([*first, *second])
    both = {place: (first.get(place, {}).get(kind), second.get(place, {}).get(kind)) for place in places}
    marked = {place: pair for place, pair in both.items() if pair != (None, None)}
    for place, (before, after) in gathered(marked, catalog().body):
        yield Row(place_words(place), str(KIND_WORDS[kind]), before, after)


def views_with(*maps: Marks) -> list[str]:
    """The views on which any mark of these maps can be seen."""
    places = {leaf.partition("-")[2] for marks in maps for leaf, felt in marks.items() if worst(felt)}
    return [name for name in VIEWS if places & _zones_of(name)]


def _zones_of(view: str) -> set[str]:
    body = catalog().body
    return {leaf for region in body_view(view).regions for leaf in body.leaves(region.zone)}


def sentences(first: tuple[date, Marks], second: tuple[date, Marks], found: Iterable[Row]) -> list[str]:
    """The change in words: how strong at most, what changed most, then how much of the table grew and eased."""
    changed = sorted(found, key=lambda row: -abs(row.change))
    if not changed:
        return []
    named = [_change_words(row) for row in changed[:MOST_NAMED] if row.change]
    return [_worst_words(first, second), *named, *_moves(changed)]


def _worst_words(first: tuple[date, Marks], second: tuple[date, Marks]) -> str:
    words = {
        "first": date_format(first[0], "F j"),
        "second": date_format(second[0], "F j"),
        "before": _most(first[1]),
        "after": _most(second[1]),
    }
    return gettext("The strongest mark was %(before)d on %(first)s and %(after)d on %(second)s.") % words


def _most(marks: Marks) -> int:
    return max(map(worst, marks.values()), default=0)


def _change_words(row: Row) -> str:
    words = {"place": row.place, "kind": row.kind, "before": row.first, "after": row.second}
    if row.first is None:
        return gettext("%(kind)s, %(place)s: new, %(after)d.") % words
    if row.second is None:
        return gettext("%(kind)s, %(place)s: gone, it was %(before)d.") % words
    return gettext("%(kind)s, %(place)s: from %(before)d to %(after)d.") % words


def _moves(found: list[Row]) -> Iterator[str]:
    """Counts rows of the table, which a reader can check, and never adds up feelings of different kinds."""
    more = sum(row.change > 0 for row in found)
    less = sum(row.change < 0 for row in found)
    same = len(found) - more - less
    if more:
        yield ngettext("%(n)d feeling is stronger or new.", "%(n)d feelings are stronger or new.", more) % {"n": more}
    if less:
        yield ngettext("%(n)d feeling is weaker or gone.", "%(n)d feelings are weaker or gone.", less) % {"n": less}
    if same:
        yield ngettext("%(n)d feeling is the same.", "%(n)d feelings are the same.", same) % {"n": same}
