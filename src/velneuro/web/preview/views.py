"""The preview: an author's file as it is now, with its mistakes and its plan; the page looks whether it has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velneuro.content.library import catalog, voice
from velneuro.core.pipeline import Session, compile_session
from velneuro.core.problem import Problem
from velneuro.core.routine import LEAST_MINUTES, Routine
from velneuro.outputs.plan_json import plan_dict
from velneuro.review.routine_review import file_problems
from velneuro.web.people.owner import current_person
from velneuro.web.people.questions import tonight
from velneuro.web.practice.card import change_lines
from velneuro.web.practice.composing import LANG, PREVIEW_SEED, told
from velneuro.web.practice.repertoire import GONE, NOTHING, draft, fingerprint, own_file
from velneuro.web.practice.views import SHORTCUTS, asked_minutes

IN_STEP = re.compile(r"step\[(\d+)\]\.(\w+)")


@dataclass(frozen=True)
class Mistake:
    """One mistake as the page shows it: where in the file, what, and how to mend it."""

    key: str
    what: str
    mend: str


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """The file: what is to be mended, and as soon as it can be played its plan and all that is said."""
    file = _file_or_404()
    now = fingerprint(file)  # before the file is read: what changes meanwhile is seen by the next look
    mistakes = [_mistake(problem, file) for problem in _problems(file, now)]
    context: dict[str, Any] = {"place": "preview", "file": file.name, "seen": now, "mistakes": mistakes}
    context |= {"is_empty": now == NOTHING, "is_gone": now == GONE}
    routine = draft(file, now).routine
    if routine is not None:
        context |= _played(request, routine)
    return render(request, "preview/preview.html", context)


@require_GET
def seen(_request: HttpRequest) -> HttpResponse:
    """The fingerprint of the file as it is now."""
    return JsonResponse({"seen": fingerprint(_file_or_404())})


def _file_or_404() -> Path:
    file = own_file()
    if file is None:
        raise Http404
    return file


@lru_cache(maxsize=4)
def _problems(file: Path, _fingerprint: str) -> tuple[Problem, ...]:
    return file_problems(file)


def _mistake(problem: Problem, file: Path) -> Mistake:
    key = problem.place.removeprefix(f"{file}:")
    in_step = IN_STEP.fullmatch(key)
    where = gettext("Step %(number)s, %(key)s") % {"number": in_step[1], "key": in_step[2]} if in_step else key
    return Mistake(where, problem.what, problem.mend)


def _played(request: HttpRequest, routine: Routine) -> dict[str, Any]:
    form, minutes = asked_minutes(request, routine)
    answers = told(tonight(current_person(request).answers, []))
    session = compile_session(routine, answers, catalog(), voice(LANG), minutes, PREVIEW_SEED)
    plan = plan_dict(session.plan)
    return {
        "routine": routine,
        "form": form,
        "minutes": minutes,
        "shortcuts": (LEAST_MINUTES, *SHORTCUTS),
        "plan": plan,
        "lines": change_lines(plan["changes"]),  # type: ignore[arg-type]
        "steps": list(zip(plan["steps"], _said(session), strict=True)),  # type: ignore[call-overload]
    }


def _said(session: Session) -> list[list[str]]:
    """What the guide says in each step."""
    if session.timeline is None:
        return []
    spoken = [cue for cue in session.timeline.cues if cue.kind == "say"]
    return [[cue.text for cue in spoken if step.start_ms <= cue.at_ms < step.end_ms] for step in session.timeline.steps]
