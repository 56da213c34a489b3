"""`velneuro send` in a process of its own, and beside a server: it sends, ends when told to, and comes back."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.instance import environment, python, velneuro
from tests.web.listening import until
from tests.web.receiving import Target, free_port, http_target, mail_server
from velneuro.cli import serve
from velneuro.cli.sending import SenderBeside

A_REMINDER = """
import django.utils.timezone as t, sys
from datetime import timedelta
from velneuro.web.people.models import Person
from velneuro.web.people.owner import machine_account
from velneuro.web.rhythm.models import Channel
from velneuro.web.rhythm.scheduling import ask_for_test
now = t.now()
person = Person.objects.create(account=machine_account(), name='Maria', time_zone='UTC', created_at=now)
channel = Channel.objects.create(
    person=person, kind='apprise', name='kitchen', address={'url': 'json://NETLOC/'}, address_hash='x', made_at=now)
ask_for_test(channel, now)
"""
SECONDS = 30


@pytest.fixture(scope="module")
def listens() -> Iterator[Target]:
    with http_target() as running:
        yield running


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, listens: Target) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "data"
    python(folder, f"exec({A_REMINDER.replace('NETLOC', listens.netloc)!r})")
    return folder


@pytest.fixture
def target(listens: Target) -> Target:
    listens.asked.clear()
    return listens


@pytest.fixture
def data(tmp_path: Path, filled: Path) -> Path:
    """An instance in which one message is due."""
    return Path(shutil.copytree(filled, tmp_path / "data"))


def test_once_sends_what_is_due_and_ends(data: Path, target: Target) -> None:
    for _ in range(2):
        done = velneuro(data, "send", "--once", VELNEURO_PRIVATE_TARGETS="allowed")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [asked.json["title"] for asked in target.asked] == ["This is a test"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_sends_until_it_is_told_to_end(data: Path, target: Target, number: signal.Signals) -> None:
    given = environment(data, VELNEURO_PRIVATE_TARGETS="allowed")
    with subprocess.Popen([sys.executable, "-m", "velneuro", "send"], env=given, stdout=subprocess.DEVNULL) as sending:
        assert until(lambda: target.asked, SECONDS)
        sending.send_signal(number)
        assert sending.wait(SECONDS) == 0


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    done = velneuro(tmp_path, "send", "--base-url", "care.example.org")
    assert done.returncode == 2
    assert "write it like https://care.example.org" in done.stderr


def test_beside_a_server_it_comes_back_when_it_dies(
    data: Path, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(data, VELNEURO_PRIVATE_TARGETS="allowed").items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    beside = SenderBeside("")
    first = beside.pid
    os.kill(first, signal.SIGKILL)
    assert until(lambda: target.asked, SECONDS)
    assert beside.pid != first
    beside.end()
    assert until(lambda: not Path(f"/proc/{beside.pid}").exists(), SECONDS)


def findings(data: Path, **variables: str) -> tuple[int, str]:
    done = velneuro(data, "doctor", **variables)
    return done.returncode, done.stdout


def test_doctor_says_what_each_way_needs(tmp_path: Path) -> None:
    code, told = findings(tmp_path)
    assert code == 0
    assert "push contact: no contact: Apple's service needs VELNEURO_CONTACT" in told
    assert "e-mail: no mail server; VELNEURO_SMTP and VELNEURO_MAIL_FROM name one" in told


def test_doctor_tries_the_mail_server_and_the_key(tmp_path: Path) -> None:
    (tmp_path / "vapid.pem").write_text("x")
    (tmp_path / "vapid.pem").chmod(0o644)
    server = f"smtp://me:hidden@127.0.0.1:{free_port()}?tls=none"
    code, told = findings(tmp_path, VELNEURO_SMTP=server, VELNEURO_MAIL_FROM="us@example.org")
    assert code == 3
    assert "MEND  e-mail: 127.0.0.1" in told
    assert "MEND  push key" in told
    assert "hidden" not in told
    with mail_server() as box:
        given = {"VELNEURO_SMTP": f"smtp://127.0.0.1:{box.port}?tls=none", "VELNEURO_MAIL_FROM": "us@example.org"}
        assert "fine  e-mail: 127.0.0.1 lets us in" in findings(tmp_path, **given)[1]


def test_serve_sends_by_itself_and_takes_its_sender_along(data: Path, target: Target) -> None:
    command = [sys.executable, "-m", "velneuro", "serve", "--port", str(free_port())]
    with subprocess.Popen(command, env=environment(data), stdout=subprocess.DEVNULL) as server:
        assert until(lambda: target.asked, 2 * SECONDS)
        assert senders(data)
        server.terminate()
        server.wait(SECONDS)
    assert until(lambda: not senders(data), SECONDS)


def senders(data: Path) -> list[str]:
    """The processes that send for this instance."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_sender = b"--inside" in (process / "cmdline").read_bytes()
            if is_sender and str(data).encode() in (process / "environ").read_bytes():
                found.append(process.name)
    return found


@pytest.mark.parametrize(
    ("arguments", "sends"),
    [
        ([], ""),
        (["--no-send"], None),
        (["--routine", "FILE"], None),
        (["--host", "0.0.0.0"], "http://care.example.org:8000"),
    ],
)
def test_a_preview_and_no_send_send_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sends: str | None
) -> None:
    (tmp_path / "own.toml").write_text("")
    given: list[str | None] = []

    def note(ip_address: str, port: int, send_with: str | None) -> int:
        given.append(send_with)
        return 0

    for name in ("VELNEURO_DOOR", "VELNEURO_DATA", "VELNEURO_ROUTINE"):
        monkeypatch.setenv(name, str(tmp_path))  # so that what serve sets is put back
    monkeypatch.setattr(serve, "_prepare", lambda address, open_door: None)
    monkeypatch.setattr(serve, "_prepare_preview", lambda address, file: address)
    monkeypatch.setattr(serve, "free_address", lambda host, port: host)
    monkeypatch.setattr(serve, "base_url", lambda host, port: f"http://care.example.org:{port}")
    monkeypatch.setattr(serve, "_serve_with_helpers", note)
    monkeypatch.delenv("VELNEURO_ROUTINE")
    assert serve.run([argument.replace("FILE", str(tmp_path / "own.toml")) for argument in arguments]) == 0
    assert given == [sends]


def test_a_sender_whose_server_was_killed_ends(data: Path, target: Target) -> None:
    server_code = "import time; from velneuro.cli.sending import SenderBeside; SenderBeside(''); time.sleep(600)"
    given = environment(data, VELNEURO_PRIVATE_TARGETS="allowed")
    with subprocess.Popen([sys.executable, "-c", server_code], env=given) as server:
        assert until(lambda: target.asked, 2 * SECONDS)
        server.kill()
    assert until(lambda: not senders(data), SECONDS)


def test_a_sender_whose_server_was_gone_before_it_began_ends(data: Path) -> None:
    done = velneuro(data, "send", "--inside", "999999999")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
