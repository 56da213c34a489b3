"""Services that break off in ways that well-behaved ones do not: over TLS, on a kept connection, a byte at a time."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

CREATED = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n"
AT_ONCE = struct.pack("ii", 1, 0)  # closing resets the connection


@dataclass
class Rude:
    """A server that hands each connection to a function in a thread of its own; counts what was asked."""

    port: int
    asked: list[bytes] = field(default_factory=list)


@contextmanager
def served(behave: Callable[[Rude, socket.socket], None], context: ssl.SSLContext | None = None) -> Iterator[Rude]:
    """Run one while the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        rude = Rude(listening.getsockname()[1])

        def each(plain: socket.socket) -> None:
            with suppress(OSError), plain:
                if context is None:
                    behave(rude, plain)
                else:
                    with context.wrap_socket(plain, server_side=True) as tls:
                        behave(rude, tls)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=each, args=(listening.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield rude
        listening.shutdown(socket.SHUT_RDWR)


def breaks_the_record(rude: Rude, tls: socket.socket) -> None:
    """Reads the whole request, then sends what is no TLS."""
    rude.asked.append(request(tls))
    os.write(tls.fileno(), b"this is no TLS record" * 9)


def forgets_its_connection(rude: Rude, plain: socket.socket) -> None:
    """Answers once, and resets the connection at the second request: as after a sleep, or behind a router."""
    rude.asked.append(request(plain))
    plain.sendall(CREATED)
    plain.recv(1)
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)


def trickles(rude: Rude, plain: socket.socket) -> None:
    """Answers with one byte after the other, and never comes to an end."""
    rude.asked.append(request(plain))
    plain.sendall(b"HTTP/1.1 200 OK\r\nx: ")
    never = threading.Event()
    while not never.wait(0.05):
        plain.sendall(b"x")


def request(connection: socket.socket) -> bytes:
    """One whole request with a content-length."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += connection.recv(65536) or _gone()
    head, _, body = read.partition(b"\r\n\r\n")
    [length] = [int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while len(body) < length:
        body += connection.recv(65536) or _gone()
    return head + body


def _gone() -> bytes:
    raise ConnectionError("nobody is there any more")


def certificate(folder: Path) -> Path:
    """A file with a fresh key and a certificate for 127.0.0.1 that it has signed itself."""
    key, name = generate_private_key(SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    file = folder / "certificate.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file
