"""`velneuro restore FILE`: puts a backup back."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from velneuro.cli.backup import data_folder
from velneuro.cli.parser import Parser


def run(arguments: list[str]) -> int:
    """Check the backup, bring it up to this version, and put it in the place of what is here."""
    parser = Parser("restore", "Put a backup back. What is here is kept aside.")
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that velneuro backup wrote")
    parser.add_argument("--replace", action="store_true", help="also where notes are kept already")
    given = parser.parse_args(arguments)
    from velneuro.web.backups.restoring import restore

    data = data_folder()
    os.umask(0o077)  # what is put back is as private as it was, also in a folder that others may look into
    aside = restore(given.file, data, given.replace, datetime.now().astimezone())
    print(f"{data}: restored from {given.file}.")
    if aside is not None:
        print(f"What was here before lies in {aside}. Remove that folder when all is well.")
    return 0
