"""The star of a routine."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from velneuro.web.people.owner import current_person
from velneuro.web.people.pages import next_page
from velneuro.web.practice.views import routine_or_404
from velneuro.web.toolkit.favorites import set_favorite


@require_POST
def favorite(request: HttpRequest, name: str) -> HttpResponse:
    """Like it, or no longer; then back to where the star was pressed."""
    person = current_person(request)
    set_favorite(person, routine_or_404(name, person).name, request.POST.get("liked") == "1", timezone.now())
    return redirect(next_page(request))
