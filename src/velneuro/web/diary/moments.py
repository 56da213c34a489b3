"""The moments at which the diary asks: a check-in, the morning, the week; what is asked then, and when it is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.asking.questions import ANY, MORNING, SESSION, Question, asked, own_question, scale_question
from velneuro.web.diary.entries import Spot, known_answers
from velneuro.web.diary.models import Entry
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession

Moment = Entry.Moment
OCCASION = {Moment.BEFORE: SESSION, Moment.AFTER: SESSION, Moment.MORNING: MORNING, Moment.ANY: ANY, Moment.WEEK: ANY}
MOMENT_WORDS = {
    Moment.BEFORE: _("Before the session"),
    Moment.AFTER: _("After the session"),
    Moment.MORNING: _("In the morning"),
    Moment.ANY: _("Check-in"),
    Moment.WEEK: _("The week"),
}
# Later, the night is too far away to be told apart from the day.
MORNING_LASTS = timedelta(hours=12)
A_WEEK = timedelta(days=7)


def spot_of(person: Person, moment: str, at: datetime) -> Spot:
    """Where something said now stands; a morning belongs to the session of the evening before."""
    session = session_before(person, person.day_of(at)) if moment == Moment.MORNING else None
    return Spot(moment, at, session)


def session_before(person: Person, day: date) -> PracticeSession | None:
    """The last session that was played on the day before."""
    played = PracticeSession.objects.filter(person=person, day=day - timedelta(days=1), started_at__isnull=False)
    return played.defer("score", "answers", "plan").order_by("-started_at").first()


def morning_is_due(person: Person, now: datetime) -> bool:
    """True in the hours after a day with a session, until its morning was answered."""
    local, day = now.astimezone(person.zone), person.day_of(now)
    minutes = (local.hour * 60 + local.minute - person.day_starts) % (24 * 60)
    if minutes >= MORNING_LASTS / timedelta(minutes=1) or session_before(person, day) is None:
        return False
    return not Entry.objects.filter(person=person, moment=Moment.MORNING, day=day, scores__isnull=False).exists()


def week_is_due(person: Person, now: datetime) -> bool:
    """True when the last weekly answer is a week old, for somebody whose diary is a week old."""
    today = person.day_of(now)
    if person.day_of(person.created_at) > today - A_WEEK:
        return False
    lately = Entry.objects.filter(person=person, moment=Moment.WEEK, day__gt=today - A_WEEK)
    return not lately.exists()


def questions_of(person: Person, moment: str, entry: Entry | None = None) -> list[Question]:
    """What is asked at a moment, and what was answered in the entry besides, so that it can be corrected."""
    if moment == Moment.WEEK:
        return []
    usual = asked(person, OCCASION[Moment(moment)])
    there = {question.name for question in usual}
    more = [name for name in known_answers(entry) if name not in there]
    return [*usual, *_by_name(person, moment, more)]


def every_question(person: Person, moment: str) -> list[Question]:
    """All that could have been asked at a moment, also questions that are asked no more: a phone may send late."""
    own = [own_question(row) for row in OwnQuestion.objects.filter(person=person)]
    return [*(scale_question(person, scale, OCCASION[Moment(moment)]) for scale in catalog().scales.values()), *own]


def _by_name(person: Person, moment: str, names: Iterable[str]) -> list[Question]:
    wanted = set(names)
    if not wanted:
        return []
    return [question for question in every_question(person, moment) if question.name in wanted]
