"""The pages after a session: wipe and look, the same scores again, one line of what went well."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from velneuro.content.library import catalog
from velneuro.web.asking.questions import SESSION, Question, asked, scale_question
from velneuro.web.diary.drafts import entry_form, save_entry
from velneuro.web.diary.entries import Spot, entry_at, known_answers
from velneuro.web.diary.forms import EntryForm
from velneuro.web.diary.keeping import Sitting
from velneuro.web.diary.models import Entry
from velneuro.web.diary.writing import writer_of
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person, mine_or_404
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.repertoire import Titles


def _spot(practice: PracticeSession) -> Spot:
    return Spot(Entry.Moment.AFTER, timezone.now(), practice)


def _step(
    request: HttpRequest, practice: PracticeSession, sitting: Sitting, questions: Iterable[Question] = ()
) -> tuple[EntryForm, bool]:
    """The form of one step after the session, and whether it was kept now."""
    writer, spot = writer_of(request), _spot(practice)
    known = entry_at(writer.person, spot)
    form = entry_form(writer, spot, known, questions, request.POST if request.method == "POST" else None)
    done = form.is_valid()
    if done:
        save_entry(writer, form, spot, known.pk if known else uuid.uuid4(), sitting)
    return form, done


def _show(request: HttpRequest, page: str, practice: PracticeSession, form: EntryForm, **more: Any) -> HttpResponse:
    known = entry_at(practice.person, _spot(practice))
    context = {"session": practice, "form": form, "row": known.pk if known else uuid.uuid4(), **more}
    context |= {"kind": Entry.Moment.AFTER, "person": practice.person}
    return render(request, f"diary/{page}.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def after(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Wipe the feet, put on shoes, look at the skin."""
    practice = mine_or_404(request, PracticeSession, session_id)
    form, done = _step(request, practice, Sitting.GOES_ON)
    if done:
        changed = form.cleaned_data["skin"] == Entry.Skin.CHANGED
        return redirect("after-skin" if changed else "after-scores", practice.pk)
    return _show(request, "after", practice, form, limbs=_limbs(practice))


def _limbs(practice: PracticeSession) -> set[str]:
    """foot, leg, hand: what this session touched, so that the page does not speak of feet after a hand massage."""
    zones = catalog().body.zones
    touched = {step["zone"] for step in practice.plan["steps"] if step["zone"] in zones}
    return {zones[leaf].limb for zone in touched for leaf in catalog().body.leaves(zone)}


@require_GET
def after_skin(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The skin looks different: what to do about it."""
    practice = mine_or_404(request, PracticeSession, session_id)
    return render(request, "diary/after_skin.html", {"session": practice})


@require_http_methods(["GET", "POST"])
def after_scores(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The same scores as before."""
    practice, person = mine_or_404(request, PracticeSession, session_id), current_person(request)
    form, done = _step(request, practice, Sitting.GOES_ON, _questions_after(practice, person))
    return redirect("after-words", practice.pk) if done else _show(request, "after_scores", practice, form)


def _questions_after(practice: PracticeSession, person: Person) -> list[Question]:
    """What was answered before, so that the two can be compared; what is usually asked when nothing was."""
    before = Spot(Entry.Moment.BEFORE, timezone.now(), practice)
    answered = known_answers(entry_at(person, before))
    scales = [scale_question(person, scale, SESSION) for scale in catalog().scales.values() if scale.id in answered]
    usual = asked(person, SESSION, practice.answers)
    return [*scales, *(question for question in usual if question.own_id or not scales)]


@require_http_methods(["GET", "POST"])
def after_words(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One line of what went well, if wished."""
    practice = mine_or_404(request, PracticeSession, session_id)
    form, done = _step(request, practice, Sitting.ENDS)
    return redirect("after-done", practice.pk) if done else _show(request, "after_words", practice, form)


@require_GET
def after_done(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """It is kept. Good night."""
    practice = mine_or_404(request, PracticeSession, session_id)
    title = Titles(practice.person)[practice.routine]
    return render(request, "diary/after_done.html", {"session": practice, "title": title})
