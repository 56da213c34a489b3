"""What a person reads when something went wrong: what happened, and what to do next."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from velneuro.core.problem import InputRefused, VelNeuroError
from velneuro.web.people.entering import is_a_way_in
from velneuro.web.people.stranger import stranger_response

log = logging.getLogger(__name__)
API = "/api/"
DISK_FULL = ("disk is full", "no space left", "disk full")
DISK_FAILS = ("disk i/o error",)  # also what a quota or a limit on the size of files looks like
READ_ONLY = ("readonly", "read-only", "unable to open")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for those who are in; at the door the same words as for every stranger."""
    if not request.user.is_authenticated:
        return stranger_response()
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not ours, too old, or came by another address than the host set."""
    if not (request.user.is_authenticated or is_a_way_in(request.path)):
        return stranger_response()
    here = f"{request.scheme}://{request.get_host()}"
    return render(request, "csrf.html", {"here": request.headers.get("Origin", here)}, status=403)


def refused(request: HttpRequest, error: VelNeuroError) -> HttpResponse:
    """The one place where an error of ours becomes an answer: wrong input is 400, a failing machine 503."""
    status = 400 if isinstance(error, InputRefused) else 503
    log.warning("%s %s: %s", request.method, request.path, error)
    if request.path.startswith(API):
        return JsonResponse({"detail": str(error)}, status=status)
    return render(request, "refused.html", {"lines": str(error).splitlines(), "status": status}, status=status)


def cannot_save(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    """The disk or the database failed: one sentence what to do, and all that was typed, ready to be sent again."""
    log.error("%s %s: %s", request.method, request.path, error)
    status, sentence = _what_to_do(str(error).lower())
    if request.path.startswith(API):
        return JsonResponse({"detail": sentence}, status=status)
    context = {"sentence": sentence, "typed": _typed(request), "action": request.get_full_path()}
    return render(request, "cannot_save.html", context, status=status)


def _what_to_do(message: str) -> tuple[int, str]:
    if any(words in message for words in DISK_FULL):
        return 507, gettext("The disk of this machine is full. Make some room, then tap Try again.")
    if any(words in message for words in DISK_FAILS):
        return 507, gettext("The disk did not take it. Make some room or check the disk, then tap Try again.")
    if any(words in message for words in READ_ONLY):
        return 503, gettext("The data folder cannot be written. Make it writable, then tap Try again.")
    return 503, gettext("The data cannot be reached just now. Wait a moment, then tap Try again.")


def _typed(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Name, text, and whether a person typed it in words (it is then shown, not only kept)."""
    return [
        (name, value, name in ("note", "went_well", "name") and bool(value))
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "password")
        for value in values
    ]
