"""A session: the player's page, advice, a clinician's yes, and leaving one that was cut off."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.web.asking.forms import AskedForm
from velneuro.web.asking.questions import SESSION, asked
from velneuro.web.people.late import saves_late
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person, mine_or_404
from velneuro.web.people.questions import cleared
from velneuro.web.practice.advising import advisory
from velneuro.web.practice.card import minutes_words
from velneuro.web.practice.choosing import is_of_now, may_play
from velneuro.web.practice.composing import bring_up_to_date, new_session
from velneuro.web.practice.forms import StopNoteForm
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.player_page import player_context
from velneuro.web.practice.repertoire import find
from velneuro.web.practice.sounding import sound_context
from velneuro.web.toolkit.own import own_row

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
    known = find(practice.routine, person, removed=True)
    if known is None:
        return _no_longer(practice, person)
    if not may_play(practice, person, now):
        return _to_the_gate(practice)
    bring_up_to_date(practice)
    context = {
        "session": practice,
        "routine": known,
        "minutes": minutes_words(practice.minutes),
        "form": AskedForm(questions=asked(person, SESSION, practice.answers)),
        "resuming": practice.can_resume(now),
        **player_context(request, practice),
        **sound_context(practice),
    }
    return render(request, "practice/session.html", context)


def _no_longer(practice: PracticeSession, person: Person) -> HttpResponse:
    """A routine of the person's own that the rules of today keep from being played says so on its page."""
    if own_row(person, practice.routine) is None:
        raise Http404
    return redirect("routine", practice.routine)


def _to_the_gate(practice: PracticeSession) -> HttpResponse:
    usual = f"{reverse('gate', args=[practice.routine])}?minutes={practice.minutes}"
    return redirect(practice.gate_path or usual)


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


@saves_late  # the words of the session may have to be spoken first
@require_POST
def clinician_yes(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A clinician said yes to the sign that refused: remembered for a lasting sign, and the session is made anew.

    After a while, or when the answers have changed since, the gate comes first: an old answer must not speak for today.
    """
    practice, person = mine_or_404(request, PracticeSession, session_id), current_person(request)
    sign = advisory(practice.plan).may_clear
    if not sign or find(practice.routine, person) is None:
        return redirect("tonight")
    now = timezone.now()
    still_holds = is_of_now(practice, person, now)
    person.answers = cleared(person.answers, sign)
    person.save(update_fields=["answers"])
    if not still_holds:
        return _to_the_gate(practice)
    answers = cleared(practice.answers, sign)
    seed = secrets.randbelow(2**31)
    made = new_session(person, practice.routine, practice.minutes, seed, answers, now, gate_path=practice.gate_path)
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
