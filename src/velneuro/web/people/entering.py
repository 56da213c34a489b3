"""How another device gets in: by a link that works once, or by the password. Everyone else finds nothing."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import segno
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from velneuro.web.people.models import EntryLink
from velneuro.web.people.owner import MACHINE
from velneuro.web.people.stranger import stranger_response

LINK_LASTS = timedelta(hours=24)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def make_link(account: User, base: str, now: datetime) -> str:
    """A new one-time link for an account, as a full address below `base`."""
    token = secrets.token_urlsafe(32)
    EntryLink.objects.filter(expires_at__lt=now).delete()
    EntryLink.objects.create(account=account, token_hash=_hash(token), expires_at=now + LINK_LASTS)
    return base.rstrip("/") + reverse("enter-link", args=[token])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def base_url(request: HttpRequest) -> str:
    """The address under which other devices reach this one."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


def qr_svg(link: str) -> SafeString:
    """The link as a picture to scan, drawn dark on light in both themes, since many cameras need that."""
    picture = segno.make(link, error="m").svg_inline(scale=6, border=4, dark="#000", light="#fff", omitsize=True)
    return mark_safe(picture)  # noqa: S308  # made of squares alone


def enter_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button (a chat program that looks at the link must not use it up), POST lets the device in."""
    open_links = _open_links(token)
    link = open_links.select_related("account").first()
    if link is None:
        return stranger_response()
    if request.method != "POST":
        return render(request, "people/enter_link.html")
    # The second of two devices that tap at the same moment must find it used.
    if not open_links.update(used_at=timezone.now()):
        return stranger_response()
    login(request, link.account, backend=BACKEND)
    return redirect("tonight")


def _open_links(token: str) -> QuerySet[EntryLink]:
    return EntryLink.objects.filter(token_hash=_hash(token), used_at=None, expires_at__gt=timezone.now())


def is_a_way_in(path: str) -> bool:
    """True for the address of an unused link, and for the password form once a password is set."""
    token = path.removeprefix("/enter/").removesuffix("/")
    return _open_links(token).exists() if token else _account_with_password() is not None


def _account_with_password() -> User | None:
    account = User.objects.filter(username=MACHINE).first()
    return account if account is not None and account.has_usable_password() else None


@sensitive_variables("password")
@sensitive_post_parameters("password")
def enter(request: HttpRequest) -> HttpResponse:
    """The password form; there is none until a password was set. Too many wrong ones are answered by axes."""
    if _account_with_password() is None:
        return stranger_response()
    if request.method != "POST":
        return render(request, "people/enter.html", {"wrong": False})
    known = authenticate(request, username=MACHINE, password=request.POST.get("password", ""))
    if known is None:
        return render(request, "people/enter.html", {"wrong": True}, status=403)
    login(request, known)
    return redirect("tonight")


def too_many_tries(request: HttpRequest, credentials: object, *args: object, **kwargs: object) -> HttpResponse:
    """Too many wrong passwords from one address."""
    return render(request, "people/enter_later.html", status=429)
