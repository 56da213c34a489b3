"""The sender: takes what is due, begins it, sends it several at once, and notes what became of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, close_old_connections
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from velneuro.web.people.models import Person
from velneuro.web.rhythm.models import Delivery, Reminder
from velneuro.web.rhythm.scheduling import schedule
from velneuro.web.rhythm.sending.beginning import Begun, begin
from velneuro.web.rhythm.sending.claiming import Lease, claim, give_back, next_moment
from velneuro.web.rhythm.sending.recording import Ended, give_up_broken, give_up_lost, record
from velneuro.web.rhythm.sending.resting import Resting
from velneuro.web.rhythm.sending.seats import Seats

SEATS, GROUP, CLAIMED = 32, 16, 256
LOOK_SECONDS = 5.0  # a reminder that was made a moment ago is seen so soon
END_SECONDS = 5.0  # for what is on its way when the sender is told to end
HEAL_EVERY = timedelta(hours=1)
logger = logging.getLogger(__name__)


class Sender:
    """One sender. Any number of them may run on the same tables."""

    def __init__(self, lease: Lease, base_url: str, now: Callable[[], datetime] = timezone.now) -> None:
        self._lease, self._base_url, self._now = lease, base_url, now
        self._seats, self._resting = Seats(SEATS), Resting()
        self._stop = threading.Event()
        self._claimed: list[UUID] = []
        self._ended: list[Ended] = []
        self._looks_at = self._heals_at = datetime.min.replace(tzinfo=UTC)

    def stop(self) -> None:
        """Let run() end soon; for signals and other threads."""
        self._stop.set()
        self._seats.wake()

    def run(self) -> None:
        """Send until stopped. A database that fails is asked again a little later."""
        while not self._stop.is_set():
            try:
                worked = self._turn()
                wait = self._patience(worked)
            except DatabaseError as error:
                logger.error("the sender goes on in %d seconds: %s", LOOK_SECONDS, type(error).__name__)
                close_old_connections()
                self._stop.wait(LOOK_SECONDS)
                continue
            if wait:
                close_old_connections()  # one that the database has dropped would fail at its next use
            self._ended += self._seats.ended(wait)
        self._end()

    def run_dry(self) -> None:
        """Send what is due, and return when nothing is."""
        while self._turn() or not self._seats.are_empty:
            self._ended += self._seats.ended(0.0 if self._can_begin() or self._seats.are_empty else LOOK_SECONDS)
        self._end()

    def _turn(self) -> bool:
        """One round of work. False: there was nothing to do that would not have to wait."""
        noted = self._note_ended()
        if self._stop.is_set():
            return noted
        now = self._now()
        self._look_after(now)
        if not self._claimed and self._has_room():
            self._claimed = self._due(now)
        return self._begin_some() or noted or self._heal(now)

    def _has_room(self) -> bool:
        return self._seats.free > 0

    def _can_begin(self) -> bool:
        return bool(self._claimed) and self._has_room()

    def _note_ended(self) -> bool:
        if not self._ended:
            return False
        now = self._now()
        record(self._ended, self._lease, now)
        for begun, outcome in self._ended:
            self._resting.note(begun.host, outcome, now)
        self._ended = []
        return True

    def _look_after(self, now: datetime) -> None:
        if now >= self._looks_at:
            give_up_lost(now)
            self._looks_at = now + timedelta(seconds=LOOK_SECONDS)

    def _heal(self, now: datetime) -> bool:
        """Only where nothing else is to be done: with many people it takes a while."""
        if now >= self._heals_at:
            heal(now)
            self._heals_at = now + HEAL_EVERY
        return False

    def _due(self, now: datetime) -> list[UUID]:
        moment = next_moment()
        return claim(self._lease, CLAIMED, now) if moment and moment <= now else []

    def _begin_some(self) -> bool:
        if not self._can_begin():
            return False
        most = min(GROUP, self._seats.free)
        group, rest = self._claimed[:most], self._claimed[most:]
        for begun in self._begun(group):
            self._seats.put(begun)
        self._claimed = rest
        return True

    def _begun(self, group: Sequence[UUID]) -> list[Begun]:
        """One row that cannot be read must not keep those of everybody else from being sent."""
        try:
            return begin(group, self._lease, self._base_url, self._resting.until, self._now())
        except DatabaseError:
            raise
        except Exception as error:
            logger.error("%d messages could not be read: %s", len(group), type(error).__name__)
            if len(group) > 1:
                return [begun for pk in group for begun in self._begun([pk])]
            give_up_broken(group[0], self._now())
            return []

    def _patience(self, worked: bool) -> float:
        """Seconds to wait for a message to end: none while more can be begun, else until the next one is due."""
        if worked and self._has_room():
            return 0.0
        moment = next_moment()
        away = (moment - self._now()).total_seconds() if moment else LOOK_SECONDS
        return min(away, LOOK_SECONDS) if away > 0 else LOOK_SECONDS

    def _end(self) -> None:
        """What was not begun is given back; what is on its way gets a moment to arrive."""
        try:
            give_back(self._lease, self._claimed)
            self._ended += self._seats.give_back()
            end = timezone.now() + timedelta(seconds=END_SECONDS)
            while not self._seats.are_empty and timezone.now() < end:
                self._ended += self._seats.ended(0.1)
            self._note_ended()
        except DatabaseError as error:
            logger.error("the sender could not note its last messages: %s", type(error).__name__)


def heal(now: datetime) -> None:
    """Place what should wait and does not, whatever has lost it: rows that were put back, other zones by an upgrade."""
    its_own = Delivery.objects.filter(occurrence__ritual=OuterRef("ritual"))
    waiting = its_own.filter(round=Delivery.Round.FIRST, state=Delivery.State.WAITING)
    open_ended = Q(ritual__until=None) | Q(ritual__until__gt=now.date())
    reachable = Q(first__isnull=False) | Q(second__isnull=False)
    placeable = Reminder.objects.filter(open_ended, reachable, is_on=True, ritual__clock_minutes__isnull=False)
    without = placeable.filter(~Exists(waiting))
    for person in Person.objects.filter(pk__in=without.values("person")):
        try:
            schedule(person, now)
        except (ValueError, KeyError) as error:  # of a zone that is none, say: the others go on
            logger.error("the reminders of one person could not be placed: %s", type(error).__name__)
