"""What to have ready for a plan: what the person has of it, and what nobody should be without."""

from __future__ import annotations

from collections.abc import Collection, Iterable

ALWAYS = ("chair", "cloth", "shoes")  # what keeps a person with oily feet from falling


def ready(supplies: Iterable[str], have: Collection[str] | None) -> tuple[str, ...]:
    """The names of what to have ready, in the order of the routine; None: the person did not say what they have."""
    return tuple(name for name in supplies if name in ALWAYS or name in (have or ()))
