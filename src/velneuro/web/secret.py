"""The secret key of this installation, made at the first start and readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from velneuro.core.problem import MachineFailed


def secret_key(folder: Path) -> str:
    """Read the key from the data folder, or make it. Raises MachineFailed when the folder cannot be used."""
    path = folder / "secret.key"
    try:
        return path.read_text("ascii") or _make(path)
    except FileNotFoundError:
        return _make(path)
    except OSError as error:
        raise _failed(path, error) from error


def _make(path: Path) -> str:
    key = secrets.token_urlsafe(64)
    fresh = path.with_name(f"secret.key.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside first: a power cut must not leave half a key, which would sign every device out.
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        return _keep_the_first(fresh, path)
    except OSError as error:
        raise _failed(path, error) from error


def _keep_the_first(fresh: Path, path: Path) -> str:
    """Two processes may start at once: whichever comes second takes the key of the first."""
    if path.exists() and path.stat().st_size:
        fresh.unlink()
    else:
        fresh.replace(path)
    return path.read_text("ascii")


def _failed(path: Path, error: OSError) -> MachineFailed:
    reason = (error.strerror or "it failed").lower()
    return MachineFailed(f"{path}: the key cannot be kept here ({reason}): make the folder writable")
