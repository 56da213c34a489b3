"""How a channel does, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext

from velneuro.web.people.models import Person
from velneuro.web.rhythm.channels import channel_token
from velneuro.web.rhythm.models import Channel, Delivery
from velneuro.web.rhythm.reminder_words import KIND_WORDS, moment_words
from velneuro.web.rhythm.sent_words import state_words

State = Channel.State
LESS = 4  # letters of an address that may be shown


@dataclass(frozen=True)
class Shown:
    """A channel as pages show it. Its secrets are in none of it; `token` lets its own device renew it."""

    channel: Channel
    kind: Promise | str
    state: str
    address: str
    token: str
    address_hash: str

    @property
    def is_in_trouble(self) -> bool:
        return self.channel.state in (State.FAILING, State.DEAD)


def shown(channel: Channel, now: datetime) -> Shown:
    """A channel with its state in a sentence."""
    is_push = channel.kind == Channel.Kind.PUSH
    return Shown(
        channel=channel,
        kind=KIND_WORDS[Channel.Kind(channel.kind)],
        state=_state(channel, now),
        address=_address(channel),
        token=channel_token(channel.pk) if is_push else "",
        address_hash=channel.address_hash if is_push else "",
    )


def _address(channel: Channel) -> str:
    """What tells it from another: of a service only its name, since the rest of the line is a key."""
    if channel.kind == Channel.Kind.EMAIL:
        return str(channel.address["to"])
    if channel.kind == Channel.Kind.APPRISE:
        return str(channel.address["url"]).partition("://")[0]
    return ""


def _state(channel: Channel, now: datetime) -> str:
    person = channel.person
    if not channel.is_confirmed:
        return gettext("Its address is not confirmed yet. Until then no reminder goes to it.")
    if channel.state == State.NEW:
        return gettext("Nothing was sent yet.")
    if channel.state == State.DEAD:
        return gettext("It is gone: this address takes no more messages. Add it again.")
    last = channel.last_ok_at and moment_words(channel.last_ok_at, person, now)
    if channel.state == State.WORKING:
        return gettext("It works. The last message: %(when)s.") % {"when": last} if last else gettext("It works.")
    since = _failing_since(channel)
    if since is None:
        return gettext("It fails just now. It is tried again by itself.")
    when = moment_words(since, person, now)
    return gettext("It has failed since %(when)s. It is tried again by itself.") % {"when": when}


def _failing_since(channel: Channel) -> datetime | None:
    """When the first try went wrong after the last that was right."""
    failed = Delivery.objects.filter(channel=channel, state=Delivery.State.FAILED, ended_at__isnull=False)
    if channel.last_ok_at is not None:
        failed = failed.filter(ended_at__gt=channel.last_ok_at)
    return failed.order_by("ended_at").values_list("ended_at", flat=True).first()


@dataclass(frozen=True)
class Test:
    """What became of a test; `waits` while it is not known yet."""

    words: str
    waits: bool


def test_words(test: Delivery, person: Person, now: datetime) -> Test:
    """The last test of a channel; one that is not confirmed yet gets codes in its place."""
    is_code = test.channel is not None and not test.channel.is_confirmed
    waits = test.state in (Delivery.State.WAITING, Delivery.State.SENDING)
    if waits:
        return Test(gettext("The code is on its way.") if is_code else gettext("The test is on its way."), True)
    words = gettext("The code, %(when)s: %(what)s") if is_code else gettext("The test, %(when)s: %(what)s")
    moment = moment_words(test.ended_at or test.due_at, person, now)
    return Test(words % {"when": moment, "what": state_words(test)}, False)
