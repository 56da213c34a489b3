"""`velneuro verify FILE`: is this backup whole?"""

from __future__ import annotations

from pathlib import Path

from velneuro.cli.parser import Parser


def run(arguments: list[str]) -> int:
    """Check every byte, every file and every row count; exit code 1 when anything is wrong."""
    parser = Parser("verify", "Check that a backup is whole.")
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that velneuro backup wrote")
    given = parser.parse_args(arguments)
    from velneuro.web.backups.checking import check

    manifest = check(given.file)
    people, rows = manifest.rows.get("web_person", 0), sum(manifest.rows.values())
    print(f"{given.file}: whole. Vel Neuro {manifest.app}, {manifest.made_at}, {people} people, {rows} rows.")
    return 0
