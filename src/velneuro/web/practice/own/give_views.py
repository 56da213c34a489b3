"""Giving a routine: a page with its file, its link and a picture to scan, and the file itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from velneuro.web.people.entering import base_url
from velneuro.web.people.owner import current_person
from velneuro.web.practice.own.giving import file_name, gift_of, given_text
from velneuro.web.practice.views import routine_or_404


@require_GET
def give(request: HttpRequest, name: str) -> HttpResponse:
    """How this routine can be given to somebody."""
    routine = routine_or_404(name, current_person(request))
    return render(request, "own/give.html", {"routine": routine, "gift": gift_of(routine, base_url(request))})


@require_GET
def give_file(request: HttpRequest, name: str) -> HttpResponse:
    """The file of this routine."""
    routine = routine_or_404(name, current_person(request))
    headers = {"Content-Disposition": f'attachment; filename="{file_name(routine)}"', "Cache-Control": "no-store"}
    return HttpResponse(given_text(routine), content_type="application/toml; charset=utf-8", headers=headers)
