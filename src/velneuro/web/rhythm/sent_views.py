"""What was sent: each message with its time, its way and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_GET

from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person, mine
from velneuro.web.rhythm.messages import message_title
from velneuro.web.rhythm.models import Delivery
from velneuro.web.rhythm.reminder_words import moment_words
from velneuro.web.rhythm.sent_words import ROUND_WORDS, state_words

SHOWN = 100
WAITS = (Delivery.State.WAITING, Delivery.State.SENDING)


@dataclass(frozen=True)
class Message:
    """One message as the page shows it; `delivery` has its state."""

    delivery: Delivery
    title: str
    when: str
    words: str
    round: Promise | str


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """What waits, the next one first; then the last hundred that are over, the newest first."""
    person = current_person(request)
    rows = mine(request, Delivery).select_related("occurrence__ritual")
    context = {
        "waiting": [_message(row, person) for row in rows.filter(state__in=WAITS).order_by("due_at")],
        "over": [_message(row, person) for row in rows.exclude(state__in=WAITS)[:SHOWN]],
        "shown": SHOWN,
    }
    return render(request, "rhythm/sent.html", context)


def _message(row: Delivery, person: Person) -> Message:
    return Message(
        delivery=row,
        title=message_title(row.occurrence.ritual) if row.occurrence else "",
        when=moment_words(row.began_at or row.due_at, person, timezone.now()),
        words=state_words(row),
        round=ROUND_WORDS[row.round],
    )
