"""Notes what became of messages, and lets channels that fail rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from velneuro.web.rhythm.holding import hold_channels, hold_with_seconds
from velneuro.web.rhythm.models import Channel, Delivery
from velneuro.web.rhythm.sending.beginning import Begun
from velneuro.web.rhythm.sending.claiming import Lease, not_ended
from velneuro.web.rhythm.sending.deciding import CONFIRM_WITHIN
from velneuro.web.rhythm.sending.outcome import MOST_RESULT, Fate, Outcome
from velneuro.web.rhythm.sending.seconds import hasten

LONGEST_REST = timedelta(days=1)
MOST_FAILURES = 1000
HELD_BACK = timedelta(minutes=1)
MOST_TRIES = 4  # a fifth would come after the half hour in which a message is tried
State = Delivery.State
ENDS = {Fate.LATER: State.FAILED, Fate.REFUSED: State.FAILED, Fate.GONE: State.FAILED, Fate.UNSURE: State.UNSURE}
Ended = tuple[Begun, Outcome]


def record(ended: Sequence[Ended], lease: Lease, now: datetime) -> None:
    """Note each outcome, in one transaction."""
    with transaction.atomic():
        _hold([begun for begun, _ in ended])
        _record_sent([begun for begun, outcome in ended if outcome.fate is Fate.SENT], lease, now)
        for begun, outcome in ended:
            if outcome.fate is Fate.HELD:
                _put_back(begun, outcome, lease, now)
            elif outcome.fate is not Fate.SENT:
                _record_failed(begun, outcome, lease, now)


def give_up_lost(now: datetime) -> None:
    """What a dead sender had begun may have arrived or not: it is not sent again, and the second channel is tried."""
    over = Q(claimed_until__lt=now) | Q(claimed_until=None)
    lost = not_ended().filter(over, state=State.SENDING, due_at__lte=now)
    rows = list(lost)
    if not rows:
        return
    with transaction.atomic():
        hold_with_seconds([row.pk for row in rows], (row.occurrence_id for row in rows if row.occurrence_id))
        still = list(lost.filter(pk__in=[row.pk for row in rows]))
        ids = [row.pk for row in still]
        Delivery.objects.filter(pk__in=ids).update(state=State.UNSURE, result="lost", ended_at=now)
        hasten((row.occurrence_id for row in still), now)


def give_up_broken(pk: UUID, now: datetime) -> None:
    """A row that this program cannot read is not sent, or nobody knows whether it was."""
    broken = Delivery.objects.filter(pk=pk)
    broken.filter(state=State.WAITING).update(state=State.NOT_SENT, result="broke", ended_at=now)
    broken.filter(state=State.SENDING).update(state=State.UNSURE, result="broke", ended_at=now)


def _hold(begun: Sequence[Begun]) -> None:
    hold_with_seconds([one.pk for one in begun], (one.occurrence for one in begun if one.occurrence))
    hold_channels(one.channel for one in begun)


def _record_sent(sent: Sequence[Begun], lease: Lease, now: datetime) -> None:
    if not sent:
        return
    _of(sent, lease).update(state=State.SENT, ended_at=now, result="")
    Channel.objects.filter(pk__in={begun.channel for begun in sent}).update(
        state=Channel.State.WORKING, failures=0, resting_until=None, last_ok_at=now
    )


def _put_back(begun: Begun, outcome: Outcome, lease: Lease, now: datetime) -> None:
    """It waits as if it had not been begun; soon enough to be of use, late enough for the others to end."""
    _of([begun], lease).update(
        state=State.WAITING, claimed_by="", claimed_until=now + HELD_BACK, tries=F("tries") - 1, result=outcome.result
    )


def _record_failed(begun: Begun, outcome: Outcome, lease: Lease, now: datetime) -> None:
    again = _again_at(begun, outcome, now)
    _let_rest(begun, outcome, now, again)
    result = outcome.result[:MOST_RESULT]
    if again is not None:
        _of([begun], lease).update(state=State.WAITING, claimed_by="", claimed_until=again, result=result)
    else:
        _of([begun], lease).update(state=ENDS[outcome.fate], ended_at=now, result=result)
        hasten([begun.occurrence], now)


def _again_at(begun: Begun, outcome: Outcome, now: datetime) -> datetime | None:
    """When a message is tried again: 2 minutes after its first try, then 4, then 8, or when the service asks for it.

    Only what surely did not arrive, while it is of use, and where no second channel takes its place. What failed on
    other evenings does not count: a way that works again must not miss this one.
    """
    if outcome.fate is not Fate.LATER or begun.occurrence is None or begun.has_second or begun.tries >= MOST_TRIES:
        return None
    at = now + _rest(begun.tries, outcome)
    return at if at <= begun.due_at + CONFIRM_WITHIN else None


def _let_rest(begun: Begun, outcome: Outcome, now: datetime, again: datetime | None) -> None:
    """Until the message is tried again. Once it is given up: 2 minutes, then 4, 8 and so on up to a day."""
    channel = Channel.objects.filter(pk=begun.channel).first()  # held: two senders must not count the same failure
    if channel is None:
        return
    if again is None:
        channel.failures = min(channel.failures + 1, MOST_FAILURES)
    channel.resting_until = again or now + _rest(channel.failures, outcome)
    channel.state = Channel.State.DEAD if outcome.fate is Fate.GONE else Channel.State.FAILING
    channel.save(update_fields=("failures", "resting_until", "state"))


def _rest(failures: int, outcome: Outcome) -> timedelta:
    rest = min(timedelta(minutes=2 ** min(failures, 11)), LONGEST_REST)
    return max(rest, outcome.rest or rest)


def _of(begun: Iterable[Begun], lease: Lease) -> QuerySet[Delivery]:
    """A machine that slept while it sent may find its row given up; it knows better."""
    ids = [one.pk for one in begun]
    return Delivery.objects.filter(pk__in=ids, state__in=(State.SENDING, State.UNSURE), claimed_by=lease.owner)
