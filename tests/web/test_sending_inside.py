"""An address line of a stranger must not make this machine call into its own network, whoever opens the socket."""

from __future__ import annotations

import ast
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web.receiving import http_target
from velneuro.web.people.models import Person
from velneuro.web.rhythm.messages import Message
from velneuro.web.rhythm.models import Channel
from velneuro.web.rhythm.sending import apprise_line
from velneuro.web.rhythm.sending.channels import send
from velneuro.web.rhythm.sending.letter import Letter

MESSAGE = Message("Time for your evening", "Whenever you are ready.", "/rhythm/", None, ())
# Modules with which code can send past the wall.
OTHER_WAYS_OUT = {"socket", "smtplib", "ssl", "asyncio", "http.client", "urllib.request", "subprocess", "utils.socket"}


@pytest.fixture
def log_server() -> Iterator[socket.socket]:
    """What a syslog server of the host would be: it takes datagrams."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(20)
        yield listening


def told(url: str) -> str:
    return send(Letter("apprise", {"url": url}, MESSAGE, "", 3600)).result


def port_of(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "127.0.0.1", "localhost", "localhost.localdomain"])
def test_no_datagram_reaches_the_machine_of_the_host(log_server: socket.socket, host: str) -> None:
    assert told(f"rsyslog://{host}:{port_of(log_server)}/daemon") == "not-allowed"
    log_server.setblocking(False)
    with pytest.raises(BlockingIOError):
        log_server.recv(1)


def test_on_ones_own_machine_it_does(log_server: socket.socket, settings: Settings) -> None:
    settings.DOOR = "open"
    assert told(f"rsyslog://127.1:{port_of(log_server)}/daemon") == ""
    assert b"Time for your evening" in log_server.recv(4096)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "rsyslog://log.example.org/daemon",
            "mailtos://me:pw@example.org",
            "ircs://irc.example.org/#room",
            "gnome://",
        ),
        *("form://127.1/", "xml://0x7f000001/", "ntfy://2130706433/topic", "json://[::7f00:1]/"),
        *("json://[64:ff9b::7f00:1]/", "vapid://me@example.org/you@example.org"),
    ],
)
def test_a_line_that_leads_past_the_wall_is_not_kept(url: str) -> None:
    assert not apprise_line.apprise_is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        *("ntfy://a-quiet-topic", "json://example.org/", "gotifys://example.org/token", "ntfy://9.9.9.9/topic"),
        *("tgram://2130706433:abcdefg_hijklmnop/12315544/", "signal://example.org:8080/+15551230000/+15551230001"),
        "matrixs://user:password@example.org/#room",
    ],
)
def test_what_speaks_over_the_web_is_kept(url: str) -> None:
    assert apprise_line.apprise_is_allowed(url)


def test_no_service_that_is_kept_has_another_way_out() -> None:
    """Of all that the library knows in its present version, by what its source imports."""
    from apprise.manager_plugins import NotificationManager

    kept = 0
    manager: Any = NotificationManager
    for plugin in manager().plugins():
        if not apprise_line._speaks_http(plugin):
            continue
        kept += 1
        assert not OTHER_WAYS_OUT & _imports(plugin), plugin
    assert kept > 150


def _imports(plugin: type) -> set[str]:
    file = Path(str(sys.modules[plugin.__module__].__file__))
    files = file.parent.glob("*.py") if file.parent.name != "plugins" else [file]
    found: set[str] = set()
    for source in files:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
    return found


@pytest.mark.parametrize("more", ["", "?retry=5&wait=0", "?optional=yes"])
def test_a_line_cannot_ask_for_more_than_one_try(settings: Settings, more: str) -> None:
    settings.DOOR = "open"
    with http_target() as target:
        target.status = 500
        assert told(f"json://{target.netloc}/{more}") == "not-taken"
        assert len(target.asked) == 1


def test_a_line_with_many_targets_is_not_kept(home: Client, person: Person, settings: Settings) -> None:
    answer = home.post("/rhythm/channels/new/apprise/", {"name": "Many", "url": "ntfy://example.org/a/b/c"})
    assert answer.status_code == 422
    assert "This line names more than one target. Add a way for each." in answer.content.decode()
    assert not Channel.objects.exists()


def test_a_line_with_many_targets_that_was_kept_is_not_sent(settings: Settings) -> None:
    settings.DOOR = "open"
    with http_target() as target:
        assert told(f"ntfy://{target.netloc}/a/b/c") == "bad-address"
        assert target.asked == []
