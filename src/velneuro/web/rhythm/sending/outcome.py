"""What became of one try to send, as a channel tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

MOST_RESULT = 200


class Fate(Enum):
    """SENT: the service took it. LATER and REFUSED: it surely did not, and may take it later, or will not.

    GONE: the service says that this address is no more. UNSURE: nobody knows; it must not be sent again.
    HELD: it was not tried at all, and says nothing of its channel.
    """

    SENT = auto()
    LATER = auto()
    REFUSED = auto()
    GONE = auto()
    UNSURE = auto()
    HELD = auto()


@dataclass(frozen=True)
class Outcome:
    """`result` is for the record: a code, and what the service said in numbers. It never holds an address or a key.

    `host_fails`: the service as a whole has trouble, not this one address. `rest`: how long it asks to be left alone.
    """

    fate: Fate
    result: str
    host_fails: bool = False
    rest: timedelta | None = None


SENT = Outcome(Fate.SENT, "")
NO_ANSWER = Outcome(Fate.UNSURE, "no-answer", host_fails=True)
NO_CONNECTION = Outcome(Fate.LATER, "no-connection", host_fails=True)
HOST_REFUSED = Outcome(Fate.REFUSED, "not-allowed")
BAD_ADDRESS = Outcome(Fate.REFUSED, "bad-address")
