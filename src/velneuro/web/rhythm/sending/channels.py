"""The ways to send, by the kind of a channel. To add one, write one function like these."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from velneuro.web.rhythm.models import Channel
from velneuro.web.rhythm.sending.apprise_line import send_apprise
from velneuro.web.rhythm.sending.letter import Letter
from velneuro.web.rhythm.sending.mail import send_mail
from velneuro.web.rhythm.sending.outcome import Fate, Outcome
from velneuro.web.rhythm.sending.push import send_push

SENDERS: dict[str, Callable[[Letter], Outcome]] = {
    Channel.Kind.PUSH: send_push,
    Channel.Kind.EMAIL: send_mail,
    Channel.Kind.APPRISE: send_apprise,
}
logger = logging.getLogger(__name__)
BROKE = Outcome(Fate.UNSURE, "broke")


def send(letter: Letter) -> Outcome:
    """Send one message. Whatever goes wrong is an outcome: one message must not end the sender."""
    try:
        return SENDERS[letter.kind](letter)
    except Exception as error:
        # Its text may hold the address.
        logger.error("a message by %s could not be sent: %s", letter.kind, type(error).__name__)
        return BROKE


def host_of(channel: Channel) -> str:
    """What channels share whose service is the same, so that one rest serves all; empty: nothing is known of it."""
    if channel.kind == Channel.Kind.PUSH:
        return urlsplit(str(channel.address.get("endpoint", ""))).netloc
    return "mail" if channel.kind == Channel.Kind.EMAIL else ""
