"""Charts as SVG for a page of any width: what is drawn stretches with it, lines and dots keep their thickness.

No color, size or font is written here: classes take them from the page, in light, dark and print. Axes and legends are
text of the page, so that large letters enlarge them too. Each chart has a title and a description for screen readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby, pairwise

from velneuro.core.diary import Pair, Spread, Trend, middle_day, runs

SIZE = 1000  # units of either side of the drawing, before it is stretched
DOT = "h.01"  # no length: with round ends it is a dot, round however much the drawing is stretched
CROWDED = 45  # points, from which they are drawn smaller
BAR = 0.7  # of the width that a bar has for itself
STEPS = 5  # sizes of the spots of a strip
# Drawn at the top or bottom of the chart, unstretched, about the middle of their day.
SHAPES = {"flare": "M0-9l6 10h-12z", "medicine": "M0-7l6 6-6 6-6-6z"}


@dataclass(frozen=True)
class Words:
    """What a screen reader says. `name` makes the ids unique on the page."""

    name: str
    title: str
    description: str


@dataclass(frozen=True)
class Plane:
    """Days from left to right, values from bottom to top; `lines` are the values that get a line across."""

    first: date
    last: date
    low: float
    high: float
    lines: tuple[float, ...] = ()

    def x(self, day: date, part: float = 0.5) -> int:
        """Where a day lies; `part` 0 is its beginning, 1 its end."""
        return round(((day - self.first).days + part) / ((self.last - self.first).days + 1) * SIZE)

    def y(self, value: float) -> int:
        """Where a value lies. One outside of the plane is drawn at its edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round((1 - share) * SIZE)


@dataclass(frozen=True)
class Event:
    """What may explain a change: a `flare` or a change of `medicine`."""

    day: date
    kind: str


def trend_chart(shown: Trend, plane: Plane, events: Iterable[Event], words: Words) -> str:
    """Dots, the line of the middle and the band of the spread, with what happened above and below."""
    joined = runs(shown.spreads)
    fine = " fine" if len(shown.dots) > CROWDED else ""
    drawn = [
        *_grid(plane),
        *(_area(run, plane) for run in joined if len(run) > 1),
        _path("whisker", "".join(_whisker(run[0], plane) for run in joined if len(run) == 1)),
        _path("dots" + fine, "".join(_dot(plane.x(day), plane.y(value)) for day, value in shown.dots)),
        _path("middle", "".join(_line(run, plane) for run in joined)),
    ]
    return _svg(words, drawn, _events(events, plane))


def pairs_chart(pairs: Sequence[Pair], plane: Plane, words: Words) -> str:
    """Each pair as a stroke from an open dot, before, to a filled one, after."""
    places = [(_middle_x(pair, plane), plane.y(pair.before), plane.y(pair.after)) for pair in pairs]
    fine = " fine" if len(pairs) > CROWDED else ""
    before = "".join(_dot(x, y) for x, y, _ in places)
    drawn = [
        *_grid(plane),
        _path("rungs", "".join(f"M{x} {before}V{after}" for x, before, after in places)),
        _path("before" + fine, before),
        _path("hollow" + fine, before),
        _path("after" + fine, "".join(_dot(x, y) for x, _, y in places)),
    ]
    return _svg(words, drawn, [])


def arms_chart(
    first: Sequence[tuple[date, float]], second: Sequence[tuple[date, float]], plane: Plane, words: Words
) -> str:
    """The days of two ways of doing it: open dots for the first, filled ones for the second. No answer, no dot."""
    fine = " fine" if len(first) + len(second) > CROWDED else ""
    hollow, filled = ("".join(_dot(plane.x(day), plane.y(value)) for day, value in way) for way in (first, second))
    drawn = [
        *_grid(plane),
        _path("before" + fine, hollow),
        _path("hollow" + fine, hollow),
        _path("after" + fine, filled),
    ]
    return _svg(words, drawn, [])


def bars_chart(bars: Sequence[tuple[date, date, float]], plane: Plane, words: Words) -> str:
    """A bar from zero for each span of days; nothing is drawn where there is nothing."""
    drawn = [*_grid(plane), _path("bars", "".join(_bar(*bar, plane) for bar in bars if bar[2] > 0))]
    return _svg(words, drawn, [])


