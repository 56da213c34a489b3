"""The JSON calls of a device that is reminded. No page is open then, so a signed token stands for the form of one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from velneuro.web.api_answers import REFUSALS
from velneuro.web.people.owner import of_account_or_404
from velneuro.web.rhythm.answering import Reply, answer, comes_again_at
from velneuro.web.rhythm.channels import channel_token_fits, give_up, hash_of, remove, renew
from velneuro.web.rhythm.messages import token_fits
from velneuro.web.rhythm.models import Channel, Occurrence
from velneuro.web.rhythm.subscription import Subscription
from velneuro.web.rhythm.vapid import public_key

Token = Annotated[str, Field(max_length=400)]
# "renew": what the device has is over. "other": another channel has it. "off": the device may not notify any more.
Standing = Literal["same", "renewed", "renew", "other", "off"]
PUSH = Channel.Kind.PUSH
OLD = "This notification is too old to answer. Open the page instead."


class AnswerBody(Schema):
    """What is to become of a reminder, with the token that came with it."""

    answer: Reply
    token: Token


class Answered(Schema):
    """It is on disk. `answer` is what stands now: done is not taken back by a later "seen".

    `snoozed_until` is when the reminder comes again; null where it does not, also when that was asked for.
    """

    saved: Literal[True] = True
    answer: str
    snoozed_until: datetime | None


class SubscriptionBody(Schema):
    """What the device of a channel has now; null when it may not notify any more."""

    token: Token
    subscription: Subscription | None


class Told(Schema):
    """How the channel stands, and the key to subscribe with."""

    state: Standing
    key: str


router = Router(auth=None)  # the door has let the device in; whose row it is, and the token, are checked by each call


@router.post(
    "/occurrences/{uuid:occurrence_id}/answer", response={200: Answered, **REFUSALS}, summary="Answer a reminder"
)
def answer_reminder(request: HttpRequest, occurrence_id: UUID, body: AnswerBody) -> Answered:
    occurrence = of_account_or_404(request, Occurrence, occurrence_id)
    if not token_fits(body.token, occurrence.pk):
        raise HttpError(403, OLD)
    now = timezone.now()
    kept = answer(occurrence, body.answer, now)
    return Answered(answer=kept.answer, snoozed_until=comes_again_at(kept, now))


@router.post(
    "/channels/{uuid:channel_id}/subscription",
    response={200: Told, **REFUSALS},
    summary="Renew the push subscription of a device",
)
def tell_subscription(request: HttpRequest, channel_id: UUID, body: SubscriptionBody) -> Told:
    channel = of_account_or_404(request, Channel, channel_id)
    if channel.kind != PUSH or not channel_token_fits(body.token, channel.pk):
        raise HttpError(403, "This device does not belong to that channel. Add it again.")
    return Told(state=_keep(channel, body.subscription), key=public_key())


def _keep(channel: Channel, given: Subscription | None) -> Standing:
    now = timezone.now()
    if given is None:
        give_up(channel, now)
        return "off"
    address = given.address()
    if hash_of(PUSH, address) == channel.address_hash:
        return "renew" if channel.state == Channel.State.DEAD else "same"
    if Channel.objects.filter(person=channel.person_id, address_hash=hash_of(PUSH, address)).exists():
        remove(channel, now)
        return "other"
    renew(channel, address, now)
    return "renewed"
