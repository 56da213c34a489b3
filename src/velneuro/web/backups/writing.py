"""Writes the whole instance as one file, while it runs.

The file is a zip. Its comment is the SHA-256 of all bytes before it, so that any damage anywhere shows.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from velneuro.core.problem import InputRefused, MachineFailed, Problem
from velneuro.version import VERSION
from velneuro.web.backups.manifest import DATABASE, KEPT_FOLDERS, KEYS, NAME, Kept, Manifest, migrations_of, rows_of

DIGEST_LETTERS = 64
READ_BYTES = 1 << 20
PACKED = (".npy", ".mp3", ".onnx")  # deflating these takes long and saves little


def back_up(data: Path, into: BinaryIO, beside: Path, now: datetime) -> Manifest:
    """Write database, key, own music and voices of the data folder; `beside` has room for a copy of the database.

    Raises InputRefused where there is nothing yet, MachineFailed when the database cannot be read.
    """
    if not (data / DATABASE).is_file():
        raise InputRefused([Problem(str(data), "nothing is kept here yet", "set VELNEURO_DATA to the right folder")])
    with tempfile.TemporaryDirectory(prefix=".velneuro-", dir=beside) as folder:
        copy = Path(folder) / DATABASE
        copy_database(data / DATABASE, copy)
        manifest = _written(data, copy, into, now)
    _sign(into)
    return manifest


def copy_database(source: Path, copy: Path) -> None:
    """A consistent copy while others read and write: SQLite's online backup."""
    try:
        with closing(open_database(source)) as live, closing(sqlite3.connect(copy)) as made:
            live.backup(made)
            made.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it
    except sqlite3.Error as error:
        raise MachineFailed(f"{source}: the database cannot be copied ({error}): check the disk") from error


def open_database(file: Path) -> sqlite3.Connection:
    """Open a database that is there; a missing one is not made."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=20, isolation_level=None)


def _written(data: Path, copy: Path, into: BinaryIO, now: datetime) -> Manifest:
    with closing(open_database(copy)) as database:
        migrations, rows = migrations_of(database), rows_of(database)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        files = [_added(zipped, name, file) for name, file in ((DATABASE, copy), *_beside(data))]
        kept = tuple(file for file in files if file is not None)
        made_at = now.astimezone(UTC).isoformat(timespec="seconds")
        manifest = Manifest(VERSION, made_at, migrations, rows, kept)
        zipped.writestr(NAME, manifest.to_json())
        zipped.comment = b"0" * DIGEST_LETTERS
    return manifest


def _beside(data: Path) -> Iterator[tuple[str, Path]]:
    """The keys, own music and voices; what is still being made has no final name."""
    files = [
        *(data / key for key in KEYS),
        *(file for folder in KEPT_FOLDERS for file in sorted((data / folder).rglob("*"))),
    ]
    for file in files:
        if file.is_file() and file.suffix != ".part":
            yield file.relative_to(data).as_posix(), file


def _added(zipped: zipfile.ZipFile, name: str, file: Path) -> Kept | None:
    """None for a file that somebody removed meanwhile."""
    digest, size = hashlib.sha256(), 0
    with suppress(FileNotFoundError):
        info = zipfile.ZipInfo.from_file(file, name, strict_timestamps=False)
        info.compress_type = zipfile.ZIP_STORED if file.suffix in PACKED else zipfile.ZIP_DEFLATED
        with file.open("rb") as source, zipped.open(info, "w", force_zip64=True) as out:
            while block := source.read(READ_BYTES):
                digest.update(block)
                size += len(block)
                out.write(block)
        return Kept(name, size, digest.hexdigest())
    return None


def _sign(file: BinaryIO) -> None:
    """Put the checksum in the place that the comment holds for it."""
    file.seek(0, 2)
    length = file.tell() - DIGEST_LETTERS
    digest = digest_of(file, length)
    file.seek(length)
    file.write(digest.encode("ascii"))


def digest_of(file: BinaryIO, length: int) -> str:
    """SHA-256 of the first so many bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    while length > 0 and (block := file.read(min(READ_BYTES, length))):
        digest.update(block)
        length -= len(block)
    return digest.hexdigest()
