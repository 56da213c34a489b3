"""What the pieces of music are called, and what is heard in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from velneuro.content.library import FOLDER, parsed
from velneuro.core.problem import Problem, refuse_if_any
from velneuro.core.table import Table


@dataclass(frozen=True)
class Piece:
    """A piece of music in words: its name in the program, its title, and one sentence about it."""

    name: str
    title: str
    about: str


@cache
def pieces() -> tuple[Piece, ...]:
    """The pieces in the order in which they are offered. Raises InputRefused when the file has a mistake."""
    problems: list[Problem] = []
    root = Table(parsed(FOLDER / "music.toml", problems), "music.toml", "", problems)
    read = tuple(_piece(table) for table in root.tables("piece"))
    root.close()
    refuse_if_any(problems)
    return read


def _piece(table: Table) -> Piece:
    piece = Piece(table.text("name"), table.text("title"), table.text("about"))
    table.close()
    return piece
