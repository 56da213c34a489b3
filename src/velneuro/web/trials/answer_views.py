"""The answer of a trial, how we know it, and its plan and data to take away."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velneuro.core.trial.answer import Answer
from velneuro.core.trial.plan_file import sealed_table
from velneuro.core.trial.schedules import schedules_count
from velneuro.outputs.trial_words import answer_notes, answer_sentences, tenths, warning_sentence
from velneuro.web.people.owner import current_person, mine_or_404
from velneuro.web.trials.answering import answer_of, data_rows, nights_of, read_plan, whole_plan
from velneuro.web.trials.models import Trial
from velneuro.web.trials.picturing import points
from velneuro.web.trials.reporting import report
from velneuro.web.trials.running import Standing, standing_of
from velneuro.web.trials.views import trial_context
from velneuro.web.trials.words import answer_words, in_words, interval_words


@require_GET
def answer(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The verdict in words, the chance as dots out of ten, and the nights as points."""
    stands = _standing(request, trial_id)
    nights = nights_of(stands)
    found = answer_of(stands, nights)
    if found is None:
        return redirect("trial", trial_id)
    read, spoken, words = nights[: found.nights], _spoken(stands, found), answer_words()
    head_line, *sentences = answer_sentences(spoken, words)
    context = {
        **trial_context(stands),
        "head_line": head_line,
        "sentences": sentences,
        "notes": answer_notes(spoken, words),
        "tenths": tenths(spoken, words),
        "figure": points(read, stands.trial.outcome, spoken.design.arms),
        "ways": spoken.design.arms,
        "found": found,
    }
    return render(request, "trials/answer.html", context)


def _standing(request: HttpRequest, trial_id: UUID) -> Standing:
    return standing_of(mine_or_404(request, Trial, trial_id), current_person(request), timezone.now())


def _spoken(stands: Standing, found: Answer) -> Answer:
    """With the names that a person reads."""
    design = in_words(found.design, stands.question)
    first, second = design.arms
    return replace(found, design=design, reading=replace(found.reading, first=first, second=second))


@require_GET
def how(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The plan and its hash, night by night, both analyses, what could fool us, and what a report should tell."""
    stands = _standing(request, trial_id)
    if not stands.trial.plan:
        return redirect("trial", trial_id)
    nights = nights_of(stands)
    found = answer_of(stands, nights)
    is_open = stands.phase == "over"
    context = {
        **trial_context(stands),
        "found": found,
        "analyses": _analyses(found) if found else [],
        "warnings": [warning_sentence(warned, answer_words()) for warned in found.warnings] if found else [],
        "nights": nights if is_open else [],
        "is_open": is_open,
        "report": report(stands, nights, found),
        "orders": schedules_count(read_plan(stands.trial.plan)),
        "seed": whole_plan(stands.trial).seed if is_open else None,
    }
    return render(request, "trials/how.html", context)


def _analyses(found: Answer) -> list[tuple[str, float, str]]:
    """Of each analysis its name, the difference in points and the interval in words."""
    model, test = found.reading.posterior, found.reading.test
    return [
        (gettext("Model"), model.mean, interval_words(model.q025, model.q975)),
        (gettext("Test"), test.estimate, interval_words(test.low, test.high)),
    ]


@require_GET
def plan_file(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The plan as `velneuro trial answer --design` reads it. Before the last night seed and schedule are left out."""
    stands = _standing(request, trial_id)
    if not stands.trial.plan:
        raise Http404
    shown = sealed_table(whole_plan(stands.trial)) if stands.phase == "over" else _sealed(stands.trial)
    return _download(json.dumps(shown, indent=2, ensure_ascii=False) + "\n", "application/json", "plan.json")


def _sealed(trial: Trial) -> dict[str, object]:
    return {**trial.plan, "hash": trial.plan_hash}


@require_GET
def data_file(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The nights as `velneuro trial answer` reads them, once the trial is over: before, it would be a look."""
    stands = _standing(request, trial_id)
    if stands.phase != "over" or not stands.trial.plan:
        raise Http404
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("day", "arm", "score"))
    lines.writerows(data_rows(stands, nights_of(stands)))
    return _download(text.getvalue(), "text/csv", "data.csv")


def _download(text: str, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers=headers)
