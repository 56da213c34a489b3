"""Where this machine may send to. An address that a person gave must not make it call into the host's own network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings

from velneuro.web.environment_sending import address_parts

# The services of the browsers: Chrome and those built on it, Firefox, Safari, Edge. A star stands for one label.
PUSH_SERVICES = (
    "fcm.googleapis.com",
    "android.googleapis.com",
    "updates.push.services.mozilla.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)
# Addresses of IPv6 whose last 32 bits are one of IPv4: RFC 4291 (2.5.5.1), RFC 2765 (2.1) and RFC 6052.
IPV4_INSIDE = (IPv6Network("::/96"), IPv6Network("::ffff:0:0:0/96"), IPv6Network("64:ff9b::/96"))
# Each network leads these where it likes (RFC 8215), or did so once (RFC 3879); Python calls them global.
NETWORKS_OWN = (IPv6Network("64:ff9b:1::/48"), IPv6Network("fec0::/10"))


def push_is_allowed(endpoint: str) -> bool:
    """Whether an address that a browser gave belongs to a push service: of the list, or of VELNEURO_PUSH_HOSTS."""
    parts = address_parts(endpoint)
    if parts is None or parts.username or parts.password or not parts.hostname:
        return False
    if parts.scheme == "http":
        return f"http://{parts.netloc}" in settings.SENDING.push_hosts
    if parts.scheme != "https" or parts.port not in (None, 443):
        return False
    return any(_fits(parts.hostname, host) for host in (*PUSH_SERVICES, *settings.SENDING.push_hosts))


def private_is_allowed() -> bool:
    """Whether messages may go to this machine and its network: on one's own machine, or where the host says so."""
    return bool(settings.DOOR == "open" or settings.SENDING.private_targets)


def is_private(address: str) -> bool:
    """Whether an IP address is not one of the open internet: this machine, a home network, a shared one, any other."""
    ip = ip_address(address.partition("%")[0])
    inner = _inner(ip)
    return not inner.is_global or inner.is_multicast or any(inner in network for network in NETWORKS_OWN)


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address that is written as one of IPv6 leads to the same place."""
    if ip.version == 4:
        return ip
    if any(ip in network for network in IPV4_INSIDE):
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def _fits(host: str, pattern: str) -> bool:
    if not pattern.startswith("*."):
        return host == pattern
    label, _, rest = host.partition(".")
    return bool(label) and rest == pattern[2:]
