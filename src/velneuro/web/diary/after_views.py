"""The pages after a session: wipe and look, the same scores again, one line of what went well."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from velneuro.content.library import catalog, routine, routine_names
from velneuro.web.diary.forms import SkinForm, WordsForm
from velneuro.web.diary.keeping import draft_of, entry_of, keep_scores
from velneuro.web.diary.models import Entry, Score
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person, mine_or_404
from velneuro.web.people.questions import asked_scales
from velneuro.web.practice.forms import ScoresForm
from velneuro.web.practice.models import PracticeSession


def _draft(practice: PracticeSession) -> Entry:
    return draft_of(practice, Entry.Moment.AFTER, timezone.now())


@require_http_methods(["GET", "POST"])
def after(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Wipe the feet, put on shoes, look at the skin."""
    practice = mine_or_404(request, PracticeSession, session_id)
    if request.method == "POST":
        form = SkinForm(request.POST, instance=_draft(practice))
        if form.is_valid():
            entry = form.save()
            return redirect("after-skin" if entry.skin == Entry.Skin.CHANGED else "after-scores", practice.pk)
    form = SkinForm(instance=_draft(practice))
    return render(request, "diary/after.html", {"session": practice, "form": form, "limbs": _limbs(practice)})


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
    scales = _scales_after(practice, person)
    if request.method == "POST":
        form = ScoresForm(request.POST, scales=scales)
        if form.is_valid():
            keep_scores(entry_of(practice, Entry.Moment.AFTER, timezone.now()), form.given())
            return redirect("after-words", practice.pk)
    else:
        known = Score.objects.filter(entry__session=practice, entry__moment=Entry.Moment.AFTER)
        initial = {score.scale: str(score.value) for score in known}
        form = ScoresForm(scales=scales, initial=initial)
    return render(request, "diary/after_scores.html", {"session": practice, "form": form})


def _scales_after(practice: PracticeSession, person: Person) -> list[str]:
    """The scales answered before; those usually asked when none was."""
    before = Entry.objects.filter(session=practice, moment=Entry.Moment.BEFORE)
    answered = set(before.values_list("scores__scale", flat=True)) & set(catalog().scales)
    in_order = [name for name in catalog().scales if name in answered]
    return in_order or list(asked_scales(person.asks, practice.answers, catalog()))


@require_http_methods(["GET", "POST"])
def after_words(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One line of what went well, if wished."""
    practice = mine_or_404(request, PracticeSession, session_id)
    if request.method == "POST":
        form = WordsForm(request.POST, instance=_draft(practice))
        if form.is_valid():
            form.save()
            return redirect("after-done", practice.pk)
    else:
        form = WordsForm(instance=_draft(practice))
    return render(request, "diary/after_words.html", {"session": practice, "form": form})


@require_GET
def after_done(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """It is kept. Good night."""
    practice = mine_or_404(request, PracticeSession, session_id)
    title = gettext(routine(practice.routine).title) if practice.routine in routine_names() else practice.routine
    return render(request, "diary/after_done.html", {"session": practice, "title": title})
