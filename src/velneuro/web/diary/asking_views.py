"""Settings of the diary: what is asked on which occasion, in whose words, and questions of one's own."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.content.library import catalog
from velneuro.web.asking.forms import OCCASION_WORDS, AsksForm, OwnQuestionForm, WordingsForm
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.asking.questions import (
    ANY,
    FIELDS,
    OCCASIONS,
    SESSION,
    ask_from_now_on,
    asked,
    choose,
    occasions_of,
    own_questions,
    scales_asked,
)
from velneuro.web.diary.keeping import keep
from velneuro.web.diary.models import OwnAnswer
from velneuro.web.diary.snapshots import plain, read
from velneuro.web.diary.undoing import notice, remember
from velneuro.web.diary.writing import writer_of
from velneuro.web.people.models import Person
from velneuro.web.people.owner import current_person, mine, mine_or_404

WHAT = "own-question"


@require_GET
def asks(request: HttpRequest) -> HttpResponse:
    """What is asked: on each occasion, in which words, and own questions."""
    writer = writer_of(request)
    person = writer.person
    occasions = [
        (occasion, OCCASION_WORDS[occasion], ", ".join(question.title for question in asked(person, occasion)))
        for occasion in OCCASIONS
    ]
    own = mine(request, OwnQuestion)
    context = {
        "occasions": occasions,
        "scales": [(scale.id, gettext(scale.title), _has_own_words(person, scale.id)) for scale in _scales()],
        "own": [question for question in own if question.retired_at is None],
        "retired": [question for question in own if question.retired_at is not None],
        "notice": notice(request, person, writer.now),
    }
    return render(request, "asking/asks.html", context)


def _scales() -> Any:
    return catalog().scales.values()


def _has_own_words(person: Person, scale: str) -> bool:
    return any(key in person.wordings for key in (scale, f"{scale}-morning"))


@require_http_methods(["GET", "POST"])
def asks_of(request: HttpRequest, occasion: str) -> HttpResponse:
    """Which questions are asked on one occasion."""
    if occasion not in OCCASIONS:
        raise Http404
    person = current_person(request)
    chosen = getattr(person, FIELDS[occasion]) or scales_asked(person, occasion, person.answers)
    form = AsksForm(request.POST or None, own=own_questions(person), initial={"chosen": list(chosen)})
    if request.method == "POST" and form.is_valid():
        choose(person, occasion, form.cleaned_data["chosen"])
        return redirect("settings-asks")
    context = {"form": form, "title": OCCASION_WORDS[occasion], "occasion": occasion}
    return render(request, "asking/asks_of.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def wording(request: HttpRequest, scale: str) -> HttpResponse:
    """One scale in the person's own words."""
    if scale not in catalog().scales:
        raise Http404
    person = current_person(request)
    form = WordingsForm(request.POST or None, scale=scale, wordings=person.wordings)
    if request.method == "POST" and form.is_valid():
        form.write(person)
        return redirect("settings-asks")
    context = {"form": form, "scale": catalog().scales[scale]}
    return render(request, "asking/wording.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_question(request: HttpRequest) -> HttpResponse:
    """A question of one's own."""
    form = OwnQuestionForm(request.POST or None, initial={"kind": "scale", "occasions": [SESSION, ANY]})
    if request.method == "POST" and form.is_valid():
        _keep(request, uuid.uuid4(), form, None)
        return redirect("settings-asks")
    return render(request, "asking/question.html", {"form": form}, status=422 if form.errors else 200)


def _keep(request: HttpRequest, row: UUID, form: OwnQuestionForm, known: OwnQuestion | None) -> None:
    writer = writer_of(request)
    fields = {name: form.cleaned_data[name] for name in ("text", "kind", "unit", "options")}
    began = {"made_at": plain(known.made_at if known else writer.now), "retired_at": plain(known and known.retired_at)}
    keep(writer, WHAT, row, {**fields, **began})
    ask_from_now_on(writer.person, row, form.cleaned_data["occasions"])


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Another wording of an own question, and when it is asked."""
    row = mine_or_404(request, OwnQuestion, question_id)
    known = {"text": row.text, "kind": row.kind, "unit": row.unit, "options": "\n".join(row.options)}
    known["occasions"] = list(occasions_of(current_person(request), row.pk))  # type: ignore[assignment]
    form = OwnQuestionForm(request.POST or None, row=row, initial=known)
    if request.method == "POST" and form.is_valid():
        _keep(request, row.pk, form, row)
        return redirect("settings-asks")
    context = {"form": form, "row": row, "answers": OwnAnswer.objects.filter(question=row).count()}
    return render(request, "asking/question.html", context, status=422 if form.errors else 200)


@require_POST
def retire_question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Ask it no more, or ask it again. One that was never answered is taken out; else its answers stay."""
    row, writer = mine_or_404(request, OwnQuestion, question_id), writer_of(request)
    ask_from_now_on(writer.person, row.pk, OCCASIONS if row.retired_at else ())
    if row.retired_at is None and not OwnAnswer.objects.filter(question=row).exists():
        became = None
    else:
        became = {
            **(read(writer.person, WHAT, row.pk) or {}),
            "retired_at": None if row.retired_at else plain(writer.now),
        }
    revision = keep(writer, WHAT, row.pk, became)
    said = gettext("It is asked again.") if row.retired_at else gettext("It is asked no more. Its answers stay.")
    remember(request, said, revision, writer.now)
    return redirect("settings-asks")
