"""What is offered tonight before anybody chooses: the routine, its minutes, and a session to go on with."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from velneuro.content.library import catalog, routine, routine_names
from velneuro.web.people.models import Person
from velneuro.web.people.questions import same_limits
from velneuro.web.people.zones import day_of, part_of_day
from velneuro.web.practice.models import READY_FOR, RESUMABLE_FOR, PracticeSession

EVENING = "evening-feet-and-legs"
DAYTIME = "afternoon-reset"
SHORT_HELP = "bad-moment"
State = PracticeSession.State


def usual(person: Person, now: datetime) -> tuple[str, int]:
    """Routine and minutes of the last session at this part of the day, else the one made for it."""
    part = part_of_day(now, person.zone)
    for name, minutes, made_at in _last_ones(person):
        if part_of_day(made_at, person.zone) == part and name != SHORT_HELP and name in routine_names():
            return name, minutes
    name = DAYTIME if part in ("morning", "afternoon") else EVENING
    return name, routine(name).minutes


def _last_ones(person: Person) -> list[tuple[str, int, datetime]]:
    done = PracticeSession.objects.filter(person=person, started_at__isnull=False)
    return list(done.values_list("routine", "minutes", "made_at")[:20])


def to_resume(person: Person, now: datetime) -> PracticeSession | None:
    """The newest session that was cut off less than 24 hours ago."""
    recent = PracticeSession.objects.filter(person=person, state=State.PLAYING, started_at__gt=now - RESUMABLE_FOR)
    return recent.defer("score", "answers").first()


def may_play(session: PracticeSession, person: Person, now: datetime) -> bool:
    """True when a session may be begun or resumed as it was compiled."""
    in_time = session.can_begin(now) or session.can_resume(now)
    return in_time and same_limits(session.answers, person.answers, catalog())


def is_of_now(session: PracticeSession, person: Person, now: datetime) -> bool:
    """True when the answers of a session, refused or not, still speak for the person."""
    return now - session.made_at < READY_FOR and same_limits(session.answers, person.answers, catalog())


def week_of(person: Person, now: datetime) -> list[tuple[date, bool, bool]]:
    """The seven days of this week from Monday: the date, whether there was a session, whether it is today."""
    today = day_of(now, person.zone)
    monday = today - timedelta(days=today.weekday())
    since = now - timedelta(days=9)
    starts = PracticeSession.objects.filter(person=person, made_at__gt=since, started_at__isnull=False)
    nights = {day_of(start, person.zone) for start in starts.values_list("started_at", flat=True) if start}
    days = [monday + timedelta(days=n) for n in range(7)]
    return [(day, day in nights, day == today) for day in days]
