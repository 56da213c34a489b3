"""What a reminder says. On a lock screen others read it too: it says nothing of health."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from velneuro.web.rhythm.answering import Reply
from velneuro.web.rhythm.models import CODE, Channel, Occurrence, Reminder, Ritual

ANSWERABLE_FOR = 2 * 24 * 3600  # seconds: an old notification must not answer for a day long past
SALT = "velneuro.rhythm.answer"


@dataclass(frozen=True)
class Action:
    """A button of a notification: the answer it gives, and its words."""

    reply: Reply
    title: str


@dataclass(frozen=True)
class Message:
    """A reminder in words. `path` is the address of its page on this site; `occurrence` is None for a test."""

    title: str
    line: str
    path: str
    occurrence: UUID | None
    actions: tuple[Action, ...]


def reminder_message(occurrence: Occurrence, reminder: Reminder | None) -> Message:
    """The message of an occurrence, with the cue in the person's own words only where they wish it."""
    ritual = occurrence.ritual
    cue = ritual.cue if reminder is not None and reminder.shows_cue else ""
    return Message(
        title=message_title(ritual),
        line=cue or _("Whenever you are ready."),
        path=f"/rhythm/reminded/{occurrence.pk}/",
        occurrence=occurrence.pk,
        # Most browsers show the first two; a tap beside them opens the page, which has all.
        actions=(
            Action(Reply.DONE, _("Done")),
            Action(Reply.SKIPPED, _("Not today")),
            Action(Reply.IN_15_MINUTES, _("In 15 minutes")),
        ),
    )


def message_title(ritual: Ritual) -> str:
    """What it is time for, by the part of the day."""
    return _titles()[ritual.part]


def trial_message() -> Message:
    """The message that tries a channel."""
    return Message(_("This is a test"), _("Your reminders can reach you here."), "/rhythm/", None, ())


def code_message(channel: Channel) -> Message:
    """The message with the code that confirms an address. Whoever reads it may not have asked for it."""
    line = _("%(code)s is the code. Type it on the page of this way. If you did not ask for it, do nothing.")
    path = f"/rhythm/channels/{channel.pk}/"
    return Message(_("Your code for reminders"), line % {"code": channel.address[CODE]}, path, None, ())


def answer_token(occurrence: UUID) -> str:
    """What lets a notification answer for this occurrence, for two days."""
    return signing.dumps(str(occurrence), salt=SALT)


def token_fits(token: str, occurrence: UUID) -> bool:
    """Whether a token was made for this occurrence here, within the last two days."""
    try:
        return bool(signing.loads(token, salt=SALT, max_age=ANSWERABLE_FOR) == str(occurrence))
    except signing.BadSignature:
        return False


def _titles() -> dict[str, str]:
    return {
        Ritual.Part.BEDTIME: _("Time for your evening"),
        Ritual.Part.AFTERNOON: _("Time for your afternoon pause"),
        Ritual.Part.ANY: _("Time for yourself"),
    }
