"""`velneuro backup FILE`: the whole instance as one file, while it runs."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from velneuro.cli.parser import Parser
from velneuro.cli.whole_file import whole_file
from velneuro.core.problem import InputRefused, Problem


def run(arguments: list[str]) -> int:
    """Write one consistent file with everything that cannot be made again."""
    parser = Parser("backup", "Write the whole instance into one file. It may run meanwhile.")
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write")
    parser.add_argument("--replace", action="store_true", help="also where a file of this name is")
    given = parser.parse_args(arguments)
    from velneuro.web.backups.writing import back_up

    os.umask(0o077)  # whoever can read the file can read every diary in it
    with whole_file(given.file, given.replace) as file:
        manifest = back_up(data_folder(), file, given.file.absolute().parent, datetime.now(UTC))
    people = manifest.rows.get("web_person", 0)
    print(f"{given.file}: {people} people, {sum(manifest.rows.values())} rows, {len(manifest.files)} files.")
    print("Keep it as safe as the diaries in it. velneuro verify checks it.")
    return 0


def data_folder() -> Path:
    """The data folder of this instance. Raises InputRefused where the rows are in Postgres."""
    from velneuro.web.environment import read_environment

    environment = read_environment(os.environ)
    if environment.database_url:
        what = "the rows are in Postgres, which has tools of its own"
        mend = "use pg_dump and pg_restore, and copy secret.key and sound from the data folder"
        raise InputRefused([Problem("DATABASE_URL", what, mend)])
    return environment.data
