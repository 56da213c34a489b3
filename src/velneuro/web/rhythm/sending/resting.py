"""Services as a whole that have trouble: one rest for all who use them. It is forgotten when the sender ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from velneuro.web.rhythm.models import Channel
from velneuro.web.rhythm.sending.channels import host_of
from velneuro.web.rhythm.sending.outcome import Fate, Outcome

ENOUGH = 3  # failures one after the other: a single one may be of that message
LONGEST = timedelta(minutes=16)


class Resting:
    """Until when each service is left alone."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._until: dict[str, datetime] = {}

    def note(self, host: str, outcome: Outcome, now: datetime) -> None:
        """Count an outcome: whatever a service answers about one message shows that it works."""
        if not host or outcome.fate is Fate.HELD:
            return
        if not outcome.host_fails:
            self._failures.pop(host, None)
            self._until.pop(host, None)
            return
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= ENOUGH:
            rest = min(timedelta(minutes=2 ** min(self._failures[host] - ENOUGH + 1, 10)), LONGEST)
            self._until[host] = now + max(rest, outcome.rest or rest)

    def until(self, channel: Channel) -> datetime | None:
        """Until when a channel is not to be used: for its own failures, or those of its service."""
        moments = [moment for moment in (channel.resting_until, self._until.get(host_of(channel))) if moment]
        return max(moments, default=None)
