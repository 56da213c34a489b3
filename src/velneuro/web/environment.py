"""The settings a host may give, read strictly: a typo must not open the door, so every mistake stops the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from platformdirs import user_data_path

from velneuro.core.problem import Problem, allowed_names, refuse_if_any

PREFIX = "VELNEURO_"
KNOWN = ("VELNEURO_DATA", "VELNEURO_DOOR")
DOORS = ("open", "locked")


@dataclass(frozen=True)
class Environment:
    """What the host decided. `public_url` and `database_url` are empty when not given."""

    data: Path
    door: str
    public_url: str
    database_url: str

    @property
    def public(self) -> SplitResult:
        return urlsplit(self.public_url)


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Read the environment variables. Raises InputRefused with every mistake found in them."""
    refuse_if_any(_mistakes(variables))
    folder = variables.get("VELNEURO_DATA", "")
    return Environment(
        data=Path(folder).expanduser().absolute() if folder else user_data_path("velneuro", appauthor=False),
        door=variables.get("VELNEURO_DOOR", "locked"),
        public_url=variables.get("PUBLIC_URL", "").rstrip("/"),
        database_url=variables.get("DATABASE_URL", ""),
    )


def _mistakes(variables: Mapping[str, str]) -> Iterator[Problem]:
    yield from _unknown(variables)
    yield from _door(variables)
    yield from _public_url(variables.get("PUBLIC_URL", ""))
    yield from _database_url(variables.get("DATABASE_URL", ""))


def _unknown(variables: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted(variables):
        if name.startswith(PREFIX) and name not in KNOWN:
            yield Problem(name, "there is no such setting", allowed_names(name, KNOWN))


def _door(variables: Mapping[str, str]) -> Iterator[Problem]:
    door = variables.get("VELNEURO_DOOR", "locked")
    if door not in DOORS:
        yield Problem("VELNEURO_DOOR", f"{door!r} is not a way to set the door", "use open or locked, or leave it out")
    elif door == "open" and variables.get("PUBLIC_URL"):
        yield Problem("VELNEURO_DOOR", "an open door and a PUBLIC_URL do not go together", "leave one of them out")


def _public_url(url: str) -> Iterator[Problem]:
    mend = "write it like https://care.example.org, with no path"
    if url and not _is_origin(url):
        yield Problem("PUBLIC_URL", f"{url!r} is not an address of a site", mend)


def _is_origin(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    bare = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and bare and port_is_fine


def _database_url(url: str) -> Iterator[Problem]:
    mend = "write it like postgres://user:password@host:5432/name, or leave it out to use SQLite"
    if url and not _is_postgres(url):
        yield Problem("DATABASE_URL", "it is not the address of a Postgres database", mend)


def _is_postgres(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    named = bool(parts.hostname) and len(parts.path) > 1
    return parts.scheme in ("postgres", "postgresql") and named and port_is_fine
