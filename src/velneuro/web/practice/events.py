"""What the phone tells of a running session, kept once each, and what it does to the session's state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404

from velneuro.web.practice.models import PracticeSession, StepEvent

State = PracticeSession.State
Kind = StepEvent.Kind
CLOCK_MAY_LAG = timedelta(days=2)
ENDS = {Kind.FINISHED.value: State.FINISHED, Kind.STOPPED.value: State.STOPPED}


@dataclass(frozen=True)
class Happened:
    """One event as the phone tells it."""

    id: UUID
    kind: str
    step: str
    position_ms: int
    at: datetime
    reason: str = ""
    note: str = ""


def keep(session: PracticeSession, event: Happened, now: datetime) -> PracticeSession:
    """Keep an event and move the session along. An event that was kept before changes nothing.

    Raises Http404 when the id is that of another session's event.
    """
    kept, is_new = StepEvent.objects.get_or_create(
        id=event.id,
        defaults={
            "person_id": session.person_id,
            "session": session,
            "kind": event.kind,
            "step": event.step,
            "position_ms": event.position_ms,
            "at": believable(event.at, session, now),
            "received_at": now,
        },
    )
    if kept.session_id != session.pk:
        raise Http404
    if is_new and session.state != State.REFUSED:
        _move(session, event, now)
    return session


def believable(at: datetime, session: PracticeSession, now: datetime) -> datetime:
    """What the phone's clock says, but never later than now, nor long before the session was made.

    A clock that runs ahead would leave a session that can be resumed for ever, and one that starts in the year 1 ends
    every page that shows it.
    """
    return min(max(at, session.made_at - CLOCK_MAY_LAG), now)


def _move(session: PracticeSession, event: Happened, now: datetime) -> None:
    """A late event of a session that is over adds its reason and note, and never opens it again."""
    at = believable(event.at, session, now)
    if session.state in (State.READY, State.PLAYING):
        session.position_ms = event.position_ms
        session.started_at = session.started_at or at
        session.state = ENDS.get(event.kind, State.PLAYING)
        session.ended_at = at if event.kind in ENDS else None
    if event.kind == Kind.STOPPED and session.state == State.STOPPED:
        session.stop_reason = event.reason or session.stop_reason or PracticeSession.StopReason.EARLY
        session.stop_note = event.note or session.stop_note
    session.save()
