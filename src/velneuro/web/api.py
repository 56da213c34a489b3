"""The JSON calls of the player: what happened, and the scores before. Each can be sent again without harm."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.utils import check_csrf
from pydantic import AwareDatetime, Field

from velneuro.content.library import catalog
from velneuro.version import VERSION
from velneuro.web.diary.keeping import entry_of, keep_scores
from velneuro.web.people.owner import mine_or_404
from velneuro.web.practice.events import Happened, believable
from velneuro.web.practice.events import keep as keep_event
from velneuro.web.practice.models import PracticeSession

LONGEST_MS = 24 * 3600 * 1000
Position = Annotated[int, Field(ge=0, le=LONGEST_MS)]
Value = Annotated[int, Field(ge=0, le=10)]
EventKind = Literal["started", "step", "paused", "gentler", "more", "again", "skipped", "stopped", "finished"]


class EventBody(Schema):
    """One thing that happened; `id` is chosen by the phone, and a second call with it changes nothing."""

    id: UUID
    kind: EventKind
    step: Annotated[str, Field(max_length=120)] | None = None
    position_ms: Position
    at: AwareDatetime
    reason: Literal["early", "wrong"] | None = None
    note: Annotated[str, Field(max_length=4000)] | None = None


class ScoresBody(Schema):
    """Scores from 0 to 10 by scale."""

    id: UUID
    moment: Literal["before", "after"]
    at: AwareDatetime
    scores: dict[str, Value]


class Saved(Schema):
    """It is on disk."""

    saved: Literal[True] = True
    state: str


class Refusal(Schema):
    """Why it was not kept."""

    detail: str


class Mistakes(Schema):
    """What is wrong with the body, field by field."""

    detail: list[dict[str, object]]


def of_this_site(request: HttpRequest) -> bool:
    """The door has let the visitor in; here only a page of this site may speak for them."""
    if check_csrf(request):
        raise HttpError(403, "This page is too old. Reload it and try again.")
    return request.user.is_authenticated


REFUSALS = {400: Refusal, 403: Refusal, 404: Refusal, 422: Mistakes, 503: Refusal, 507: Refusal}
api = NinjaAPI(
    title="Vel Neuro",
    version=VERSION,
    auth=of_this_site,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)


@api.post("/sessions/{uuid:session_id}/events", response={200: Saved, **REFUSALS}, summary="Keep an event of a session")
def keep(request: HttpRequest, session_id: UUID, body: EventBody) -> Saved:
    session = mine_or_404(request, PracticeSession, session_id)
    event = Happened(body.id, body.kind, body.step or "", body.position_ms, body.at, body.reason or "", body.note or "")
    return Saved(state=keep_event(session, event, timezone.now()).state)


@api.put("/sessions/{uuid:session_id}/scores", response={200: Saved, **REFUSALS}, summary="Keep scores of a session")
def scores(request: HttpRequest, session_id: UUID, body: ScoresBody) -> Saved:
    session = mine_or_404(request, PracticeSession, session_id)
    unknown = sorted(set(body.scores) - set(catalog().scales))
    if unknown:
        raise HttpError(400, f"There is no such scale: {', '.join(unknown)[:200]}")
    at = believable(body.at, session, timezone.now())
    keep_scores(entry_of(session, body.moment, at, body.id), body.scores)
    return Saved(state=session.state)
