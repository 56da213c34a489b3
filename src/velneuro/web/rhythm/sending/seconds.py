"""The second channel: a message that waits until the first one was not confirmed, or has failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from velneuro.web.rhythm.models import Channel, Delivery
from velneuro.web.rhythm.sending.deciding import second_channel
from velneuro.web.rhythm.sending.facts import Facts

SECOND, State = Delivery.Round.SECOND, Delivery.State


def arm(facts: Sequence[Facts], due_at: datetime) -> frozenset[UUID]:
    """Let the second channels wait for a moment; one that has begun for its day already is not used again.

    Gives the occurrences for which one waits now.
    """
    wanted = [(one, channel) for one in facts if (channel := second_channel(one)) and one.delivery.occurrence_id]
    if not wanted:
        return frozenset()
    days = {one.delivery.occurrence_id for one, _ in wanted}
    there = Delivery.objects.filter(occurrence__in=days, round=SECOND).exclude(state=State.NOT_SENT)
    there.filter(state=State.WAITING, claimed_by="").update(due_at=due_at)
    known = dict(there.values_list("occurrence_id", "state"))
    new = [(one, channel) for one, channel in wanted if one.delivery.occurrence_id not in known]
    Delivery.objects.bulk_create((_second(one, channel, due_at) for one, channel in new), ignore_conflicts=True)
    return frozenset(pk for pk in days if pk and known.get(pk, State.WAITING) == State.WAITING)


def hasten(occurrences: Iterable[UUID | None], now: datetime) -> None:
    """The first channel has failed: the second one need not wait."""
    days = [pk for pk in occurrences if pk]
    Delivery.objects.filter(occurrence__in=days, round=SECOND, state=State.WAITING, due_at__gt=now).update(due_at=now)


def _second(facts: Facts, channel: Channel, due_at: datetime) -> Delivery:
    return Delivery(
        person_id=facts.delivery.person_id,
        occurrence_id=facts.delivery.occurrence_id,
        channel=channel,
        channel_kind=channel.kind,
        channel_name=channel.name,
        round=SECOND,
        due_at=due_at,
    )
