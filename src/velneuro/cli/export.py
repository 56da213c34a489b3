"""`velneuro export FILE`: writes all of one person into a file."""

from __future__ import annotations

from pathlib import Path

from velneuro.cli.household import open_household, person_named
from velneuro.cli.parser import Parser
from velneuro.cli.whole_file import whole_file


def run(arguments: list[str]) -> int:
    """Write the archive; with the ending .zip, with its tables for spreadsheets."""
    parser = Parser("export", "Write all of one person into a file.")
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write: .json, or .zip with tables as CSV")
    parser.add_argument("--person", metavar="NAME", help="whose; default: the first person of this machine")
    parser.add_argument("--replace", action="store_true", help="also where a file of this name is")
    given = parser.parse_args(arguments)
    open_household()
    from velneuro.outputs.archive.canonical import to_bytes
    from velneuro.outputs.archive.spreadsheets import to_zip
    from velneuro.web.reports.exporting import archive_of

    archive = archive_of(person_named(given.person))
    content = to_zip(archive) if given.file.suffix.lower() == ".zip" else to_bytes(archive)
    with whole_file(given.file, given.replace) as file:
        file.write(content)
    rows = sum(len(rows) for rows in archive.tables.values())
    print(f"{given.file}: {archive.person['name']}, {rows} rows. Anyone who has this file can read it.")
    return 0
