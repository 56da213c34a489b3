"""How regular it has become: a figure in words, and as a calm picture of the last twelve weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.core.regularity import strengths
from velneuro.outputs.charts import Words, course_chart
from velneuro.web.diary.looking.figures import Figure, figure, plane_of, table
from velneuro.web.diary.looking.spans import Span
from velneuro.web.diary.looking.words import day_words, number_words
from velneuro.web.people.models import Person
from velneuro.web.rhythm.days import Days, days_from, days_of
from velneuro.web.rhythm.models import Ritual

LOOKS_BACK = timedelta(days=3652)  # longer than that, a page would count for seconds
SHOWN, LEAST_SHOWN = timedelta(days=83), timedelta(days=27)
# From this part of the whole on, it is called so.
LEVELS = (
    (0.8, _("part of your days")),
    (0.5, _("settling in")),
    (0.2, _("taking shape")),
    (0.0, _("just begun")),
)


@dataclass(frozen=True)
class Regular:
    """The figure from 0 to 100, and its picture with words."""

    hundredths: int
    figure: Figure


def days_of_plan(person: Person, today: date) -> Days | None:
    """The days since there is a plan, at most ten years; None for who never had one.

    A pause of a year must not cost what was before it.
    """
    begun = Ritual.objects.filter(person=person).aggregate(first=Min("since"))["first"]
    return None if begun is None else days_of(person, max(begun, today - LOOKS_BACK), today)


def regular(days: Days) -> Regular | None:
    """The figure; None while nothing was done yet, because an empty picture would only look like a reproach."""
    course = list(_course(days))
    now = course[-1][1] if course else 0.0
    if not any(value for _, value in course):
        return None
    return Regular(round(100 * now), _figure(course, days))


def level_words(strength: float) -> str:
    """What a figure from 0 to 1 is called."""
    return str(next(words for least, words in LEVELS if strength >= least))


def _course(days: Days) -> Iterator[tuple[date, float]]:
    dates = list(days_from(days.first, days.today))
    yield from zip(dates, strengths(map(days.lived, dates)), strict=True)


def _figure(course: list[tuple[date, float]], days: Days) -> Figure:
    shown = [(day, value) for day, value in course if day >= days.today - SHOWN]
    span = Span("rhythm", min(shown[0][0], days.today - LEAST_SHOWN), days.today)
    now = shown[-1][1]
    reading = gettext("It stands at %(n)s of 100: %(words)s.") % {"n": round(100 * now), "words": level_words(now)}
    words = Words("regularity", gettext("How regular it has become"), reading)
    drawn = [(day, 100 * value, days.lived(day).on_break) for day, value in shown]
    drawing = course_chart(drawn, plane_of(span, 0, 100, (0, 50, 100)), words)
    about = gettext("It rises with each day you use, and ebbs slowly. Days off, flares and advised rest leave it be.")
    head = (gettext("Week from"), gettext("Days with something done"), gettext("At its end"))
    labels = [number_words(line) for line in (100, 50, 0)]
    return figure(words, words.title, about, drawing, span, labels, table(head, _rows(shown, days)))


def _rows(shown: list[tuple[date, float]], days: Days) -> Iterable[tuple[str, str, str]]:
    """Weeks from Monday, the newest first."""
    weeks: dict[date, list[tuple[date, float]]] = {}
    for day, value in shown:
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append((day, value))
    for monday, of_week in sorted(weeks.items(), reverse=True):
        kept = days.kept(of_week[0][0], of_week[-1][0])
        yield day_words(monday, year=True), number_words(kept), number_words(round(100 * of_week[-1][1]))
