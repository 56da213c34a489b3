"""What became of a message, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.web.rhythm.models import Delivery

State = Delivery.State
STATE_WORDS: Mapping[str, Promise] = {
    State.WAITING: _("It waits for its time."),
    State.SENDING: _("It is being sent."),
    State.SENT: _("It was sent."),
    State.FAILED: _("It could not be sent."),
    State.UNSURE: _("It may have been sent. Nobody can tell."),
    State.NOT_SENT: _("It was not sent."),
}
# By the results that answering and sending note.
REASONS: Mapping[str, Promise] = {
    "done": _("You were done already."),
    "skipped": _("You had said: not today."),
    "seen": _("You had seen the first one."),
    "snoozed": _("You had asked for a later time."),
    "session": _("You had a session that day."),
    "off": _("This reminder was off."),
    "break": _("It was a day off."),
    "changed": _("Your plan had changed."),
    "late": _("The machine was off, and later it was too late."),
    "day-over": _("Its day was over by then."),
    "merged": _("It was missed, and a later one came instead."),
    "quiet": _("It fell into your quiet hours."),
    "no-channel": _("Its way had been removed."),
    "unconfirmed": _("Its address is not confirmed yet."),
    "dead": _("Its way was gone."),
    "resting": _("Its service had trouble."),
    "lost": _("The machine stopped just then."),
    "not-taken": _("The service did not take it."),
    "broke": _("Something failed on this machine."),
    "crowded": _("Too many of your messages were on their way."),
    "no-answer": _("The service gave no answer."),
    "no-connection": _("The service could not be reached."),
    "not-allowed": _("The host does not allow this address."),
    "bad-address": _("There is a mistake in the address."),
    "no-mail-server": _("The host has named no mail server."),
    "mail-login": _("The mail server did not take the host's password."),
    "mail-tls": _("The mail server could not be reached safely."),
}
CODED = re.compile(r"(?:status|mail) (\d{3})")
ROUND_WORDS: Mapping[str, Promise | str] = {
    Delivery.Round.FIRST: "",
    Delivery.Round.SECOND: _("a second try, by another way"),
    Delivery.Round.SNOOZED: _("asked for again"),
    Delivery.Round.TEST: _("a test"),
}


def state_words(delivery: Delivery) -> str:
    """What became of it, and why."""
    parts = (gettext(str(STATE_WORDS[delivery.state])), _why(delivery.result))
    return " ".join(part for part in parts if part)


def _why(result: str) -> str:
    coded = CODED.fullmatch(result)
    if coded:
        return gettext("The service answered with code %(code)s.") % {"code": coded[1]}
    return str(REASONS.get(result, result))
