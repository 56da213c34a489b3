"""The settings for messages that leave this machine: mail server, contact for push services, hosts that are allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from velneuro.core.problem import Problem

SENDING_NAMES = (
    "VELNEURO_CONTACT",
    "VELNEURO_MAIL_FROM",
    "VELNEURO_PRIVATE_TARGETS",
    "VELNEURO_PUSH_HOSTS",
    "VELNEURO_SMTP",
)
TLS_PORTS = {"tls": 465, "starttls": 587, "none": 25}
PRIVATE_TARGETS = ("allowed", "refused")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
HOST_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
MAIL_ADDRESS = re.compile(r"[^@\s\"<>,;:\\]{1,64}@[^@\s\"<>,;:\\]{1,255}")
NAMED_ADDRESS = re.compile(rf"[^@\"<>,;:\\\r\n]{{1,60}} <{MAIL_ADDRESS.pattern}>")


@dataclass(frozen=True)
class SmtpServer:
    """The mail server that takes our mail. `tls` is starttls, tls or none; `user` is empty where it asks for none."""

    host: str
    port: int
    tls: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Sending:
    """What the host decided. Empty or None: not given. `push_hosts` are allowed besides the known push services."""

    contact: str
    smtp: SmtpServer | None
    mail_from: str
    push_hosts: tuple[str, ...]
    private_targets: bool


def read_sending(variables: Mapping[str, str]) -> Sending:
    """Read what sending_mistakes() found fine."""
    return Sending(
        contact=variables.get("VELNEURO_CONTACT", ""),
        smtp=_smtp_server(variables.get("VELNEURO_SMTP", "")),
        mail_from=variables.get("VELNEURO_MAIL_FROM", ""),
        push_hosts=_listed(variables.get("VELNEURO_PUSH_HOSTS", "")),
        private_targets=variables.get("VELNEURO_PRIVATE_TARGETS") == "allowed",
    )


def sending_mistakes(variables: Mapping[str, str]) -> Iterator[Problem]:
    """Every mistake in these settings. None shows the password of the mail server."""
    yield from _contact(variables.get("VELNEURO_CONTACT", ""))
    yield from _smtp(variables.get("VELNEURO_SMTP", ""), variables.get("VELNEURO_MAIL_FROM", ""))
    yield from _push_hosts(_listed(variables.get("VELNEURO_PUSH_HOSTS", "")))
    targets = variables.get("VELNEURO_PRIVATE_TARGETS", "refused")
    if targets not in PRIVATE_TARGETS:
        mend = "use allowed or refused, or leave it out"
        yield Problem("VELNEURO_PRIVATE_TARGETS", f"{targets!r} is not one of its words", mend)


def is_mail_address(text: str) -> bool:
    """Whether a text is one bare address, such as maria@example.org: no name, no list, no line break."""
    return MAIL_ADDRESS.fullmatch(text) is not None


def _contact(contact: str) -> Iterator[Problem]:
    if contact and not (_is_mailto(contact) or _is_page(contact)):
        mend = "write it like mailto:me@example.org or https://example.org/contact"
        yield Problem("VELNEURO_CONTACT", f"{contact!r} is not a contact that push services take", mend)


def _is_mailto(text: str) -> bool:
    scheme, _, address = text.partition(":")
    return scheme == "mailto" and is_mail_address(address) and "." in address.partition("@")[2]


def _is_page(text: str) -> bool:
    parts = address_parts(text)
    return parts is not None and parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username


def _smtp(url: str, mail_from: str) -> Iterator[Problem]:
    if url and (wrong := _wrong_with_smtp(url)):
        yield Problem("VELNEURO_SMTP", *wrong)
    if mail_from and not (is_mail_address(mail_from) or NAMED_ADDRESS.fullmatch(mail_from)):
        mend = "write it like reminders@example.org or Vel Neuro <reminders@example.org>"
        yield Problem("VELNEURO_MAIL_FROM", f"{mail_from!r} is not an address", mend)
    if bool(url) != bool(mail_from):
        missing = "VELNEURO_MAIL_FROM" if url else "VELNEURO_SMTP"
        yield Problem(missing, "it is missing, and the other one does nothing without it", "set both, or none")


def _wrong_with_smtp(url: str) -> tuple[str, str] | None:
    parts = address_parts(url)
    mend = "write it like smtp://user:password@mail.example.org:587?tls=starttls"
    if parts is None or parts.scheme != "smtp" or not parts.hostname or parts.path or parts.fragment:
        return "it is not the address of a mail server", mend
    asked = parse_qsl(parts.query, keep_blank_values=True)
    if any(name != "tls" for name, _ in asked) or any(value not in TLS_PORTS for _, value in asked) or len(asked) > 1:
        return "after the ? it takes only tls", "use ?tls=starttls, ?tls=tls or ?tls=none"
    if dict(asked).get("tls") == "none" and parts.password and parts.hostname not in THIS_MACHINE:
        return "without TLS its password could be read on the way", "use ?tls=starttls or ?tls=tls"
    if bool(parts.username) != bool(parts.password):
        return "it needs a user and a password, or neither", mend
    return None


def _smtp_server(url: str) -> SmtpServer | None:
    if not url:
        return None
    parts = urlsplit(url)
    tls = dict(parse_qsl(parts.query)).get("tls") or ("tls" if parts.port == TLS_PORTS["tls"] else "starttls")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return SmtpServer(parts.hostname or "", parts.port or TLS_PORTS[tls], tls, user, password)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",")) if text else ()


def _push_hosts(hosts: tuple[str, ...]) -> Iterator[Problem]:
    for host in hosts:
        if not (HOST_NAME.fullmatch(host) or _is_loopback_origin(host)):
            mend = "write names like push.example.org, with commas between them"
            yield Problem("VELNEURO_PUSH_HOSTS", f"{host!r} is not the name of a host", mend)


def _is_loopback_origin(text: str) -> bool:
    """http://127.0.0.1:8123: a push service on this machine, for whoever tries one out."""
    parts = address_parts(text)
    bare = parts is not None and f"{parts.scheme}://{parts.netloc}" == text
    return bare and parts is not None and parts.scheme == "http" and parts.hostname in THIS_MACHINE


def address_parts(url: str) -> SplitResult | None:
    """An address in its parts; None for what is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None
