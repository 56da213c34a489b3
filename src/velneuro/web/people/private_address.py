"""Addresses that let in without a login: whoever knows one may read what lies there, nobody else finds anything."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from velneuro.web.people.models import OfPerson, Person

TOKEN = r"([\w-]{43})"  # noqa: S105  # what one looks like: 32 bytes are 43 letters
Kept = TypeVar("Kept", bound=OfPerson)


@dataclass(frozen=True)
class PrivateAddress(Generic[Kept]):
    """Of one kind: `model` keeps a hash for each person, `path` holds the token as its first group."""

    model: type[Kept]
    path: re.Pattern[str]

    def make(self, person: Person, now: datetime) -> str:
        """A new token; the one before stops working."""
        token = secrets.token_urlsafe(32)
        kept: dict[str, Any] = {"token_hash": _hash(token), "made_at": now}
        self._all.update_or_create(person=person, defaults=kept)
        return token

    def row(self, request: HttpRequest) -> Kept | None:
        """What was asked for; None for a wrong token, and for a while to whoever tried too many of them."""
        found = self.path.fullmatch(request.path)
        if found is None or request.method not in ("GET", "HEAD"):
            return None
        tries = f"{self.model.__name__}-tries-{request.META.get('REMOTE_ADDR', '')}"
        if cache.get(tries, 0) >= settings.AXES_FAILURE_LIMIT:
            return None
        row: Kept | None = self._all.filter(token_hash=_hash(found[1])).select_related("person").first()
        if row is None:
            cache.add(tries, 0, settings.AXES_COOLOFF_TIME.total_seconds())
            cache.incr(tries)
        return row

    @property
    def _all(self) -> Any:
        return self.model._default_manager


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
