"""Where the app can be reached: is it only this machine, is the port free, what address does a phone use."""

from __future__ import annotations

import contextlib
import socket
import time

from velneuro.core.problem import MachineFailed

NAMES = ("localhost", "127.0.0.1", "::1")
ANY = ("0.0.0.0", "::")  # noqa: S104 - only compared with
# Nothing is sent to it: connecting a datagram socket only asks the system which of its own addresses it would use.
FAR_AWAY = ("192.0.2.1", 9)


def is_this_machine(host: str) -> bool:
    """Whether only this machine can come in, by a name that the open door answers to; 127.0.0.2 would find it shut."""
    return host in NAMES


def free_address(host: str, port: int) -> str:
    """The IP address to listen on, since the server takes no names. Raises MachineFailed when it cannot be used."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server itself does: a port that was in use a moment ago counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:  # a name like a..b is no name at all
        reason = (getattr(error, "strerror", None) or "it cannot be used").lower()
        mend = "stop what uses it, or choose another with --port or --host"
        raise MachineFailed(f"cannot listen on {host}, port {port} ({reason}): {mend}.") from error
    return str(address[0])


def base_url(host: str, port: int) -> str:
    """The address to open: the machine's own one in its network when it listens on all."""
    shown = _own_address() if host in ANY else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _own_address() -> str:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(FAR_AWAY)
        return str(probe.getsockname()[0])
    return socket.gethostname()


def wait_until_open(host: str, port: int, seconds: float) -> bool:
    """Whether somebody answers there within the given seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection((_to_ask(host), port), timeout=1):
            return True
        time.sleep(0.1)
    return False


def _to_ask(host: str) -> str:
    return "127.0.0.1" if host in ANY else host
