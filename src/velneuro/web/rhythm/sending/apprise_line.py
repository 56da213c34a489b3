"""Every service of the Apprise library, by one address line such as ntfy://example.org/my-topic."""

from __future__ import annotations

import logging
import socket
import sys
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

from velneuro.web.rhythm.sending import outcome
from velneuro.web.rhythm.sending.allowed import is_private, private_is_allowed
from velneuro.web.rhythm.sending.letter import Letter
from velneuro.web.rhythm.sending.outcome import Fate, Outcome
from velneuro.web.rhythm.sending.wall import wall

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase

CONNECT_SECONDS, READ_SECONDS = 10, 20
# It speaks HTTP, but reads its keys from files of this machine.
READS_FILES = frozenset({"vapid"})
OWN_SOCKETS = frozenset({"socket", "SocketTransport", "AppriseSocketError"})  # what their modules import then
NOT_TAKEN = Outcome(Fate.REFUSED, "not-taken")


def send_apprise(letter: Letter) -> Outcome:
    """Hand one message to the service of an address line.

    The library tells only whether it worked. What did not work may have arrived all the same, so it is not sent again.
    """
    service = _service(str(letter.address.get("url", "")))
    if service is None or not _is_single(service):
        return outcome.BAD_ADDRESS
    if not _is_allowed(service):
        return outcome.HOST_REFUSED
    body = "\n\n".join(part for part in (letter.message.line, letter.link) if part)
    with wall(closed=not private_is_allowed()) as watch:
        taken = _notified(service, letter.message.title, body)
        del service  # some sign off from their host as they are forgotten
    if watch.was_tried:
        return outcome.HOST_REFUSED
    return outcome.SENT if taken else NOT_TAKEN


def _notified(service: NotifyBase, title: str, body: str) -> bool:
    try:
        return bool(service.notify(body=body, title=title, body_format="text"))
    except Exception:
        return False  # 170 services by many hands: none may end the sender


def apprise_is_understood(url: str) -> bool:
    """Whether the library knows such an address line."""
    return _service(url) is not None


def apprise_is_single(url: str) -> bool:
    """Whether such a line leads to one target."""
    service = _service(url)
    return service is not None and _is_single(service)


def apprise_is_allowed(url: str) -> bool:
    """Whether messages may go there. A name is looked at when something is sent: what it leads to may change."""
    service = _service(url)
    return service is not None and _is_allowed(service)


def _service(url: str) -> NotifyBase | None:
    from apprise import Apprise, AppriseAsset

    _silence()
    # Their own log would hold the whole address, and a redirect could lead anywhere.
    asset = AppriseAsset(secure_logging=True, storage_mode="memory", http_redirects=False)
    try:
        service: Any = Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    except Exception:  # an address can be wrong in as many ways as there are services
        return None
    if service is None or not hasattr(service, "notify"):
        return None
    service.redirects = False
    # A line may ask for more tries, though what failed may have arrived; and to call a failure a success.
    service.retry, service.wait, service.optional = 0, 0.0, False
    service.socket_connect_timeout, service.socket_read_timeout = CONNECT_SECONDS, READ_SECONDS
    found: NotifyBase = service
    return found


def _silence() -> None:
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)


def _is_single(service: NotifyBase) -> bool:
    """The library waits seconds between targets, and what only some of them took would count as failed for all."""
    return len(service) <= 1


def _is_allowed(service: NotifyBase) -> bool:
    from apprise import AppriseAttachment

    reads_files = any(isinstance(part, AppriseAttachment) and len(part) for part in vars(service).values())
    if reads_files:
        return False  # a template or key file would be read from this machine, and sent away
    if private_is_allowed():
        return True
    return _speaks_http(type(service)) and not _schemes(service) & READS_FILES and not _is_private_host(service)


def _speaks_http(plugin: type) -> bool:
    """Whether its way out is `requests`, which asks as the wall expects it; others open sockets as they like.

    Some of those leave it to the system to look up a name, some speak to the desktop or a device of this machine.
    """
    modules = [vars(sys.modules[kind.__module__]) for kind in plugin.__mro__ if _is_plugin(kind)]
    by_requests = any("requests" in names for names in modules)
    return by_requests and not any(OWN_SOCKETS & names.keys() for names in modules)


def _is_plugin(kind: type) -> bool:
    return kind.__module__.startswith("apprise.plugins.") and kind.__module__ != "apprise.plugins.base"


def _schemes(service: NotifyBase) -> set[str]:
    told: list[Any] = [service.protocol, service.secure_protocol]
    return {name for part in told if part for name in ([part] if isinstance(part, str) else part)}


def _is_private_host(service: NotifyBase) -> bool:
    host = str(getattr(service, "host", "") or "").strip("[]").lower()
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa")):
        return True
    try:
        return is_private(_as_called(host) if _names_its_host(service) else host)
    except ValueError:
        return False  # a name: the wall looks where it leads


def _names_its_host(service: NotifyBase) -> bool:
    """Others hold a number in the place of the host, such as the bot of a line for Telegram."""
    templates: tuple[str, ...] = service.templates
    return any("{host" in template for template in templates)


def _as_called(host: str) -> str:
    """127.1, 2130706433 and 0x7f.1 are addresses for the system, though for nobody else."""
    try:
        return str(IPv4Address(socket.inet_aton(host)))
    except OSError:
        return host
