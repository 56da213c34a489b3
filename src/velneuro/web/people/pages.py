"""Ways between pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request: HttpRequest) -> str:
    """Where a change was asked from, when that is a page of this site; else the settings."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    # A word without a slash would be taken for the name of a page, which may not exist.
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if is_ours else reverse("settings")
