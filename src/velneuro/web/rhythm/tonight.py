"""What the plan asks for today, what of it is done, and which line is offered now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Q, QuerySet

from velneuro.core.rhythm import asks_on, reminder_moment
from velneuro.web.diary.models import Happening
from velneuro.web.people.models import Person
from velneuro.web.practice.card import minutes_words
from velneuro.web.practice.choosing import SHORT_HELP
from velneuro.web.practice.models import BEGUN, PracticeSession
from velneuro.web.practice.repertoire import Titles
from velneuro.web.rhythm.answering import is_kept, usual_minutes
from velneuro.web.rhythm.choices import can_play
from velneuro.web.rhythm.models import Break, Occurrence, Ritual
from velneuro.web.rhythm.scheduling import plan_of
from velneuro.web.rhythm.words import break_words, when_words

# none: there is no plan; off: it has nothing for today; rest: the gate advised it; declined: "not today" was answered.
State = Literal["none", "break", "off", "done", "rest", "declined", "open", "flare"]
Answer = Occurrence.Answer
SHORT_MINUTES = 3


@dataclass(frozen=True)
class LineToday:
    """A line of the plan that asks for today."""

    row: Ritual
    title: str
    length: str
    when: str
    is_kept: bool
    is_declined: bool
    can_begin: bool


@dataclass(frozen=True)
class Today:
    """What the home page says of the plan. `line`: the one that is offered; `others`: what else there is today."""

    state: State
    line: LineToday | None = None
    others: tuple[LineToday, ...] = ()
    rest: Break | None = None
    rest_days: str = ""

    @property
    def offered(self) -> tuple[str, int] | None:
        """Routine and minutes for the card; None where the plan has nothing to say about it."""
        if self.state == "flare":
            return SHORT_HELP, SHORT_MINUTES
        if self.state == "open" and self.line and self.line.can_begin:
            return self.line.row.routine, self.line.row.minutes
        return None


def today_of(person: Person, now: datetime) -> Today:
    """What the plan says of the day that a moment belongs to."""
    today = person.day_of(now)
    rows = Ritual.objects.filter(Q(until=None) | Q(until__gt=today), person=person).select_related("person")
    if not rows:
        return Today("none")
    rest = _break_on(person, today)
    if rest is not None:
        return Today("break", rest=rest, rest_days=break_words(rest.since, rest.until, today))
    declined = set(_answered(person, today, Answer.SKIPPED).values_list("ritual", flat=True))
    titles = Titles(person)
    lines = [_line(row, titles, today, row.pk in declined) for row in rows if asks_on(plan_of(row), (), today)]
    return _told(lines, person, today, now) if lines else Today("off")


def _break_on(person: Person, today: date) -> Break | None:
    """The break that holds; of several the one that lasts longest."""
    rows = Break.objects.filter(Q(until=None) | Q(until__gt=today), person=person, since__lte=today)
    return max(rows, key=lambda row: row.until or date.max, default=None)


def _answered(person: Person, today: date, given: str) -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(person=person, day=today, answer=given)


def _line(row: Ritual, titles: Titles, today: date, is_declined: bool) -> LineToday:
    return LineToday(
        row=row,
        title=titles[row.routine],
        length=minutes_words(row.minutes),
        when=when_words(row.part, row.clock_minutes),
        is_kept=is_kept(row.person, today, row),
        is_declined=is_declined,
        can_begin=can_play(row.routine, row.person),
    )


def _told(lines: list[LineToday], person: Person, today: date, now: datetime) -> Today:
    lines.sort(key=lambda line: _moment(line.row, person, today, now))
    left = [line for line in lines if not (line.is_kept or line.is_declined)]
    if not left:
        return Today(_ended(lines, person, today), others=tuple(lines) if len(lines) > 1 else ())
    chosen = min(left, key=lambda line: abs(_moment(line.row, person, today, now) - now))
    others = tuple(line for line in lines if line is not chosen)
    return Today("flare" if _is_flare(person, today) else "open", line=chosen, others=others)


def _moment(row: Ritual, person: Person, today: date, now: datetime) -> datetime:
    """When a line is meant; what is meant for any time is meant now."""
    if row.clock_minutes is None and row.part == Ritual.Part.ANY:
        return now
    return reminder_moment(usual_minutes(row), person.clock, today) or now


def _ended(lines: list[LineToday], person: Person, today: date) -> State:
    """What a day is called on which nothing is left to do."""
    if not any(line.is_kept for line in lines):
        return "declined"
    begun = PracticeSession.objects.filter(BEGUN, person=person, day=today)
    return "done" if begun.exists() or _answered(person, today, Answer.DONE).exists() else "rest"


def _is_flare(person: Person, today: date) -> bool:
    return Happening.objects.filter(person=person, day=today, kind=Happening.Kind.FLARE).exists()
