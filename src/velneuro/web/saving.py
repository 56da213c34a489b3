"""Every request that changes something is one transaction, on disk before the answer; a failing disk is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from velneuro.core.problem import VelNeuroError
from velneuro.web.failures import cannot_save, refused

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
View = Callable[..., HttpResponseBase]
# As @saves_late, where the API makes the view: new music may have to be made before the answer.
LATE = frozenset({"api:session-sound"})


class Saving:
    """Stands innermost: what it answers has passed every other guard."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        try:
            if request.method not in CHANGING or _saves_late(request, view):
                return view(request, *args, **kwargs)
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except VelNeuroError as error:
            return refused(request, error)
        except DatabaseError as error:
            return cannot_save(request, error)


def _saves_late(request: HttpRequest, view: View) -> bool:
    place = request.resolver_match
    return hasattr(view, "saves_late") or (place is not None and place.view_name in LATE)
