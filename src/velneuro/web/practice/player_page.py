"""What the session page hands to the player: score, figures, words, and where to send what happened."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext

from velneuro.content.library import catalog
from velneuro.outputs.ready import ready
from velneuro.web.practice.models import PracticeSession, StepEvent
from velneuro.web.practice.player_pictures import pictures
from velneuro.web.practice.player_words import player_words
from velneuro.web.practice.sounding import player_sound


def player_context(request: HttpRequest, session: PracticeSession) -> dict[str, Any]:
    """The data block of the player and the things to have ready."""
    score = json.loads(session.score)
    shown = pictures(score, session.person.palette)
    gentler = session.events.filter(kind=StepEvent.Kind.GENTLER).values_list("position_ms", flat=True)
    data = {
        "score": score,
        "pictures": shown["data"],
        "words": player_words(),
        "urls": {
            "events": f"/api/v1/sessions/{session.pk}/events",
            "scores": f"/api/v1/sessions/{session.pk}/scores",
            "entries": "/api/v1/diary/entry/",
            "after": reverse("after", args=[session.pk]),
            "advice": reverse("advice", args=[session.pk]),
        },
        **player_sound(session),
        "csrf": get_token(request),
        "session": str(session.pk),
        "person": str(session.person_id),
        "resume_ms": session.position_ms if session.state == session.State.PLAYING else 0,
        "gentler": list(gentler),
    }
    return {"player": data, "shown": shown, "supplies": _supplies(session)}


def _supplies(session: PracticeSession) -> list[str]:
    """Titles of what to have ready: what the person has, and what nobody should be without."""
    wanted = ready(session.plan["supplies"], session.answers.get("have", ()))
    return [gettext(catalog().supplies[name].title) for name in wanted if name in catalog().supplies]
