"""What each of a person's days was: asked for by the plan, used, spared by a break, a flare or advice to rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from velneuro.core.regularity import DayLived
from velneuro.core.rhythm import Plan, Span, asks_on
from velneuro.web.diary.models import Happening
from velneuro.web.people.models import Person
from velneuro.web.practice.models import BEGUN, RESTED, PracticeSession
from velneuro.web.rhythm.models import Occurrence, Ritual
from velneuro.web.rhythm.scheduling import breaks_of, plan_of

A_DAY = timedelta(days=1)
Answer = Occurrence.Answer


@dataclass(frozen=True)
class Days:
    """All that is known of some days. `used`: a session was begun, or it was answered with done.

    `declined`: it was answered with "not today".
    """

    first: date
    plans: tuple[Plan, ...]
    breaks: tuple[Span, ...]
    used: frozenset[date]
    rested: frozenset[date]
    flares: frozenset[date]
    declined: frozenset[date]
    today: date

    def lived(self, day: date) -> DayLived:
        """A day as the core knows it."""
        return DayLived(
            asked=any(asks_on(plan, self.breaks, day) for plan in self.plans),
            practiced=day in self.used,
            rested=day in self.rested,
            flare=day in self.flares,
            on_break=any(rest.covers(day) for rest in self.breaks),
            is_over=day < self.today,
        )

    def kept(self, first: date, last: date) -> int:
        """On how many days something was done, or rest was advised."""
        return sum(first <= day <= last for day in self.used | self.rested)


def days_of(person: Person, first: date, today: date) -> Days:
    """What is known of the days from `first` to today."""
    span = {"person": person, "day__range": (first, today)}
    begun, rested = _sessions(person, first, today)
    answers = Occurrence.objects.filter(**span).values_list("answer", "day")
    flares = Happening.objects.filter(**span, kind=Happening.Kind.FLARE)
    return Days(
        first=first,
        plans=tuple(plan_of(row) for row in Ritual.objects.filter(person=person)),
        breaks=breaks_of([person.pk]).get(person.pk, ()),
        used=begun | frozenset(day for given, day in answers if given == Answer.DONE),
        rested=rested,
        flares=frozenset(flares.values_list("day", flat=True)),
        declined=frozenset(day for given, day in answers if given == Answer.SKIPPED),
        today=today,
    )


def days_from(first: date, last: date) -> Iterator[date]:
    """Each day, with both ends."""
    return (first + n * A_DAY for n in range((last - first).days + 1))


def nights_this_month(person: Person, today: date) -> int:
    """The days of this month on which something was done. Rest that the gate advised counts too."""
    return len(days_kept(person, today.replace(day=1), today))


def days_kept(person: Person, first: date, last: date) -> frozenset[date]:
    """The days, both ends included, on which something was done or rest was advised."""
    span = {"person": person, "day__range": (first, last)}
    sessions = PracticeSession.objects.filter(BEGUN | RESTED, **span).order_by().values_list("day", flat=True)
    done = Occurrence.objects.filter(**span, answer=Answer.DONE).order_by().values_list("day", flat=True)
    return frozenset(sessions.union(done))


def week_of(today: date) -> list[date]:
    """The seven days of this week from Monday."""
    monday = today - today.weekday() * A_DAY
    return [monday + n * A_DAY for n in range(7)]


def _sessions(person: Person, first: date, last: date) -> tuple[frozenset[date], frozenset[date]]:
    """The days of sessions that were begun, and of those that a sign kept from being made."""
    rows = PracticeSession.objects.filter(person=person, day__range=(first, last)).order_by()
    begun, rested = (rows.filter(which).values_list("day", flat=True) for which in (BEGUN, RESTED))
    return frozenset(begun), frozenset(rested)
