"""`velneuro import FILE`: adds an archive to a person."""

# ruff: noqa: N999 - a command is a module of its name, and nothing imports this one by a statement

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from velneuro.cli.household import open_household, person_or_new
from velneuro.cli.parser import Parser
from velneuro.core.problem import InputRefused, Problem

if TYPE_CHECKING:
    from velneuro.web.reports.importing import Taken


def run(arguments: list[str]) -> int:
    """Add what is missing; what is here stays as it is. A wrong file changes nothing."""
    parser = Parser("import", "Add an archive to a person. What is here stays as it is.")
    parser.add_argument("file", metavar="FILE", type=Path, help="an archive that export wrote (.json or .zip)")
    parser.add_argument("--person", metavar="NAME", help="for whom; default: the first person of this machine")
    given = parser.parse_args(arguments)
    from velneuro.outputs.archive.reading import read_archive

    archive = read_archive(_content(given.file), given.file.name)
    open_household()
    from django.db import transaction

    from velneuro.web.reports.importing import take_in

    with transaction.atomic():  # a person who is made for a file that is refused must not stay
        person = person_or_new(given.person)
        taken = take_in(person, archive, given.file.name, keep_name=given.person is not None)
    print(f"{given.file}: {person.name}: {_told(taken)}")
    return 0


def _content(file: Path) -> bytes:
    from velneuro.outputs.archive.reading import MOST_BYTES

    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        what = (error.strerror or "it cannot be read").lower()
        raise InputRefused([Problem(str(file), what, "name a file that export wrote")]) from error


def _told(taken: Taken) -> str:
    said = [f"{taken.added} rows added", f"{taken.known} were here already"]
    if taken.changed:
        said.append(f"{taken.changed} were changed here and stay as they are")
    if taken.left_out:
        said.append(f"{taken.left_out} left out, because that day has one of its kind here")
    return ", ".join(said)
