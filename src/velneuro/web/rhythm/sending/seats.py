"""Threads that send: each takes one message after the other, and none of them touches the database."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from queue import Empty, SimpleQueue
from uuid import UUID

from velneuro.web.rhythm.sending import outcome
from velneuro.web.rhythm.sending.beginning import Begun
from velneuro.web.rhythm.sending.channels import send
from velneuro.web.rhythm.sending.outcome import Fate, Outcome

Ended = tuple[Begun, Outcome]
GATHER_SECONDS = 0.005
TRY_SECONDS = 60.0  # for a whole try. A service that answers a byte at a time would hold its seat for ever
SEATS_OF_ONE = 4  # nobody's services may keep the messages of everybody else from being sent
CROWDED = Outcome(Fate.HELD, "crowded")


@dataclass(frozen=True)
class _Try:
    begun: Begun
    until: float


class Seats:
    """So many messages can be on their way at once, and few of them for one person: more of theirs are held back.

    A message that takes too long is given up, and its seat is free; whether it arrives nobody can tell. The thread
    goes on until its connection ends, and counts among those of its person until then. Threads are daemons: one that
    hangs lets the program end. A message that was held back waits as long as a try may take, and then comes later.
    """

    def __init__(self, seats: int) -> None:
        self._seats = seats
        self._numbers = count()
        self._tries: dict[int, _Try] = {}  # in the order in which they began
        self._given_up: dict[int, UUID] = {}
        self._held: deque[_Try] = deque()
        self._threads = 0
        self._of_person: Counter[UUID] = Counter()
        self._jobs: SimpleQueue[tuple[int, Begun]] = SimpleQueue()
        self._ended: SimpleQueue[tuple[int, Outcome] | None] = SimpleQueue()

    @property
    def free(self) -> int:
        return self._seats - len(self._tries)

    @property
    def are_empty(self) -> bool:
        return not self._tries and not self._held

    def put(self, begun: Begun) -> None:
        """Send one message, or hold it back while its person has enough on their way. There must be a free seat."""
        if self._of_person[begun.person] >= SEATS_OF_ONE:
            self._held.append(_begun_now(begun))
        else:
            self._start(begun)

    def ended(self, wait_seconds: float) -> list[Ended]:
        """What has ended by now; waits for the first to end, or to be woken, and a moment for those that follow it."""
        found: list[Ended] = []
        patience = min(wait_seconds, self._seconds_left())
        with suppress(Empty):
            while True:
                one = self._ended.get(timeout=patience) if patience > 0 else self._ended.get_nowait()
                found += self._noted(*one) if one else []
                # To note each by itself would cost a commit for each.
                patience = GATHER_SECONDS if wait_seconds and self._tries and one else 0.0
        found += self._too_long()
        self._let_in()
        return found

    def give_back(self) -> list[Ended]:
        """What was held back, as not sent: the program ends."""
        held = [(one.begun, CROWDED) for one in self._held]
        self._held.clear()
        return held

    def wake(self) -> None:
        """Let a waiting ended() return at once. A signal may do so."""
        self._ended.put(None)

    def _start(self, begun: Begun) -> None:
        number = next(self._numbers)
        self._tries[number] = _begun_now(begun)
        self._of_person[begun.person] += 1
        if self._threads < len(self._tries) + len(self._given_up):
            self._threads += 1
            threading.Thread(target=self._work, daemon=True, name=f"send-{self._threads}").start()
        self._jobs.put((number, begun))

    def _seconds_left(self) -> float:
        """Until the first message takes too long, on its way or held back."""
        first = [next(iter(self._tries.values()))] if self._tries else []
        moments = [one.until for one in (*first, *list(self._held)[:1])]
        return max(0.0, min(moments) - time.monotonic()) if moments else float("inf")

    def _noted(self, number: int, result: Outcome) -> list[Ended]:
        one = self._tries.pop(number, None)
        person = one.begun.person if one else self._given_up.pop(number)
        self._of_person[person] -= 1
        if not self._of_person[person]:
            del self._of_person[person]
        return [(one.begun, result)] if one else []  # what was given up has been noted already

    def _too_long(self) -> list[Ended]:
        now = time.monotonic()
        late = {number: one for number, one in self._tries.items() if one.until <= now}
        for number, one in late.items():
            del self._tries[number]
            self._given_up[number] = one.begun.person
        crowded = [one for one in self._held if one.until <= now]
        self._held = deque(one for one in self._held if one.until > now)
        return [(one.begun, outcome.NO_ANSWER) for one in late.values()] + [(one.begun, CROWDED) for one in crowded]

    def _let_in(self) -> None:
        """Those that were held back, the first first, as far as their persons have room."""
        still: deque[_Try] = deque()
        for one in self._held:
            if self.free and self._of_person[one.begun.person] < SEATS_OF_ONE:
                self._start(one.begun)
            else:
                still.append(one)
        self._held = still

    def _work(self) -> None:
        while True:
            number, begun = self._jobs.get()
            self._ended.put((number, send(begun.letter)))


def _begun_now(begun: Begun) -> _Try:
    return _Try(begun, time.monotonic() + TRY_SECONDS)
