"""A view of the body with its marks, ready for the template: shapes, patterns, numbers, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from velneuro.content.body_views import Region, View, body_view
from velneuro.content.library import catalog
from velneuro.core.catalog import KINDS
from velneuro.web.body_map.marks import Felt, Marks, worst
from velneuro.web.body_map.words import at_place_words, view_words

# CSS pixels. The narrow side is that of a small phone; the other leaves room for a title on an ordinary one.
LARGE = (360, 620)
SMALL_SCALE = 0.13
LETTERS, HALO = 24, 5


@dataclass(frozen=True)
class Fill:
    """The pattern of one kind; `band` names the part of the shape it fills when there are several."""

    kind: str
    band: str


@dataclass(frozen=True)
class Spot:
    """One zone as drawn and touched. `href` is empty for what has no page; where it is no place, it leads to a view."""

    href: str
    is_place: bool
    words: str
    shape: str
    touch: str
    fills: tuple[Fill, ...]
    level: str
    x: int
    y: int


@dataclass(frozen=True)
class Picture:
    """One drawing. Numbers are texts, so that no language puts a comma into them."""

    view: str
    side: str
    words: str
    box: str
    width: str
    height: str
    mirror: str
    letters: str
    halo: str
    spots: tuple[Spot, ...]


def large_scale(view: View) -> float:
    """CSS pixels per unit at which a view fills a small phone."""
    _, _, width, height = view.box
    return min(LARGE[0] / width, LARGE[1] / height)


def large(name: str, side: str, marks: Marks, query: str) -> Picture:
    """A view to tap on; `query` is put behind each link."""
    view = body_view(name)
    return _picture(view, side, marks, large_scale(view), tuple(_links(view, side, marks, query)))


def small(name: str, side: str, marks: Marks) -> Picture:
    """A view to look at."""
    view = body_view(name)
    spots = tuple(_spot(region, view, side, _felt(region, side, marks)) for region in view.regions)
    return _picture(view, side, marks, SMALL_SCALE, spots)


def _picture(view: View, side: str, marks: Marks, scale: float, spots: tuple[Spot, ...]) -> Picture:
    return Picture(
        view=view.name,
        side=side,
        words=view_words(view.name, side),
        box=" ".join(map(str, view.box)),
        width=f"{view.box[2] * scale:.0f}",
        height=f"{view.box[3] * scale:.0f}",
        mirror=f"matrix(-1 0 0 1 {view.width} 0)" if side == "left" else "",
        letters=f"{LETTERS / scale:.1f}",
        halo=f"{HALO / scale:.1f}",
        spots=spots,
    )


def _links(view: View, side: str, marks: Marks, query: str) -> Iterator[Spot]:
    for region in view.regions:
        place, felt = f"{side}-{region.zone}", _felt(region, side, marks)
        zone = catalog().body.zones[region.zone]
        if zone.parts:  # too small here for its parts: there is a view that shows them large
            href = reverse("map-view", args=[zone.figure, side]) + query
            yield _spot(region, view, side, felt, href, view_words(zone.figure, side))
        else:
            href = f"{reverse('map-place', args=[place])}{query}{'&' if query else '?'}view={view.name}"
            yield _spot(region, view, side, felt, href, at_place_words(place, felt), is_place=True)


def _spot(
    region: Region, view: View, side: str, felt: Felt, href: str = "", words: str = "", *, is_place: bool = False
) -> Spot:
    x, y = region.anchor
    kinds = [kind for kind in KINDS if felt.get(kind)]
    return Spot(
        href=href,
        is_place=is_place,
        words=words,
        shape=region.shape,
        touch=region.touch,
        fills=tuple(Fill(kind, _band(number, len(kinds))) for number, kind in enumerate(kinds)),
        level=str(worst(felt) or ""),
        x=view.width - x if side == "left" else x,
        y=y,
    )


def _band(number: int, count: int) -> str:
    return f"band-{count}-{number}" if count > 1 else ""


def _felt(region: Region, side: str, marks: Marks) -> Felt:
    """What is felt in a region; in one that stands for several zones the strongest of each kind."""
    body = catalog().body
    felt: dict[str, int] = {}
    for leaf in body.leaf_places(f"{side}-{region.zone}"):
        for kind, level in marks.get(leaf, {}).items():
            felt[kind] = max(level, felt.get(kind, 0))
    return felt
