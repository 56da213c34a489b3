"""Real services on loopback that reminders are sent to: a push service, a mail server, a target for Apprise."""

from __future__ import annotations

import json
import socket
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_bytes
from typing import Any

import http_ece
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@dataclass(frozen=True)
class Asked:
    """One request, as it came. Header names are in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.body)
        return read


@dataclass
class Target:
    """An HTTP service that keeps what it was asked, and answers with `status`; `hang` makes it never answer."""

    url: str
    status: int = 201
    answer: dict[str, str] = field(default_factory=dict)
    hang: threading.Event | None = None
    asked: list[Asked] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://{self.netloc}"

    @property
    def netloc(self) -> str:
        return self.url.partition("//")[2].rstrip("/")


@contextmanager
def http_target() -> Iterator[Target]:
    """Run one while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            target.asked.append(Asked(self.path, {name.lower(): text for name, text in self.headers.items()}, body))
            if target.hang:
                target.hang.wait(60)
                self.close_connection = True
                return
            self.send_response(target.status)
            for name, text in target.answer.items():
                self.send_header(name, text)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        target = Target(f"http://127.0.0.1:{server.server_port}/")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield target
        finally:
            server.shutdown()
            thread.join()


class Browser:
    """One that has subscribed: it alone can read what is sent to it (RFC 8291)."""

    def __init__(self, origin: str, path: str = "/push/kitchen") -> None:
        self.key = generate_private_key(SECP256R1())
        self.auth = token_bytes(16)
        self.endpoint = f"{origin}{path}"

    @property
    def subscription(self) -> dict[str, Any]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "keys": {"p256dh": _text(point), "auth": _text(self.auth)}}

    def read(self, asked: Asked) -> dict[str, Any]:
        """Decrypt a push message."""
        assert asked.headers["content-encoding"] == "aes128gcm"
        plain = http_ece.decrypt(asked.body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        read: dict[str, Any] = json.loads(plain)
        return read


def claims(asked: Asked, public_key: str) -> dict[str, Any]:
    """What a push service reads in the signature of a message, once it has proved that it is of this key (RFC 8292)."""
    scheme, _, given = asked.headers["authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in given.split(","))
    assert (scheme, parts["k"]) == ("vapid", public_key)
    signed, _, signature = parts["t"].rpartition(".")
    raw = _bytes(signature)
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(public_key))
    as_der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(as_der, signed.encode(), ECDSA(SHA256()))
    read: dict[str, Any] = json.loads(_bytes(signed.partition(".")[2]))
    return read


@dataclass
class Mailbox:
    """A mail server that keeps each mail, or answers with `refuses` instead."""

    port: int
    refuses: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@contextmanager
def mail_server(**options: Any) -> Iterator[Mailbox]:
    """Run one while the block lasts."""
    box = Mailbox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
