"""The sound of a session, its captions, and a file of it to keep."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from velneuro.content.figures import cover
from velneuro.core.problem import MachineFailed
from velneuro.outputs.captions import web_vtt
from velneuro.outputs.sound import mp3
from velneuro.outputs.sound.chapters import tag
from velneuro.outputs.sound.spec import TrackSpec
from velneuro.web.people.owner import mine_or_404
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.repertoire import Titles
from velneuro.web.practice.sounding import SessionTrack, spec_kept, track_named, track_of
from velneuro.web.sound.choosing import pick_voice
from velneuro.web.sound.ranges import Sent, not_now, sound_response

ALBUM = "Vel Neuro"


def _playable(request: HttpRequest, session_id: UUID) -> PracticeSession:
    """A session that was not refused: a refused one has no sound."""
    practice = mine_or_404(request, PracticeSession, session_id)
    if not practice.score:
        raise Http404
    return practice


@require_safe
def track(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """The track, by ranges and also while it is rendered. An address of none of its tracks leads to the present one."""
    practice = _playable(request, session_id)
    try:
        asked = track_named(practice, request.GET.get("v", ""))
        return sound_response(request, asked.sent()) if asked else redirect(track_of(practice).url)
    except MachineFailed as error:
        return not_now(str(error))


@require_safe
def download(request: HttpRequest, session_id: UUID, name: str) -> HttpResponseBase:
    """The track as a file with title, chapters and cover."""
    practice = _playable(request, session_id)
    try:
        response = sound_response(request, file_of(practice, track_of(practice)), keep="private, no-cache")
    except MachineFailed as error:
        return not_now(str(error))
    response["Content-Disposition"] = f'attachment; filename="{practice.routine}-{_day(practice)}.mp3"'
    return response


def file_of(practice: PracticeSession, made: SessionTrack, *, urgent: bool = True) -> Sent:
    """The track with a tag before it: title, chapters, cover."""
    return made.sent(_tag(practice, made.spec), urgent=urgent)


def file_size(practice: PracticeSession) -> int:
    """How many bytes that file has; nothing is rendered for it."""
    spec = spec_kept(practice)
    return len(_tag(practice, spec)) + mp3.size(spec.duration_ms, spec.channels)


def _tag(practice: PracticeSession, spec: TrackSpec) -> bytes:
    return tag(spec, session_title(practice), ALBUM, cover())


def session_title(practice: PracticeSession) -> str:
    """What the session is called, with its day: in a list of files each needs its own name."""
    return f"{Titles(practice.person)[practice.routine]} · {_day(practice)}"


def _day(practice: PracticeSession) -> str:
    return f"{practice.made_at.astimezone(practice.zone):%Y-%m-%d}"


@require_safe
def captions(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What the guide says and when, as WebVTT."""
    practice = _playable(request, session_id)
    return HttpResponse(web_vtt(track_of(practice).spec.cues), content_type="text/vtt; charset=utf-8")


@require_POST
def voice(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The voice that was picked before the first session; its page then speaks with it."""
    practice = _playable(request, session_id)
    pick_voice(practice.person, request.POST.get("voice", ""))
    return redirect("session", practice.pk)
