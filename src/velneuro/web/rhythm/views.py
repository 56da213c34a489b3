"""The plan of the week: its lines, one more, another way, away again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from velneuro.web.people.owner import current_person, mine, mine_or_404
from velneuro.web.practice.card import minutes_words
from velneuro.web.practice.choosing import EVENING
from velneuro.web.practice.repertoire import Titles
from velneuro.web.rhythm.choices import routine_choices
from velneuro.web.rhythm.days import nights_this_month
from velneuro.web.rhythm.forms import USUAL_MINUTES, LineForm
from velneuro.web.rhythm.keeping import Undo, add_line, change_line, remove_line
from velneuro.web.rhythm.models import Break, Ritual
from velneuro.web.rhythm.recent import recent
from velneuro.web.rhythm.regular import days_of_plan, regular
from velneuro.web.rhythm.undoing import LAST_CHANGE, undo
from velneuro.web.rhythm.words import BREAK_WORDS, break_words, clock_words, days_words, when_words


@dataclass(frozen=True)
class Line:
    """A line of the plan as it is shown. `dots`: the letter of each weekday, and whether it is one of them."""

    row: Ritual
    title: str
    length: str
    when: str
    days: str
    dots: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Rest:
    """A break as it is shown."""

    row: Break
    kind: str
    days: str
    holds: bool


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The plan of the week and the breaks; where nothing is planned, an easy first step."""
    person, now = current_person(request), timezone.now()
    today, titles = person.day_of(now), Titles(person)
    days = days_of_plan(person, today)
    context = {
        "person": person,
        "notice": LAST_CHANGE.notice(request, person, now),
        "lines": [_line(row, titles) for row in lines_of(request)],
        "breaks": list(_breaks(request, today)),
        "day_starts": clock_words(person.day_starts),
        "regular": days and regular(days),
        "recent": list(recent(days)) if days else [],
        "nights": nights_this_month(person, today),
        "month": f"{today:%Y-%m}",
        "start": {"title": titles[EVENING], "length": minutes_words(USUAL_MINUTES), "cue": first_cue()},
    }
    return render(request, "rhythm/plan.html", context)


def lines_of(request: HttpRequest) -> list[Ritual]:
    """The lines that hold from today on, those with a time first, in the order of the day."""
    rows = mine(request, Ritual).filter(until=None)
    return sorted(rows, key=lambda row: (row.clock_minutes is None, row.clock_minutes or 0, row.made_at))


def _line(row: Ritual, titles: Titles) -> Line:
    return Line(
        row=row,
        title=titles[row.routine],
        length=minutes_words(row.minutes),
        when=when_words(row.part, row.clock_minutes),
        days=days_words(row.weekdays),
        dots=tuple((str(WEEKDAYS_ABBR[day])[:1], day in row.weekdays) for day in range(7)),
    )


def _breaks(request: HttpRequest, today: date) -> Iterator[Rest]:
    for row in mine(request, Break).filter(Q(until=None) | Q(until__gt=today)):
        kind = str(BREAK_WORDS[Break.Kind(row.kind)])
        yield Rest(row, kind, break_words(row.since, row.until, today), row.since <= today)


def first_cue() -> str:
    """The cue that is offered to who has none yet."""
    return gettext("After I brush my teeth")


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """The suggested first plan, with one tap. Who has a plan keeps it."""
    person, now = current_person(request), timezone.now()
    if not lines_of(request):
        usual = {"routine": EVENING, "minutes": USUAL_MINUTES, "weekdays": list(range(7)), "cue": first_cue()}
        _told(request, gettext("Your plan is made."), add_line(person, usual, now), now)
    return redirect("rhythm")


@require_http_methods(["GET", "POST"])
def new_line(request: HttpRequest) -> HttpResponse:
    """One more line. The page brings the id of its row, so that a form that is sent twice makes one."""
    person, now = current_person(request), timezone.now()
    form = LineForm(request.POST or None, routines=routine_choices(person))
    if request.method == "POST" and form.is_valid():
        row = _id(request.POST.get("row", ""))
        _told(request, gettext("Added. It holds from today on."), add_line(person, form.written(), now, row), now)
        return redirect("rhythm")
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, ritual_id: UUID) -> HttpResponse:
    """Change a line from today on."""
    row, now = _open_line(request, ritual_id), timezone.now()
    form = LineForm(request.POST or None, routines=routine_choices(row.person), line=row)
    if request.method == "POST" and form.is_valid():
        _told(request, gettext("Changed. It holds from today on."), change_line(row, form.written(), now), now)
        return redirect("rhythm")
    return _page(request, form, row)


@require_POST
def take_line_out(request: HttpRequest, ritual_id: UUID) -> HttpResponse:
    """From today on it asks for nothing; one tap puts it back."""
    row, now = _open_line(request, ritual_id), timezone.now()
    _told(request, gettext("Taken out of your plan."), remove_line(row, now), now)
    return redirect("rhythm")


@require_POST
def undo_last(request: HttpRequest) -> HttpResponse:
    """Put the last change back."""
    person, now = current_person(request), timezone.now()
    done = undo(request, person, now)
    words = gettext("It is as it was.") if done else gettext("It was changed again since, so it stays as it is.")
    LAST_CHANGE.remember(request, words, None, now)
    return redirect("rhythm")


def _open_line(request: HttpRequest, ritual_id: UUID) -> Ritual:
    """A line that holds; one that was closed is the past, which nothing changes."""
    row = mine_or_404(request, Ritual, ritual_id)
    if row.until is not None:
        raise Http404
    return row


def _page(request: HttpRequest, form: LineForm, row: Ritual | None) -> HttpResponse:
    person = current_person(request)
    context = {
        "form": form,
        "line": row,
        "row": request.POST.get("row") or uuid.uuid4(),
        "day_starts": clock_words(person.day_starts),
        "first_cue": first_cue(),
    }
    return render(request, "rhythm/line.html", context, status=422 if form.errors else 200)


def _id(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _told(request: HttpRequest, words: str, made: Undo | None, now: datetime) -> None:
    """Only what changed something is told."""
    if made is not None:
        LAST_CHANGE.remember(request, words, made, now)
