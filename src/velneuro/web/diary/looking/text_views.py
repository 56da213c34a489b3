"""What was written: all of it, searched, and what went well by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from velneuro.web.diary.looking.texts import search, went_well
from velneuro.web.people.owner import current_person

LONGEST_SEARCH = 200


@require_GET
def found(request: HttpRequest) -> HttpResponse:
    """Search in all texts of the person."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    hits = search(current_person(request), words, request.GET.get("page", ""))
    return render(request, "diary/look/search.html", {"q": words, "hits": hits})


@require_GET
def good(request: HttpRequest) -> HttpResponse:
    """What went well, the newest first."""
    return render(
        request, "diary/look/went_well.html", {"hits": went_well(current_person(request), request.GET.get("page", ""))}
    )
