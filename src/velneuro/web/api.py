"""The JSON calls of the player and the diary: what happened, and scores. Each can be sent again without harm."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.utils import check_csrf
from pydantic import AwareDatetime, Field

from velneuro.content.library import catalog
from velneuro.outputs.sound.spec import Levels
from velneuro.version import VERSION
from velneuro.web.api_answers import REFUSALS, Kept, Refusal
from velneuro.web.diary.entries import Said, Spot, keep_said
from velneuro.web.diary.keeping import Sitting
from velneuro.web.diary.writing import writer_of
from velneuro.web.diary.written import Written, keep_written
from velneuro.web.people.owner import mine_or_404
from velneuro.web.practice.events import Happened, believable
from velneuro.web.practice.events import keep as keep_event
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.sounding import change_sound, track_of
from velneuro.web.reminder_api import router
from velneuro.web.sound.words import music_choices

LONGEST_MS = 24 * 3600 * 1000
Position = Annotated[int, Field(ge=0, le=LONGEST_MS)]
Value = Annotated[int, Field(ge=0, le=10)]
Level = Annotated[int, Field(ge=0, le=3)]
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


class DraftBody(Schema):
    """What was written on a page of the diary: `values` by the names of its fields. Sent twice, it changes nothing.

    `kind` is the moment of an entry, or the kind of what happened. `person` guards against a device that has changed
    hands since.
    """

    id: UUID
    person: UUID
    at: AwareDatetime
    kind: Annotated[str, Field(max_length=11)]
    session: UUID | None = None
    values: dict[str, str | list[str]]


class SoundBody(Schema):
    """Music and levels: 0 off, 1 soft, 2 medium, 3 full."""

    music: Annotated[str, Field(max_length=60)]
    level_voice: Level
    level_music: Level
    level_chime: Level


class TrackPlace(Schema):
    """Where the track is, and how long it lasts."""

    url: str
    duration_ms: int


class NewTrack(Schema):
    """The track of a session after a change."""

    track: TrackPlace


class Saved(Schema):
    """It is on disk."""

    saved: Literal[True] = True
    state: str


def of_this_site(request: HttpRequest) -> bool:
    """The door has let the visitor in; here only a page of this site may speak for them."""
    if check_csrf(request):
        raise HttpError(403, "This page is too old. Reload it and try again.")
    return request.user.is_authenticated


api = NinjaAPI(
    title="Vel Neuro",
    version=VERSION,
    auth=of_this_site,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", router)


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
    keep_said(writer_of(request), Spot(body.moment, at, session), Said(scores=body.scores), body.id, Sitting.GOES_ON)
    return Saved(state=session.state)


@api.put("/diary/{what}/{uuid:row_id}", response={200: Kept, **REFUSALS, 410: Refusal}, summary="Keep what is written")
def draft(request: HttpRequest, what: str, row_id: UUID, body: DraftBody) -> Kept:
    writer = writer_of(request)
    if body.person != writer.person.pk:
        raise Http404
    written = Written(row_id, body.kind, body.at, body.session, body.values)
    declined = keep_written(writer, what, written)
    if declined is None:
        raise HttpError(410, gettext("It was taken out of the diary. Nothing was changed."))
    if not declined.is_of_time_only:
        raise HttpError(400, declined.words)
    return Kept(declined=declined.words)


@api.put(
    "/sessions/{uuid:session_id}/sound",
    response={200: NewTrack, **REFUSALS},
    summary="Change music and levels",
    url_name="session-sound",
)
def sound(request: HttpRequest, session_id: UUID, body: SoundBody) -> NewTrack:
    session = mine_or_404(request, PracticeSession, session_id)
    if not session.score:
        raise Http404
    if body.music not in dict(music_choices(session.person)):
        raise HttpError(400, f"There is no such music: {body.music}")
    change_sound(session, body.music, Levels(body.level_voice, body.level_music, body.level_chime))
    made = track_of(session)
    made.sent().begin()
    return NewTrack(track=TrackPlace(url=made.url, duration_ms=made.spec.duration_ms))
