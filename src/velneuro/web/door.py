"""The door: who may come in at all. A stranger gets 404 on every address, files of the pages included."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from velneuro.web.people.entering import is_a_way_in
from velneuro.web.people.owner import machine_account
from velneuro.web.people.private_address import PrivateAddress
from velneuro.web.people.stranger import stranger_response
from velneuro.web.rhythm.calendar_address import CALENDARS
from velneuro.web.sound.feeds import FEEDS

HOST = re.compile(r"^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$")
HEALTH = "/healthz"
ENTER = "/enter/"
PRIVATE: dict[str, PrivateAddress[Any]] = {"/feed/": FEEDS, "/calendar/": CALENDARS}


class Door:
    """Open: whoever sits at this machine is its one account. Locked: only a device that was let in before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == HEALTH and is_of_this_machine(request):
            return self.get_response(request)
        return self._open(request) if settings.DOOR == "open" else self._locked(request)

    def _open(self, request: HttpRequest) -> HttpResponseBase:
        # A page elsewhere can make a browser ask 127.0.0.1 under its own name; only our own names are answered.
        if not (is_of_this_machine(request) and HOST.match(request.META.get("HTTP_HOST", ""))):
            return stranger_response()
        request.user = SimpleLazyObject(machine_account)  # type: ignore[assignment]
        return self.get_response(request)

    def _locked(self, request: HttpRequest) -> HttpResponseBase:
        # Only a way that is open: a redirect or an error page on any other would tell a stranger what runs here.
        if request.user.is_authenticated or _is_open_to_strangers(request):
            return self.get_response(request)
        return stranger_response()


def _is_open_to_strangers(request: HttpRequest) -> bool:
    """A way in that was not used yet, and what lies at a private address."""
    if request.path.startswith(ENTER):
        return is_a_way_in(request.path)
    return any(request.path.startswith(below) and kind.row(request) is not None for below, kind in PRIVATE.items())


def is_of_this_machine(request: HttpRequest) -> bool:
    """True when the call comes from this machine itself and no proxy stands between."""
    return not _is_forwarded(request) and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_forwarded(request: HttpRequest) -> bool:
    return any(name in ("HTTP_FORWARDED", "HTTP_VIA") or name.startswith("HTTP_X_FORWARDED") for name in request.META)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
