"""Routine to timeline, after import."""

from __future__ import annotations

from collections.abc import Iterator

from bench.timing import median_ms
from velneuro.content import library
from velneuro.core.person import Person
from velneuro.core.pipeline import compile_session


def measure() -> Iterator[tuple[str, str]]:
    """Each routine of the library at 20 minutes, for a person who answered nothing."""
    for name in library.routine_names():
        routine, catalog, voice = library.routine(name), library.catalog(), library.voice("en")

        def compile_it(routine=routine, catalog=catalog, voice=voice) -> object:  # type: ignore[no-untyped-def]
            return compile_session(routine, Person(), catalog, voice, 20, 1)

        yield f"{name}, 20 minutes, routine to timeline", f"{median_ms(compile_it, 100):.2f} ms"
