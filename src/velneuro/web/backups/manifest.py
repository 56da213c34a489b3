"""What a backup says of itself: versions, rows, and the size and checksum of each file in it."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from velneuro.core.long_number import whole_number

FORMAT = "velneuro-backup"
VERSION = 1
NAME = "manifest.json"
DATABASE = "velneuro.sqlite3"
KEYS = ("secret.key", "vapid.pem")  # of the cookies, and by which push services know this installation
KEPT_FOLDERS = ("sound/music/own", "sound/voices")
LEFT_OUT = ("sound/tracks", "sound/clips", "sound/music", "static")  # all of it is made again
PART = re.compile(r"[^/\\\0]+")


@dataclass(frozen=True)
class Kept:
    """One file of a backup."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`migrations` are the names of those that the database has seen; `rows` counts each table."""

    app: str
    made_at: str
    migrations: tuple[str, ...]
    rows: dict[str, int]
    files: tuple[Kept, ...]

    def to_json(self) -> str:
        """The text that lies in the backup."""
        said = {"format": FORMAT, "version": VERSION, **asdict(self), "left_out": list(LEFT_OUT)}
        return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(text: bytes) -> Manifest:
    """The manifest of a backup. Raises ValueError in words when it is none, or of a newer form."""
    raw: Any = json.loads(text, parse_int=whole_number)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ValueError("it is not a backup of Vel Neuro")
    if raw.get("version") != VERSION:
        raise ValueError(f"its form {raw.get('version')!r} is newer than this Vel Neuro")
    try:
        files = tuple(Kept(str(each["name"]), int(each["bytes"]), str(each["sha256"])) for each in raw["files"])
        rows = {str(table): int(count) for table, count in raw["rows"].items()}
        manifest = Manifest(str(raw["app"]), str(raw["made_at"]), tuple(map(str, raw["migrations"])), rows, files)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("its manifest is damaged") from error
    if not all(_is_ours(kept.name) for kept in files) or DATABASE not in {kept.name for kept in files}:
        raise ValueError("its manifest names files that do not belong in it")
    return manifest


def _is_ours(name: str) -> bool:
    """A name that led out of the data folder could write anywhere on the machine."""
    parts = PurePosixPath(name).parts
    inside = any(name.startswith(f"{folder}/") for folder in KEPT_FOLDERS)
    return name in (DATABASE, *KEYS) or (inside and all(PART.fullmatch(part) and part != ".." for part in parts))


def rows_of(database: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    tables = sorted(name for (name,) in names)
    return {name: int(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables}  # noqa: S608


def migrations_of(database: sqlite3.Connection) -> tuple[str, ...]:
    """The migrations that the tables of the app have seen."""
    seen = database.execute("SELECT name FROM django_migrations WHERE app = 'web' ORDER BY name")
    return tuple(name for (name,) in seen)
