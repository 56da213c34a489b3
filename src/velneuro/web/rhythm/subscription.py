"""What a browser tells of its push subscription, checked before anything is sent to it."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from binascii import Error as BrokenBase64
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from velneuro.web.rhythm.sending.allowed import push_is_allowed

POINT_BYTES, SECRET_BYTES = 65, 16  # RFC 8291: an uncompressed point of P-256, and the secret
UNCOMPRESSED = 4


def _is_of_a_push_service(url: str) -> str:
    if not push_is_allowed(url):
        raise ValueError("it is not the address of a push service that the host allows")
    return url


def _is_point(text: str) -> str:
    key = _bytes(text)
    if len(key) != POINT_BYTES or key[0] != UNCOMPRESSED:
        raise ValueError("it is not a public key")
    return text


def _is_secret(text: str) -> str:
    if len(_bytes(text)) != SECRET_BYTES:
        raise ValueError("it is not a secret of 16 bytes")
    return text


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (BrokenBase64, ValueError) as error:
        raise ValueError("it is not base64url") from error


class Keys(BaseModel):
    """With which a message is sealed for this browser."""

    model_config = ConfigDict(extra="ignore")
    p256dh: Annotated[str, Field(max_length=120), AfterValidator(_is_point)]
    auth: Annotated[str, Field(max_length=40), AfterValidator(_is_secret)]


class Subscription(BaseModel):
    """As `PushSubscription.toJSON()` gives it."""

    model_config = ConfigDict(extra="ignore")
    endpoint: Annotated[str, Field(max_length=2000), AfterValidator(_is_of_a_push_service)]
    keys: Keys

    def address(self) -> dict[str, Any]:
        """As a channel keeps it."""
        return self.model_dump()
