"""Checks a backup: the whole file, each file in it, and the database with its rows."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import NoReturn

from velneuro.core.problem import InputRefused, Problem
from velneuro.web.backups.manifest import DATABASE, NAME, Kept, Manifest, read_manifest, rows_of
from velneuro.web.backups.writing import DIGEST_LETTERS, READ_BYTES, digest_of, open_database

OTHER = "use another backup"
SIGNED = re.compile(rb"[0-9a-f]{64}")


def check(file: Path) -> Manifest:
    """Raise InputRefused, with what is wrong, unless the backup is whole."""
    with tempfile.TemporaryDirectory(prefix="velneuro-verify-") as folder:
        return unpack(file, Path(folder))


def unpack(file: Path, into: Path) -> Manifest:
    """Write all files of a backup below a folder, and check each. Raises InputRefused when anything is wrong."""
    try:
        _check_whole(file)
        with zipfile.ZipFile(file) as zipped:
            manifest = read_manifest(zipped.read(NAME))
            if sorted(zipped.namelist()) != sorted([NAME, *(kept.name for kept in manifest.files)]):
                _refuse(file, "it does not hold what its manifest says")
            for kept in manifest.files:
                _unpack_one(zipped, kept, into, file)
    except OSError as error:
        _refuse(file, (error.strerror or "it cannot be read").lower())
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, EOFError):
        _refuse(file, "it is damaged")
    except ValueError as error:
        _refuse(file, str(error))
    _check_database(into / DATABASE, manifest, file)
    return manifest


def _refuse(file: Path, what: str) -> NoReturn:
    raise InputRefused([Problem(str(file), what, OTHER)])


def _check_whole(file: Path) -> None:
    """One flipped bit anywhere, also in the checksum itself, makes the two differ."""
    length = file.stat().st_size - DIGEST_LETTERS
    with file.open("rb") as opened:
        if length <= 0 or not zipfile.is_zipfile(opened):
            _refuse(file, "it is not a backup, or its end is missing")
        opened.seek(length)
        if not SIGNED.fullmatch(opened.read(DIGEST_LETTERS)):
            _refuse(file, "it is not a backup, or its end is damaged")
        digest = digest_of(opened, length)
        if opened.read(DIGEST_LETTERS) != digest.encode("ascii"):
            _refuse(file, "its bytes are not those that were written: it is damaged or cut short")


def _unpack_one(zipped: zipfile.ZipFile, kept: Kept, into: Path, file: Path) -> None:
    target = into / kept.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with zipped.open(kept.name) as source, target.open("wb") as out:
        while block := source.read(READ_BYTES):
            digest.update(block)
            size += len(block)
            out.write(block)
    if (digest.hexdigest(), size) != (kept.sha256, kept.bytes):
        _refuse(file, f"{kept.name} in it is damaged")


def _check_database(database: Path, manifest: Manifest, file: Path) -> None:
    try:
        with closing(open_database(database)) as opened:
            found = [str(row[0]) for row in opened.execute("PRAGMA integrity_check(1)")]
            if found != ["ok"] or opened.execute("PRAGMA foreign_key_check").fetchone():
                _refuse(file, f"the database in it is damaged ({found[0]})")
            if rows_of(opened) != manifest.rows:
                _refuse(file, "the database in it has not the rows that its manifest says")
    except sqlite3.Error as error:
        _refuse(file, f"the database in it cannot be read ({error})")
