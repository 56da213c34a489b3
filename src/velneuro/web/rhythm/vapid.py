"""The key by which push services know this installation, made at the first need and readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from velneuro.core.problem import MachineFailed

FILE = "vapid.pem"


def public_key() -> str:
    """The key that a browser subscribes with, as base64url without padding: 65 bytes, an uncompressed point of P-256.

    Raises MachineFailed when the data folder cannot hold it, or holds a file that is no such key.
    """
    point = private_key(settings.DATA).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode("ascii")


def private_key(folder: Path) -> EllipticCurvePrivateKey:
    """Read the key from the data folder, or make it. Raises MachineFailed as above."""
    path = folder / FILE
    try:
        pem = path.read_bytes() if path.exists() else _make(path)
        key = load_pem_private_key(pem, password=None)
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise MachineFailed(f"{path}: the key cannot be kept here ({reason}): make the folder writable") from error
    except ValueError as error:
        raise MachineFailed(_no_key(path)) from error
    if not isinstance(key, EllipticCurvePrivateKey):
        raise MachineFailed(_no_key(path))
    return key


def _no_key(path: Path) -> str:
    return f"{path}: this is not the key for push messages: put back a copy, or delete it and allow push again"


def _make(path: Path) -> bytes:
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    fresh = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside first: a power cut must not leave half a key. Two processes may start at once: a link fails where
    # the name is taken, so whichever comes second takes the key of the first.
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    except OSError:  # no links on this disk
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return path.read_bytes()
