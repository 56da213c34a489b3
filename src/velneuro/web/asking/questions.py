"""What is asked of a person on which occasion, in whose words: scales of the content, and questions of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.core.catalog import Scale
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.people.models import Person
from velneuro.web.people.questions import Answers, asked_scales

SESSION, MORNING, ANY = OCCASIONS = ("session", "morning", "any")
FIELDS = {SESSION: "asks", MORNING: "morning_asks", ANY: "any_asks"}
OWN = "own-"
# Own words may leave out which time is meant; it stands below them, so that no two times are mixed up.
NOW: Promise | str = _("Right now")
LAST_DAY: Promise | str = _("Over the last 24 hours")
LAST_NIGHT: Promise | str = _("Last night")
OF_THE_NIGHT = "sleep"


@dataclass(frozen=True)
class Question:
    """One question as it is put to a person. `name` is that of its field: the scale, or own- and the question's id."""

    name: str
    kind: str
    title: str
    text: str
    window: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    options: tuple[str, ...] = ()

    @property
    def own_id(self) -> UUID | None:
        return UUID(self.name.removeprefix(OWN)) if self.name.startswith(OWN) else None


def asked(person: Person, occasion: str, answers: Answers | None = None) -> list[Question]:
    """The questions of an occasion. `answers` are those of a session that was compiled before, else the person's."""
    names = scales_asked(person, occasion, person.answers if answers is None else answers)
    own = set(getattr(person, FIELDS[occasion])) - set(catalog().scales)
    scales = [scale_question(person, catalog().scales[name], occasion) for name in names]
    rows = own_questions(person) if own else ()
    return [*scales, *(own_question(row) for row in rows if str(row.pk) in own)]


def scales_asked(person: Person, occasion: str, answers: Answers) -> tuple[str, ...]:
    """The scales that were chosen for an occasion, else the usual ones; at any time, else those of a session."""
    chosen = getattr(person, FIELDS[occasion])
    if occasion == MORNING and not chosen:
        return tuple(scale.id for scale in catalog().scales.values() if scale.usual_morning)
    return asked_scales(chosen or person.asks, answers, catalog())


def scale_question(person: Person, scale: Scale, occasion: str) -> Question:
    """A scale in the person's own words where there are any, else in ours."""
    own = person.wordings.get(wording_key(scale.id, occasion), "")
    ours = scale.morning if occasion == MORNING else scale.question
    return Question(
        name=scale.id,
        kind=OwnQuestion.Kind.SCALE,
        title=gettext(scale.title),
        text=own or gettext(ours),
        window=str(_window(scale, occasion)) if own else "",
        low=gettext(scale.low),
        high=gettext(scale.high),
    )


def wording_key(scale: str, occasion: str) -> str:
    """Under which key of Person.wordings the own words are: those of the morning look back, and are others."""
    return f"{scale}-morning" if occasion == MORNING else scale


def _window(scale: Scale, occasion: str) -> Promise | str:
    if scale.id == OF_THE_NIGHT:
        return LAST_NIGHT
    return LAST_DAY if occasion == MORNING else NOW


def own_questions(person: Person) -> list[OwnQuestion]:
    """Those that are still asked, the oldest first."""
    return list(OwnQuestion.objects.filter(person=person, retired_at__isnull=True))


def own_question(row: OwnQuestion) -> Question:
    """An own question as it is put."""
    return Question(
        name=f"{OWN}{row.pk}",
        kind=row.kind,
        title=row.text,
        text=row.text,
        unit=row.unit,
        options=tuple(row.options),
    )


def choose(person: Person, occasion: str, names: Iterable[str]) -> None:
    """From now on these are asked on an occasion."""
    setattr(person, FIELDS[occasion], list(names))
    person.save(update_fields=[FIELDS[occasion]])


def ask_from_now_on(person: Person, question: UUID, occasions: Iterable[str]) -> None:
    """Ask an own question on these occasions, beside what is asked there, and on no other."""
    wanted = set(occasions)
    for occasion in OCCASIONS:
        before = list(getattr(person, FIELDS[occasion])) or list(scales_asked(person, occasion, person.answers))
        others = [name for name in before if name != str(question)]
        is_there = str(question) in before
        if (occasion in wanted) != is_there:
            choose(person, occasion, [*others, str(question)] if occasion in wanted else others)


def occasions_of(person: Person, question: UUID) -> Iterator[str]:
    """On which occasions an own question is asked."""
    return (occasion for occasion in OCCASIONS if str(question) in getattr(person, FIELDS[occasion]))
