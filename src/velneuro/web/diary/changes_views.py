"""Who changed what and when; putting back; and forgetting for good."""

from __future__ import annotations

from itertools import islice
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.web.diary.keeping import NotKept, forget, put_back, revisions_of
from velneuro.web.diary.models import Revision
from velneuro.web.diary.snapshots import read
from velneuro.web.diary.telling import told
from velneuro.web.diary.undoing import notice, remember, undo
from velneuro.web.diary.views import parse_before
from velneuro.web.diary.writing import writer_of
from velneuro.web.people.owner import mine, mine_or_404

ON_A_PAGE = 30


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """Every change of the diary, the newest first."""
    writer, before = writer_of(request), parse_before(request.GET.get("before", ""))
    rows = mine(request, Revision)
    found = list(islice(rows.filter(at__lt=before) if before else rows, ON_A_PAGE + 1))
    context = {
        "changes": told(found[:ON_A_PAGE], writer.person),
        "earlier": found[ON_A_PAGE - 1].at.isoformat() if len(found) > ON_A_PAGE else "",
        "person": writer.person,
        "notice": notice(request, writer.person, writer.now),
    }
    return render(request, "diary/changes.html", context)


@require_GET
def changes_of(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Every change of one row."""
    writer = writer_of(request)
    rows = _revisions_or_404(request, row_id)
    context = {
        "changes": told(rows, writer.person),
        "row": row_id,
        "person": writer.person,
        "is_there": read(writer.person, rows[0].what, row_id) is not None,
        "notice": notice(request, writer.person, writer.now),
    }
    return render(request, "diary/changes_of.html", context)


def _revisions_or_404(request: HttpRequest, row_id: UUID) -> QuerySet[Revision]:
    rows = revisions_of(writer_of(request).person, row_id)
    if not rows:
        raise Http404
    return rows


@require_POST
def put_change_back(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """Make a row again what it was before one change."""
    revision, writer = mine_or_404(request, Revision, revision_id), writer_of(request)
    try:
        put_back(writer, revision)
        said = gettext("It is as it was before.")
    except NotKept as error:
        said = str(error)
    remember(request, said, None, writer.now)
    return redirect("changes-of", revision.row)


@require_http_methods(["GET", "POST"])
def forget_row(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Forget a row for good, with every note of what it was. Asked first: it cannot be put back."""
    writer, rows = writer_of(request), _revisions_or_404(request, row_id)
    if request.method == "POST":
        forget(writer, rows[0].what, row_id)
        remember(request, gettext("Forgotten for good."), None, writer.now)
        return redirect("diary")
    title = told(rows[:1], writer.person)[0].title
    context = {"row": row_id, "title": title, "is_question": rows[0].what == "own-question"}
    return render(request, "diary/forget.html", context)


@require_POST
def undo_last(request: HttpRequest) -> HttpResponse:
    """Put the last change of this device back."""
    writer = writer_of(request)
    try:
        done = undo(request, writer)
        said = gettext("It is as it was before.") if done else gettext("There is nothing left to put back.")
    except NotKept as error:
        said = str(error)
    remember(request, said, None, writer.now)
    return redirect("settings-asks" if request.POST.get("next") == "/settings/asks/" else "diary")
