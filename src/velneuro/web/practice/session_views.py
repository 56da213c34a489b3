"""A session: the player's page, advice, a clinician's yes, and leaving one that was cut off."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.content.library import catalog, routine, routine_names
from velneuro.web.people.owner import current_person, mine_or_404
from velneuro.web.people.questions import asked_scales, cleared
from velneuro.web.practice.advising import advisory
from velneuro.web.practice.card import minutes_words
from velneuro.web.practice.choosing import is_of_now, may_play
from velneuro.web.practice.composing import new_session
from velneuro.web.practice.forms import ScoresForm, StopNoteForm
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.player_page import player_context

State = PracticeSession.State


@require_GET
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The ready panel and the player, in one document: a voice may only start after a tap in its own document."""
    practice = mine_or_404(request, PracticeSession, session_id)
    if practice.state == State.REFUSED:
        return redirect("advice", practice.pk)
    if practice.is_over:
        return redirect("after", practice.pk)
    person, now = current_person(request), timezone.now()
    scales = asked_scales(person.asks, practice.answers, catalog())
    if practice.routine not in routine_names():
        raise Http404
    if not may_play(practice, person, now):
        return _to_the_gate(practice)
    context = {
        "session": practice,
        "routine": routine(practice.routine),
        "minutes": minutes_words(practice.minutes),
        "form": ScoresForm(scales=scales),
        "resuming": practice.can_resume(now),
        **player_context(request, practice),
    }
    return render(request, "practice/session.html", context)


def _to_the_gate(practice: PracticeSession) -> HttpResponse:
    return redirect(f"{reverse('gate', args=[practice.routine])}?minutes={practice.minutes}")


@require_http_methods(["GET", "POST"])
def advice(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What to do next: after a refusal, a part left out, or a session that was stopped because of trouble."""
    practice = mine_or_404(request, PracticeSession, session_id)
    if practice.stop_reason == PracticeSession.StopReason.WRONG or request.GET.get("wrong"):
        return _trouble(request, practice)
    context = {"session": practice, "advisory": advisory(practice.plan)}
    return render(request, "practice/advice.html", context)


def _trouble(request: HttpRequest, practice: PracticeSession) -> HttpResponse:
    form = StopNoteForm(request.POST or None, initial={"note": practice.stop_note})
    if request.method == "POST" and form.is_valid():
        practice.stop_note = form.cleaned_data["note"]
        practice.save(update_fields=["stop_note"])
        return redirect("after", practice.pk)
    return render(request, "practice/trouble.html", {"session": practice, "form": form})


@require_POST
def clinician_yes(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A clinician said yes to the sign that refused: remembered for a lasting sign, and the session is made anew.

    After a while, or when the answers have changed since, the gate comes first: an old answer must not speak for today.
    """
    practice, person = mine_or_404(request, PracticeSession, session_id), current_person(request)
    sign = advisory(practice.plan).may_clear
    if not sign or practice.routine not in routine_names():
        return redirect("tonight")
    now = timezone.now()
    still_holds = is_of_now(practice, person, now)
    person.answers = cleared(person.answers, sign)
    person.save(update_fields=["answers"])
    if not still_holds:
        return _to_the_gate(practice)
    answers = cleared(practice.answers, sign)
    seed = secrets.randbelow(2**31)
    made = new_session(person, practice.routine, practice.minutes, seed, answers, now)
    return redirect("advice", made.pk)


@require_POST
def leave(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Put a session that was cut off aside: it counts as finished early."""
    practice = mine_or_404(request, PracticeSession, session_id)
    if practice.state == State.PLAYING:
        practice.state, practice.ended_at = State.STOPPED, timezone.now()
        practice.stop_reason = PracticeSession.StopReason.EARLY
        practice.save(update_fields=["state", "ended_at", "stop_reason"])
    return redirect("tonight")
