"""Where the app may listen: names become addresses, and a wrong one is told in one line."""

from __future__ import annotations

import pytest

from velneuro.cli.listening import free_address, is_this_machine
from velneuro.core.problem import MachineFailed
from velneuro.web.door import HOST


def test_a_name_becomes_the_address_that_the_server_can_take() -> None:
    assert free_address("localhost", 0) in ("127.0.0.1", "::1")


@pytest.mark.parametrize("host", ["a..b", "no-such-host.invalid", "192.0.2.7", "1.2.3"])
def test_a_host_that_cannot_be_used_says_what_to_do(host: str) -> None:
    with pytest.raises(MachineFailed, match="choose another with --port or --host"):
        free_address(host, 0)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_the_open_door_answers_to_every_name_that_opens_it(host: str) -> None:
    assert is_this_machine(host)
    assert HOST.match(f"[{host}]:8000" if ":" in host else f"{host}:8000")


@pytest.mark.parametrize("host", ["127.0.0.2", "::ffff:127.0.0.1", "0.0.0.0", "::", "192.168.1.20", "home.example"])
def test_any_other_address_keeps_the_door_locked(host: str) -> None:
    assert not is_this_machine(host)
