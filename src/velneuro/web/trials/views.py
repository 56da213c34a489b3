"""Before a trial and during it: what can be asked, the run-in, the plan, where it stands, pausing and ending it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.content.trial_questions import trial_questions
from velneuro.web.people.late import saves_late
from velneuro.web.people.owner import current_person, mine, mine_or_404
from velneuro.web.practice.gating import pass_gate
from velneuro.web.trials.answering import nights_of, nights_to_read
from velneuro.web.trials.delivering import offer_of
from velneuro.web.trials.forms import PlanForm, QuestionForm
from velneuro.web.trials.models import RUN_IN_DAYS, Trial, TrialPause
from velneuro.web.trials.mornings import is_answered, run_in_evenings, scores_after
from velneuro.web.trials.planning import begin, end_now, lock, sizes
from velneuro.web.trials.running import (
    Standing,
    current_trial,
    go_on,
    pause_now,
    planned_from,
    refused_sessions,
    standing_of,
)
from velneuro.web.trials.words import PAUSED, outcome_title


@require_GET
def trials(request: HttpRequest) -> HttpResponse:
    """The trial that goes on, if there is one, and those that are over."""
    person, now = current_person(request), timezone.now()
    stands = [standing_of(trial, person, now) for trial in mine(request, Trial).prefetch_related("pauses")]
    context = {
        "current": next((each for each in stands if each.phase != "over"), None),
        "past": [each for each in stands if each.phase == "over"],
        "questions": trial_questions().values(),
    }
    return render(request, "trials/trials.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a question. While another one goes on there is none to choose: two at once would blur each other."""
    person, now = current_person(request), timezone.now()
    running = current_trial(person, now)
    if running is not None:
        return redirect("trial", running.trial.pk)
    form = QuestionForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("trial", begin(person, form.trial(now), now).pk)
    context = {"form": form, "questions": trial_questions().values(), "run_in": RUN_IN_DAYS}
    return render(request, "trials/new.html", context, status=422 if form.errors else 200)


@require_GET
def one_trial(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """Where a trial stands: the run-in, tonight, or its end."""
    stands = _standing(request, trial_id)
    return render(request, "trials/trial.html", {**trial_context(stands), **_run_in(stands), **_progress(stands)})


def _standing(request: HttpRequest, trial_id: UUID) -> Standing:
    return standing_of(mine_or_404(request, Trial, trial_id), current_person(request), timezone.now())


def trial_context(stands: Standing) -> dict[str, object]:
    """What every page of a trial needs. `leads`: on the home page it comes before what is usual."""
    advice = _advice(stands)
    return {
        "stands": stands,
        "trial": stands.trial,
        "outcome": outcome_title(stands.trial.outcome),
        "paused_because": PAUSED[stands.pause.reason] if stands.pause else "",  # type: ignore[index]
        "readable": nights_to_read(stands),
        "advice": advice,
        "leads": stands.offers or advice is not None,
        "other_clock": stands.trial.time_zone if stands.trial.clock != stands.trial.person.clock else "",
        "ask_morning": stands.phase != "over" and not is_answered(stands.trial, stands.today),
    }


def _advice(stands: Standing) -> UUID | None:
    """The session whose advice comes first, while a sign makes the trial wait."""
    if not stands.pause or stands.pause.reason != TrialPause.Reason.SIGN:
        return None
    return refused_sessions(stands.trial.person).values_list("pk", flat=True).first()


def _run_in(stands: Standing) -> dict[str, object]:
    if stands.trial.locked_at is not None:
        return {}
    scores = scores_after(stands.trial, run_in_evenings(stands.trial))
    return {
        "run_in_days": RUN_IN_DAYS,
        "run_in_answered": sum(score is not None for score in scores),
        "plan_from": planned_from(stands.trial),
    }


def _progress(stands: Standing) -> dict[str, object]:
    """How many mornings were answered, without which way they belong to: that would be a look."""
    answered = sum(night.score is not None for night in nights_of(stands))
    return {"answered": answered}


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """How many nights, when to look, consent; then the plan is dealt and sealed."""
    person, now = current_person(request), timezone.now()
    trial = mine_or_404(request, Trial, trial_id)
    if standing_of(trial, person, now).phase != "plan":
        return redirect("trial", trial.pk)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lock(trial, person, form.cleaned_data["nights"], form.cleaned_data["looks"], now)
        return redirect("trial", trial.pk)
    context = {
        **trial_context(standing_of(trial, person, now)),
        "form": form,
        "sizes": sizes(trial),
    }
    return render(request, "trials/plan.html", context, status=422 if form.errors else 200)


@saves_late  # the words of the session may have to be spoken first
@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The gate before tonight's session; none before tonight's way is shown, nor once something called for a pause."""
    stands = _standing(request, trial_id)
    if not stands.offers or stands.way is None:
        return redirect("trial", trial_id)
    person = current_person(request)
    answer = pass_gate(request, person, offer_of(stands.trial, person, stands.way))
    standing_of(stands.trial, person, timezone.now())  # a sign that came up just now pauses it
    return answer


@require_POST
def pause(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """Wait until the person goes on."""
    stands = _standing(request, trial_id)
    if stands.phase == "running":
        pause_now(stands.trial, timezone.now())
    return redirect("trial", trial_id)


@require_POST
def resume(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """Go on after a pause."""
    stands = _standing(request, trial_id)
    if stands.may_go_on:
        go_on(stands.trial, timezone.now())
    return redirect("trial", trial_id)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """End a trial before its last night. This is asked once more, because it cannot be undone."""
    stands = _standing(request, trial_id)
    if stands.phase == "over":
        return redirect("trial", trial_id)
    if request.method == "POST":
        end_now(stands.trial, timezone.now())
        return redirect("trial", trial_id)
    return render(request, "trials/end.html", trial_context(stands))
