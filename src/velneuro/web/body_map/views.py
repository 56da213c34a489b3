"""The body map: see it, tap a place, say what it feels like; the same by a list of words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from velneuro.content.body_views import VIEWS, body_view
from velneuro.content.figures import palette_colors
from velneuro.content.library import catalog
from velneuro.core.body import SIDES, split
from velneuro.core.catalog import KINDS
from velneuro.web.body_map.asking import Asked, asked
from velneuro.web.body_map.forms import PlaceForm, SeveralForm
from velneuro.web.body_map.keeping import change
from velneuro.web.body_map.marks import Marks, gathered, opposite
from velneuro.web.body_map.picture import SMALL_SCALE, large, large_scale, small
from velneuro.web.body_map.undoing import LAST_CHANGE
from velneuro.web.body_map.words import LIMB_OF, LIMB_TITLES, VIEW_WORDS, at_place_words, view_words
from velneuro.web.people.drawings import drawing
from velneuro.web.people.words import KIND_WORDS, place_words

ACROSS = ("left", "right")
# Patterns are drawn in CSS pixels, and enlarged to the units of the figure that they fill.
SWATCH = 28


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Feet, lower legs and hands at a glance. A tap opens one view large; nothing small is marked here."""
    page = asked(request)
    limbs: dict[str, list[Any]] = {}
    for name in VIEWS:
        pair = [small(name, side, page.sheet.marks) for side in ACROSS]
        limbs.setdefault(str(LIMB_TITLES[LIMB_OF[name]]), []).append((VIEW_WORDS[name], pair))
    context = {"limbs": limbs.items(), "words": marked_words(page.sheet.marks), **shared(page, SMALL_SCALE, VIEWS)}
    return render(request, "body_map/overview.html", context)


def marked_words(marks: Marks) -> list[str]:
    """The map in words, by the largest areas that feel the same throughout."""
    there = {place: felt for place, felt in marks.items() if felt}
    return [at_place_words(place, felt) for place, felt in gathered(there, catalog().body)]


def shared(page: Asked, scale: float, views: Iterable[str] = ()) -> dict[str, Any]:
    """What every page of the map shows: its day, the legend with its patterns, the last change, and some views."""
    palette = page.person.palette
    return {
        "limbs_drawn": [drawing(name, palette) for name in views],
        "palette": palette,
        "colors": palette_colors()[palette],
        "page": page,
        "sheet": page.sheet,
        "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
        "pattern_scale": f"{1 / scale:.3f}",
        "swatch": f"{SWATCH / scale:.1f}",
        "bands": [_band(number, count) for count in range(2, len(KINDS) + 1) for number in range(count)],
    }


def _band(number: int, count: int) -> tuple[str, str, str]:
    """The name of one of `count` bands across a shape, where it starts and how high it is."""
    return f"band-{count}-{number}", f"{number / count:.4f}", f"{1 / count:.4f}"


@require_GET
def one_view(request: HttpRequest, view: str, side: str) -> HttpResponse:
    """One view of one side, large enough for a fingertip on every zone."""
    if view not in VIEWS or side not in SIDES:
        raise Http404
    page = asked(request)
    picture = large(view, side, page.sheet.marks, page.query)
    others = [name for name in VIEWS if LIMB_OF[name] == LIMB_OF[view] and name != view]
    marked = [(spot.words, spot.href) for spot in picture.spots if spot.fills and spot.is_place]
    other_side = opposite(f"{side}-").rstrip("-")
    context = {
        "picture": picture,
        "marked": marked,
        "other_side": (reverse("map-view", args=[view, other_side]), view_words(view, other_side)),
        "other_views": [(reverse("map-view", args=[name, side]), view_words(name, side)) for name in others],
        **shared(page, large_scale(body_view(view)), [view]),
    }
    return render(request, "body_map/view.html", context)


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, place: str) -> HttpResponse:
    """One place: what it feels like, how much, and how far that reaches."""
    body = catalog().body
    if place not in body.places or body.zones[split(place)[1]].parts:
        raise Http404
    page = asked(request)
    form = PlaceForm(request.POST or None, place=place, marks=page.sheet.marks)
    back = _back(request, page, place)
    if request.method == "POST" and form.is_valid():
        felt = form.felt()
        before = change(page.person, page.sheet.day, form.changes(), page.now)
        text = gettext("Saved. %(marked)s.") if felt else gettext("Taken out. %(marked)s.")
        LAST_CHANGE.remember(request, text % {"marked": at_place_words(place, felt)}, before, page.now)
        return redirect(back)
    context = {
        "form": form,
        "title": capfirst(place_words(place)),
        "back": back,
        "has_marks": bool(page.sheet.marks.get(place)),
        **shared(page, 1),
    }
    return render(request, "body_map/place.html", context, status=422 if form.errors else 200)


def _back(request: HttpRequest, page: Asked, place: str) -> str:
    """The picture or list that a place was chosen on; its own picture when none was named."""
    side, zone = split(place)
    view = request.GET.get("view", "")
    if view == "list":
        return reverse("map-list") + page.query
    return reverse("map-view", args=[view if view in VIEWS else catalog().body.zones[zone].figure, side]) + page.query


@require_http_methods(["GET", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """The whole map as a list of words, to tick several places at once."""
    page = asked(request)
    form = SeveralForm(request.POST or None, marks=page.sheet.marks)
    if request.method == "POST" and form.is_valid():
        before = change(page.person, page.sheet.day, form.changes(), page.now)
        LAST_CHANGE.remember(request, gettext("Saved. The list shows it."), before, page.now)
        return redirect(reverse("map-list") + page.query)
    context = {"form": form, "words": marked_words(page.sheet.marks), **shared(page, 1)}
    return render(request, "body_map/list.html", context, status=422 if form.errors else 200)
