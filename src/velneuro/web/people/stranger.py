"""What a stranger gets, wherever they knock."""

from __future__ import annotations

from django.http import HttpResponseNotFound
from django.utils.translation import gettext


def stranger_response() -> HttpResponseNotFound:
    """The same few words on every address, so that nothing can be told from them."""
    return HttpResponseNotFound(gettext("There is nothing here."), content_type="text/plain; charset=utf-8")
