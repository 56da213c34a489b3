"""The answers of a span, by what they ask about. Times that are asked about differently never share a chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import CharField, FloatField
from django.db.models.functions import Cast

from velneuro.core.diary import day_values
from velneuro.outputs.charts import Event
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.diary.looking.spans import Span
from velneuro.web.diary.models import Entry, Happening, OwnAnswer, Score
from velneuro.web.people.models import Person

Moment = Entry.Moment
NOW, LAST_DAY, LAST_NIGHT = "now", "last-day", "last-night"
WINDOWS = (NOW, LAST_DAY, LAST_NIGHT)
# Just after a session is left out: more sessions would look like less pain.
WINDOW_OF: dict[str, str] = {Moment.BEFORE: NOW, Moment.ANY: NOW, Moment.MORNING: LAST_DAY}
CHOSEN = (OwnQuestion.Kind.YES_NO, OwnQuestion.Kind.CHOICE)
CHUNK = 5000
OF_THE_NIGHT = "sleep"  # asks about the night before, whenever it is answered
Daily = dict[date, float]


@dataclass(frozen=True)
class Happened:
    """What may explain a change: the marks of the charts, and the changes of medicine in words."""

    events: tuple[Event, ...]
    medicines: tuple[Happening, ...]


def in_span(person: Person, first: date, last: date, moments: Iterable[str]) -> dict[str, object]:
    """The lookup of what belongs to entries. Asked by the entry alone: else all scores of a life would be read."""
    return {
        "entry__person": person,
        "entry__moment__in": list(moments),
        "entry__day__range": (first, last),
    }


# A day as text, read once: ten thousand rows share few days.
DAY_TEXT = Cast("entry__day", CharField())
day_of_text = lru_cache(maxsize=8192)(date.fromisoformat)


def scores_by_day(person: Person, span: Span) -> dict[tuple[str, str], Daily]:
    """One value a day for each scale and window that was answered, from some days before the span."""
    lookup = in_span(person, span.running_first, span.last, WINDOW_OF)
    rows = Score.objects.filter(**lookup).values_list("scale", "entry__moment", DAY_TEXT, "value")
    answers: dict[tuple[str, str], list[tuple[date, float]]] = {}
    for scale, moment, day, value in rows.iterator(chunk_size=CHUNK):
        answers.setdefault((scale, _window(scale, moment)), []).append((day_of_text(day), value))
    return {key: day_values(found) for key, found in answers.items()}


def _window(scale: str, moment: str) -> str:
    return LAST_NIGHT if scale == OF_THE_NIGHT else WINDOW_OF[moment]


def own_by_day(person: Person, span: Span) -> dict[UUID, Daily]:
    """One value a day for each own question; of a choice or a yes-no question the last answer of the day."""
    lookup = in_span(person, span.running_first, span.last, Moment.values)
    rows = OwnAnswer.objects.filter(**lookup).order_by("entry__day", "entry__at")
    answers: dict[tuple[str, str], list[tuple[date, float]]] = {}
    columns = rows.values_list(Cast("question", CharField()), "question__kind", DAY_TEXT, Cast("value", FloatField()))
    for question, kind, day, value in columns.iterator(chunk_size=CHUNK):
        answers.setdefault((question, kind), []).append((day_of_text(day), value))
    return {
        UUID(question): dict(found) if kind in CHOSEN else day_values(found)
        for (question, kind), found in answers.items()
    }


def overall_by_day(person: Person, span: Span) -> Daily:
    """The weekly answers, 1 very much worse to 7 very much better."""
    rows = Entry.objects.filter(
        person=person, moment=Moment.WEEK, overall__isnull=False, day__range=(span.first, span.last)
    ).values_list("day", "overall")
    return day_values((day, overall) for day, overall in rows if overall is not None)


def happened(person: Person, span: Span) -> Happened:
    """Flares and changes of medicine."""
    kinds = (Happening.Kind.FLARE, Happening.Kind.MEDICINE)
    rows = list(
        Happening.objects.filter(person=person, kind__in=kinds, day__range=(span.first, span.last)).order_by("day")
    )
    medicines = tuple(row for row in rows if row.kind == Happening.Kind.MEDICINE)
    return Happened(tuple(dict.fromkeys(Event(row.day, row.kind) for row in rows)), medicines)