def course_chart(course: Sequence[tuple[date, float, bool]], plane: Plane, words: Words) -> str:
    """A value on each day as a line over an area; dashed and without an area where the third says that it rests."""
    spans = [[*span] for _, span in groupby(course, key=lambda day: day[2])]
    # Each span begins where the one before it ended, so that the line has no gap.
    joined = [([*before[-1:], *span], span[0][2]) for before, span in pairwise([[], *spans])]
    places = [([(plane.x(day), plane.y(value)) for day, value, _ in span], rests) for span, rests in joined]
    drawn = [
        *_grid(plane),
        _path("band", "".join(_ground(way) for way, rests in places if not rests)),
        _path("still", "".join(_way(way) for way, rests in places if rests)),
        _path("middle", "".join(_way(way) for way, rests in places if not rests)),
    ]
    return _svg(words, drawn, [])


def strip_chart(spots: Sequence[tuple[date, date, float]], plane: Plane, words: Words) -> str:
    """One row of spots; the third of each is its size, above 0 to 1. Strips above each other can be compared."""
    sizes: dict[int, list[str]] = {}
    for first, last, share in spots:
        x = (plane.x(first, 0) + plane.x(last, 1)) // 2
        sizes.setdefault(max(1, round(share * STEPS)), []).append(_dot(x, SIZE // 2))
    drawn = [_path("grid", f"M0 {SIZE // 2}h{SIZE}")]
    return _svg(words, [*drawn, *(_path(f"spots size-{n}", "".join(sizes[n])) for n in sorted(sizes))], [])


def _svg(words: Words, stretched: Iterable[str], marks: Iterable[str]) -> str:
    title, text = f"{words.name}-title", f"{words.name}-text"
    return (
        f'<svg class="chart" role="img" aria-labelledby="{escape(title)} {escape(text)}">'
        f'<title id="{escape(title)}">{escape(words.title)}</title>'
        f'<desc id="{escape(text)}">{escape(words.description)}</desc>'
        f'<svg class="stretched" viewBox="0 0 {SIZE} {SIZE}" preserveAspectRatio="none" width="100%" height="100%">'
        f"{''.join(stretched)}</svg>{''.join(marks)}</svg>"
    )


def _path(kind: str, way: str) -> str:
    return f'<path class="{kind}" d="{way}"/>' if way else ""


def _grid(plane: Plane) -> Iterator[str]:
    yield _path("grid", "".join(f"M0 {plane.y(value)}h{SIZE}" for value in plane.lines))


def _dot(x: int, y: int) -> str:
    return f"M{x} {y}{DOT}"


def _way(places: Sequence[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in places) + (DOT if len(places) == 1 else "")


def _ground(places: Sequence[tuple[int, int]]) -> str:
    """The area between a line and the bottom."""
    return f"M{places[0][0]} {SIZE}L{_way(places)[1:]}L{places[-1][0]} {SIZE}z" if len(places) > 1 else ""


def _middle_x(span: Spread | Pair, plane: Plane) -> int:
    """Of weeks and months the middle, which may lie between two days and, at the ends, has to lie inside."""
    return min(max(plane.x(middle_day(span)), 0), SIZE)


def _along(run: Sequence[Spread], plane: Plane, value: Callable[[Spread], float]) -> list[str]:
    return [f"{_middle_x(spread, plane)} {plane.y(value(spread))}" for spread in run]


def _area(run: Sequence[Spread], plane: Plane) -> str:
    top, bottom = _along(run, plane, lambda s: s.high), _along(run, plane, lambda s: s.low)
    edges = f"M{'L'.join(top)}M{'L'.join(bottom)}"
    return _path("band", f"M{'L'.join([*top, *reversed(bottom)])}z") + _path("edge", edges)


def _whisker(spread: Spread, plane: Plane) -> str:
    return f"M{_middle_x(spread, plane)} {plane.y(spread.low)}V{plane.y(spread.high)}"


def _line(run: Sequence[Spread], plane: Plane) -> str:
    points = _along(run, plane, lambda s: s.middle)
    return f"M{'L'.join(points)}" + (DOT if len(points) == 1 else "")


def _bar(first: date, last: date, value: float, plane: Plane) -> str:
    left, right = max(plane.x(first, 0), 0), min(plane.x(last, 1), SIZE)
    width = max(1, round((right - left) * BAR))
    return f"M{(left + right - width) // 2} {SIZE}V{plane.y(value)}h{width}V{SIZE}z"


def _events(events: Iterable[Event], plane: Plane) -> Iterator[str]:
    for event in events:
        x, y = f"{plane.x(event.day) / SIZE:.1%}", "100%" if event.kind == "flare" else "0"
        line = (
            f'<line class="{event.kind}-line" x1="{x}" x2="{x}" y1="0" y2="100%"/>' if event.kind == "medicine" else ""
        )
        yield f'{line}<svg class="mark" x="{x}" y="{y}"><path class="{event.kind}" d="{SHAPES[event.kind]}"/></svg>'
