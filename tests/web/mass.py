"""The mass proof: many due reminders, two senders of which one is killed again and again, a target that counts.

Each reminder has one record; none is received twice; none is lost: received, or unsure, or explained.
"""

from __future__ import annotations

import asyncio
import json
import random
import select
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.instance import environment

ANSWER = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n"
ROOT = Path(__file__).parents[2]
START_S, PATIENCE_S = 120, 30
Sender = subprocess.Popen[str]


@dataclass
class Count:
    """A push service that counts what it gets, by the path of the subscription and the topic, the occurrence."""

    port: int = 0
    got: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Mass:
    """How many reminders, how often one sender is killed, and how long rows are leased, in seconds."""

    reminders: int
    kills: int
    waiting: float
    sending: float
    seed: int


@dataclass(frozen=True)
class Found:
    """What came out. `seconds`: from the first sender's start to the last record."""

    rows: list[list[str]]
    due: str
    got: Counter[tuple[str, str]]
    seconds: float

    @property
    def of_tonight(self) -> list[list[str]]:
        return [row for row in self.rows if row[2] == self.due]

    @property
    def states(self) -> Counter[str]:
        """How many ended how, with the reason where there is one."""
        return Counter(f"{state} {result}".strip() for *_, state, result in self.of_tonight)

    def in_state(self, state: str) -> set[tuple[str, str]]:
        """The path and occurrence of each record in a state."""
        return {(row[1], row[0]) for row in self.of_tonight if row[3] == state}


def check(found: Found, count: int) -> None:
    """The law: one record each, none received twice, none lost, and the next one of each waits."""
    records = [(row[1], row[0]) for row in found.of_tonight]
    assert len(records) == len(set(records)) == count
    assert max(found.got.values()) == 1
    sent, unsure, not_sent = (found.in_state(state) for state in ("sent", "unsure", "not-sent"))
    got = set(found.got)
    assert sent <= got, "a record says sent, and nothing came"
    assert got <= sent | unsure, "something came of which no record tells"
    assert len(got | unsure | not_sent) == count
    assert len(sent) + len(unsure) + len(not_sent) == count
    waiting = Counter(row[1] for row in found.rows if row[2] != found.due)
    assert len(waiting) == count
    assert max(waiting.values()) == 1


def run(mass: Mass, data: Path, **variables: str) -> Found:
    """Fill an instance, send all of it, and tell what came."""
    with counting() as count:
        given = environment(data, VELNEURO_PUSH_HOSTS=count.origin, **variables)
        due = _told(given, "fill", str(mass.reminders), count.origin).strip()
        with ExitStack() as stack:
            names = ["stays", *(f"killed-{number}" for number in range(mass.kills))]
            stays, *others = [stack.enter_context(_sender(given, mass, name)) for name in names]
            for sender in (stays, *others):
                _hear(sender)
            began = time.monotonic()
            _go(stays)
            _kill_one_after_the_other(others, mass)
            ended = _wait_for_all(given, mass, count, stays)
        return Found(json.loads(_told(given, "tell")), due, count.got, ended - began)


@contextmanager
def counting() -> Iterator[Count]:
    """Run a target in a thread of its own while the block lasts."""
    count, loop = Count(), asyncio.new_event_loop()

    class Counting(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport, self.data = transport, b""

        def data_received(self, data: bytes) -> None:
            self.data += data
            head, end, body = self.data.partition(b"\r\n\r\n")
            if not end:
                return
            lines = head.decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines[1:])
            if len(body) < int(headers["content-length"]):
                return
            count.got[lines[0].split(" ")[1].lstrip("/"), headers["topic"]] += 1
            self.data = body[int(headers["content-length"]) :]
            assert isinstance(self.transport, asyncio.WriteTransport)
            self.transport.write(ANSWER)

    server = loop.run_until_complete(loop.create_server(Counting, "127.0.0.1", 0))
    count.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield count
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(server.wait_closed())
        loop.close()


def _kill_one_after_the_other(senders: Sequence[Sender], mass: Mass) -> None:
    chance = random.Random(mass.seed)
    for sender in senders:
        _go(sender)
        _hear(sender)
        time.sleep(chance.uniform(0.0, 0.3))  # a moment within its work, another one each time
        sender.kill()


@contextmanager
def _sender(given: dict[str, str], mass: Mass, name: str) -> Iterator[Sender]:
    command = _command("send", name, str(mass.waiting), str(mass.sending))
    # In a session of its own, as beside a server: so the system shares out its time to each of them.
    with subprocess.Popen(
        command, env=given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    ) as sender:
        try:
            yield sender
        finally:
            sender.terminate()


def _go(sender: Sender) -> None:
    assert sender.stdin
    sender.stdin.write("go\n")
    sender.stdin.flush()


def _hear(sender: Sender) -> None:
    """Wait until it is ready, or has noted its first messages; one that finds none left is not waited for."""
    assert sender.stdout
    if select.select([sender.stdout], [], [], PATIENCE_S)[0]:
        sender.stdout.readline()


def _wait_for_all(given: dict[str, str], mass: Mass, count: Count, stays: subprocess.Popen[str]) -> float:
    """The monotonic time at which no row waited any more: what came last, or the last one given up."""
    end = time.monotonic() + START_S + mass.reminders / 20
    latest, at = -1, time.monotonic()
    while time.monotonic() < end and stays.poll() is None:
        if len(count.got) != latest:
            latest, at = len(count.got), time.monotonic()
        elif time.monotonic() - at > mass.sending + mass.waiting and _nothing_is_left(given):
            return at
        time.sleep(0.1)
    raise AssertionError("not all was sent in time")


def _nothing_is_left(given: dict[str, str]) -> bool:
    rows = json.loads(_told(given, "tell"))
    first = min(row[2] for row in rows)
    return not any(row[2] == first and row[3] in ("waiting", "sending") for row in rows)


def _told(given: dict[str, str], *arguments: str) -> str:
    command = _command(*arguments)
    done = subprocess.run(command, env=given, stdout=subprocess.PIPE, check=True, cwd=ROOT, start_new_session=True)
    return done.stdout.decode()


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.web.mass_program", *arguments]
