"""For views that work for seconds before they save anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def saves_late(view: View) -> View:
    """No transaction around the view: while it works, every other device would wait for the database."""
    view.saves_late = True  # type: ignore[attr-defined]
    return view
