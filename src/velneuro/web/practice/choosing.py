"""What is offered tonight before anybody chooses: the routine, its minutes, and a session to go on with."""

from __future__ import annotations

from datetime import datetime

from velneuro.content.library import catalog
from velneuro.web.feet.found import holds, signs_found
from velneuro.web.people.models import Person
from velneuro.web.people.questions import same_limits
from velneuro.web.people.zones import part_of_day
from velneuro.web.practice.models import BEGUN, READY_FOR, RESUMABLE_FOR, PracticeSession
from velneuro.web.practice.repertoire import find, routine

EVENING = "evening-feet-and-legs"
DAYTIME = "afternoon-reset"
SHORT_HELP = "bad-moment"
HELPS = (SHORT_HELP, "breath-and-hands")  # for a bad moment: never what is usual
State = PracticeSession.State


def usual(person: Person, now: datetime) -> tuple[str, int]:
    """Routine and minutes of the last session at this part of the day, else the one made for it."""
    part, gone = part_of_day(now, person.zone), {*HELPS}
    for name, minutes, made_at in _last_ones(person):
        if part_of_day(made_at, person.zone) != part or name in gone:
            continue
        if find(name, person):
            return name, minutes
        gone.add(name)
    name = DAYTIME if part in ("morning", "afternoon") else EVENING
    return name, routine(name, person).minutes


def _last_ones(person: Person) -> list[tuple[str, int, datetime]]:
    done = PracticeSession.objects.filter(BEGUN, person=person)
    return list(done.values_list("routine", "minutes", "made_at")[:20])


def to_resume(person: Person, now: datetime) -> PracticeSession | None:
    """The newest session that was cut off less than 24 hours ago."""
    recent = PracticeSession.objects.filter(person=person, state=State.PLAYING, started_at__gt=now - RESUMABLE_FOR)
    return recent.defer("score", "answers").first()


def may_play(session: PracticeSession, person: Person, now: datetime) -> bool:
    """True when a session may be begun or resumed as it was compiled."""
    in_time = session.can_begin(now) or session.can_resume(now)
    return in_time and still_right(session, person)


def is_of_now(session: PracticeSession, person: Person, now: datetime) -> bool:
    """True when the answers of a session, refused or not, still speak for the person."""
    return now - session.made_at < READY_FOR and still_right(session, person)


def still_right(session: PracticeSession, person: Person) -> bool:
    """True when nothing that limits a session was answered otherwise since, nor found on the feet."""
    return same_limits(session.answers, person.answers, catalog()) and holds(session.answers, signs_found(person))
