"""Everything that the diary holds of one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext

from velneuro.content.library import catalog
from velneuro.web.asking.models import OwnQuestion
from velneuro.web.body_map.models import MapDay
from velneuro.web.diary.account import Account, account_for
from velneuro.web.diary.forms import HAPPENING_WORDS, OVERALL_WORDS
from velneuro.web.diary.looking.own import options_of
from velneuro.web.diary.looking.words import number_words
from velneuro.web.diary.models import Entry, Happening, OwnAnswer
from velneuro.web.diary.moments import MOMENT_WORDS
from velneuro.web.feet.found import item_of
from velneuro.web.feet.models import Finding, FootCheck
from velneuro.web.feet.words import FOOT_WORDS
from velneuro.web.people.models import Person
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.repertoire import Titles


@dataclass(frozen=True)
class Told:
    """One entry: what was answered, as pairs of words."""

    entry: Entry
    title: Promise | str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Happened:
    """One happening, with its kind in words."""

    row: Happening
    kind: Promise | str


@dataclass(frozen=True)
class DayOfDiary:
    """One day of the diary, ready for the page."""

    sessions: tuple[Account, ...]
    entries: tuple[Told, ...]
    happenings: tuple[Happened, ...]
    foot_check: FootCheck | None
    findings: tuple[str, ...]
    map_day: MapDay | None

    @property
    def is_empty(self) -> bool:
        return not (self.sessions or self.entries or self.happenings or self.foot_check or self.map_day)


def day_of_diary(person: Person, day: date) -> DayOfDiary:
    """What was kept of a day. A session that was only prepared is nothing to remember."""
    titles = Titles(person)
    happenings = Happening.objects.filter(person=person, day=day).order_by("at")
    check = FootCheck.objects.filter(person=person, day=day).prefetch_related("findings").first()
    return DayOfDiary(
        sessions=tuple(account_for(session, titles) for session in _sessions(person, day)),
        entries=tuple(map(_told, _entries(person, day))),
        happenings=tuple(Happened(row, HAPPENING_WORDS[Happening.Kind(row.kind)][0]) for row in happenings),
        foot_check=check,
        findings=tuple(map(found_words, check.findings.all())) if check else (),
        map_day=MapDay.objects.filter(person=person, day=day).first(),
    )


def _sessions(person: Person, day: date) -> list[PracticeSession]:
    kept = PracticeSession.objects.filter(person=person, day=day).exclude(state=PracticeSession.State.READY)
    return list(kept.defer("score", "answers", "plan").prefetch_related("entries__scores"))


def _entries(person: Person, day: date) -> list[Entry]:
    """Those around a session are told with it, but for its next morning, which is a day later."""
    told_with_it = (Entry.Moment.BEFORE, Entry.Moment.AFTER)
    entries = Entry.objects.filter(person=person, moment__in=Entry.Moment.values, day=day)
    alone = entries.exclude(moment__in=told_with_it, session__isnull=False)
    return list(alone.order_by("at").prefetch_related("scores", "own_answers__question"))


def _told(entry: Entry) -> Told:
    return Told(entry, MOMENT_WORDS[Entry.Moment(entry.moment)], (*_scores(entry), *_own(entry), *_overall(entry)))


def found_words(finding: Finding) -> str:
    """What was found and where: "A blister, left foot"."""
    item = item_of(finding)
    found = gettext(item.question) if item else finding.item
    words = gettext("%(found)s, %(foot)s") % {"found": found, "foot": FOOT_WORDS[finding.side]}
    return f"{words}. {finding.note}" if finding.note else words


def _scores(entry: Entry) -> Sequence[tuple[str, str]]:
    known, scores = catalog().scales, {score.scale: score.value for score in entry.scores.all()}
    names = [*(name for name in known if name in scores), *sorted(scores.keys() - known.keys())]
    return [(gettext(known[name].title) if name in known else name, str(scores[name])) for name in names]


def _own(entry: Entry) -> Sequence[tuple[str, str]]:
    return [(answer.question.text, own_words(answer)) for answer in entry.own_answers.all()]


def own_words(answer: OwnAnswer) -> str:
    """The answer to an own question, in the words of the question."""
    question, value = answer.question, float(answer.value)
    if question.kind in (OwnQuestion.Kind.YES_NO, OwnQuestion.Kind.CHOICE):
        return options_of(question).get(value, number_words(value))
    return f"{number_words(value)} {question.unit}".strip()


def _overall(entry: Entry) -> Sequence[tuple[str, str]]:
    return [(gettext("Overall"), str(OVERALL_WORDS[entry.overall]))] if entry.overall else []
