"""Fetching a large file: goes on where it stopped, and takes nothing that is not what was promised."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from socket import gaierror
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from velneuro.content.voice_catalog import RemoteFile
from velneuro.core.problem import MachineFailed

BLOCK = 2**18
PATIENCE_S = 30
PARTIAL, ALL_THERE = 206, 416


def fetch(wanted: RemoteFile, file: Path, tell: Callable[[int], object]) -> None:
    """Fetch into `file`, by way of a .part beside it that a later call goes on with; `tell` hears the bytes so far.

    Raises MachineFailed: the connection, the disk, or what came is not what was promised.
    """
    if file.exists():
        return
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _fill(wanted, part, tell)
        _check(wanted, part)
        part.replace(file)
    except (HTTPException, OSError, KeyboardInterrupt) as error:
        raise MachineFailed(f"{_told(wanted, error)} {_how_far(part)}") from error


def _fill(wanted: RemoteFile, part: Path, tell: Callable[[int], object]) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have >= wanted.size:
        return
    with contextlib.closing(_open(wanted.url, have)) as answer:
        goes_on = answer.status == PARTIAL and _begins_at(answer) == have
        with part.open("ab" if goes_on else "wb") as opened:
            have = have if goes_on else 0
            while have <= wanted.size and (block := answer.read(BLOCK)):
                opened.write(block)
                have += len(block)
                tell(have)
    if have < wanted.size:
        raise ConnectionError("the connection broke")


def _open(url: str, have: int) -> HTTPResponse:
    request = Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310 the catalog allows http only
    try:
        answer: HTTPResponse = urlopen(request, timeout=PATIENCE_S)  # noqa: S310
    except HTTPError as error:
        if error.code != ALL_THERE or not have:
            raise
        return _open(url, 0)  # the file has become shorter than what is there already
    return answer


def _begins_at(answer: HTTPResponse) -> int | None:
    given = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(given) if given.isdecimal() else None


def _check(wanted: RemoteFile, part: Path) -> None:
    """What is wrong is deleted: to go on with it would never give the right file."""
    kind, _, digest = wanted.digest.partition(":")
    with part.open("rb") as opened:
        found = hashlib.file_digest(opened, kind).hexdigest()
    if part.stat().st_size == wanted.size and found == digest:
        return
    part.unlink()
    raise MachineFailed(
        f"{wanted.url}: what came is not the file that was promised, so it was deleted. Try again, or later."
    )


def _told(wanted: RemoteFile, error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return "Stopped."
    if isinstance(error, HTTPError):
        return f"{wanted.url}: the server answered {error.code}."
    why = getattr(error, "reason", error)
    if isinstance(why, gaierror):
        return f"{wanted.url}: this address was not found: the machine may be offline."
    return f"{wanted.url}: {getattr(why, 'strerror', None) or why}."


def _how_far(part: Path) -> str:
    if not part.exists():
        return "Check the connection and try again."
    return f"{part.stat().st_size / 1e6:.1f} MB are there; the same command goes on from here."
