"""Routine to timeline, after import."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench.timing import median_ms
from velneuro.content import library
from velneuro.core.person import Person
from velneuro.core.pipeline import compile_session


def measure() -> Iterator[tuple[str, str]]:
    """Each routine of the library at 20 minutes, for a person who answered nothing."""
    for name in library.routine_names():
        given = (library.routine(name), Person(), library.catalog(), library.voice("en"), 20, 1)
        taken = median_ms(partial(compile_session, *given), 100)
        yield f"{name}, 20 minutes, routine to timeline", f"{taken:.2f} ms"
