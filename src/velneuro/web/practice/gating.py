"""The gate before a session: anything new? The answer makes the session that was offered, or says what to do."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from velneuro.content.library import catalog
from velneuro.core.routine import Routine
from velneuro.web.feet.found import signs_found, with_signs
from velneuro.web.people.forms import SignsForm
from velneuro.web.people.models import Person
from velneuro.web.people.questions import Answers, tonight
from velneuro.web.practice.composing import new_session
from velneuro.web.practice.models import PracticeSession

MOST_SEED = 2**31


@dataclass(frozen=True)
class Offer:
    """The session that waits behind the gate. `answers`: the person's own, or changed by who offers it.

    `gate_path`: where the gate is when it is not the routine's own; the session remembers it.
    """

    routine: Routine
    minutes: int
    answers: Answers
    gate_path: str = ""


def pass_gate(request: HttpRequest, person: Person, offer: Offer) -> HttpResponse:
    """The page of the gate, or where its answers lead."""
    form = SignsForm(request.POST or None, answers={}, when="tonight", ask_yes=False)
    if request.method == "POST" and form.is_valid():
        return _open(person, offer, form)
    standing = [entry["id"] for entry in person.answers.get("sign", ())]
    context = {
        "routine": offer.routine,
        "form": form,
        "minutes": offer.minutes,
        "standing": [catalog().signs[sign] for sign in standing if sign in catalog().signs],
        "standing_answered": "sign" in person.answers,
        "found": [catalog().signs[entry["id"]] for entry in signs_found(person)],
    }
    return render(request, "practice/gate.html", context, status=422 if form.errors else 200)


def _open(person: Person, offer: Offer, form: SignsForm) -> HttpResponse:
    present = with_signs(form.present(), signs_found(person))
    answers, seed = tonight(offer.answers, present), secrets.randbelow(MOST_SEED)
    session = new_session(
        person, offer.routine.name, offer.minutes, seed, answers, timezone.now(), gate_path=offer.gate_path
    )
    if session.state == PracticeSession.State.REFUSED or present:
        return redirect("advice", session.pk)
    return redirect("session", session.pk)
