"""The settings a host may give, read strictly: a typo must not open the door, so every mistake stops the start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from platformdirs import user_data_path

from velneuro.core.problem import Problem, allowed_names, refuse_if_any
from velneuro.web.environment_sending import SENDING_NAMES, Sending, read_sending, sending_mistakes

PREFIX = "VELNEURO_"
KNOWN = ("VELNEURO_DATA", "VELNEURO_DOOR", "VELNEURO_ROUTINE", "VELNEURO_SOUND_GB", *SENDING_NAMES)
DOORS = ("open", "locked")
GIGABYTE = 10**9
LEAST_SOUND_GB = 0.1  # less would not hold one evening


@dataclass(frozen=True)
class Environment:
    """What the host decided. `public_url` and `database_url` are empty when not given.

    `sound_bytes` is how much of the disk the rendered tracks may take, `routine` the file that an author previews.
    """

    data: Path
    door: str
    public_url: str
    database_url: str
    sound_bytes: int
    routine: Path | None
    sending: Sending

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
        sound_bytes=int(float(variables.get("VELNEURO_SOUND_GB", "2")) * GIGABYTE),
        routine=Path(variables["VELNEURO_ROUTINE"]).absolute() if variables.get("VELNEURO_ROUTINE") else None,
        sending=read_sending(variables),
    )


def _mistakes(variables: Mapping[str, str]) -> Iterator[Problem]:
    yield from _unknown(variables)
    yield from _door(variables)
    yield from _sound_gb(variables.get("VELNEURO_SOUND_GB", "2"))
    yield from _public_url(variables.get("PUBLIC_URL", ""))
    yield from _database_url(variables.get("DATABASE_URL", ""))
    yield from sending_mistakes(variables)


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
    if variables.get("VELNEURO_ROUTINE") and (door != "open" or variables.get("PUBLIC_URL")):
        yield Problem(
            "VELNEURO_ROUTINE", "a preview is for this machine only", "start it with velneuro serve --routine"
        )


def _sound_gb(text: str) -> Iterator[Problem]:
    if not (re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text) and float(text) >= LEAST_SOUND_GB):
        yield Problem("VELNEURO_SOUND_GB", f"{text!r} is not a size in gigabytes", "write a number from 0.1 to 9999")


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
