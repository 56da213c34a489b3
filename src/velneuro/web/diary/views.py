"""A plain history: what was done on which day, how it felt before and after, and what was written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods

from velneuro.web.diary.account import account_for
from velneuro.web.diary.entries import Said, Spot, keep_said
from velneuro.web.diary.forms import WordsForm
from velneuro.web.diary.models import Entry
from velneuro.web.diary.writing import writer_of
from velneuro.web.people.owner import current_person, mine, mine_or_404
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.repertoire import Titles

ON_A_PAGE = 30


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """The newest sessions by day, and a link to earlier ones."""
    person = current_person(request)
    before = parse_before(request.GET.get("before", ""))
    found = list(_kept(request, before)[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    titles = Titles(person)
    days = [(day, [account_for(session, titles) for session in group]) for day, group in _by_day(shown)]
    earlier = shown[-1].made_at.isoformat() if len(found) > ON_A_PAGE else ""
    context = {
        "days": days,
        "earlier": earlier,
        "is_first": before is None,
        "today": person.day_of(timezone.now()),
    }
    return render(request, "diary/sessions.html", context)


def parse_before(text: str) -> datetime | None:
    """A moment with its zone, in UTC, or None for anything else."""
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment is not None and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):  # 9999-12-31 in the west is a year that does not exist in UTC
        return None


def _kept(request: HttpRequest, before: datetime | None) -> QuerySet[PracticeSession]:
    """Sessions that took place or were refused; one that was only prepared is nothing to remember."""
    sessions = mine(request, PracticeSession).exclude(state=PracticeSession.State.READY)
    if before is not None:
        sessions = sessions.filter(made_at__lt=before)
    return sessions.defer("score", "answers").prefetch_related("entries__scores")


def _by_day(sessions: list[PracticeSession]) -> list[tuple[date, list[PracticeSession]]]:
    """By the day that was kept with each, so that a journey later does not move it to another."""
    return [(day, list(group)) for day, group in groupby(sessions, key=lambda session: session.day)]


@require_http_methods(["GET", "POST"])
def one_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One session with everything about it; its words can be changed."""
    session = mine_or_404(request, PracticeSession, session_id)
    if session.state == PracticeSession.State.READY:
        raise Http404  # nothing has happened yet that could be told
    if request.method == "POST":
        form = WordsForm(request.POST)
        if form.is_valid():
            keep_said(writer_of(request), Spot(Entry.Moment.AFTER, timezone.now(), session), Said(form.cleaned_data))
            return redirect("diary-sessions")
    else:
        after = session.entries.filter(moment=Entry.Moment.AFTER).first()
        form = WordsForm(initial={"went_well": after.went_well, "note": after.note} if after else {})
    account = account_for(session, Titles(session.person))
    return render(request, "diary/session.html", {"account": account, "form": form})
