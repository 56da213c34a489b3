"""Where the rows live: SQLite in the data folder, or Postgres when DATABASE_URL names one."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from velneuro.core.problem import MachineFailed

# FULL: with NORMAL a power cut may lose entries that the page has called saved. IMMEDIATE: a transaction that reads
# and then writes fails at once with "database is locked" when another one writes in between.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364;"
)


def sqlite(folder: Path) -> dict[str, Any]:
    """Django's settings for the database file of a data folder."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "velneuro.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def postgres(url: str) -> dict[str, Any]:
    """Django's settings for a Postgres address. Raises MachineFailed when its driver is not installed."""
    if find_spec("psycopg") is None:
        raise MachineFailed("DATABASE_URL needs the Postgres driver: run make extras")
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
