"""What the diary says about one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velneuro.content.library import catalog
from velneuro.web.diary.models import Entry
from velneuro.web.practice.card import minutes_words
from velneuro.web.practice.models import PracticeSession
from velneuro.web.practice.repertoire import Titles

State = PracticeSession.State
ENDINGS: Mapping[str, Promise | str] = {
    State.FINISHED: _("Done"),
    State.STOPPED: _("Finished early"),
    State.PLAYING: _("Not finished"),
    State.REFUSED: _("Not done: rest was the right thing"),
}


@dataclass(frozen=True)
class Change:
    """One 0 to 10 question: the values before and after, None where unanswered."""

    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Account:
    """One session in words and numbers."""

    session: PracticeSession
    title: str
    at: datetime
    minutes: str
    ending: str
    scores: tuple[Change, ...]
    went_well: str
    note: str
    trouble: str
    skin_changed: bool


def account_for(session: PracticeSession, titles: Titles) -> Account:
    """Everything that the diary shows of a session; its entries should have been fetched with it."""
    entries = {entry.moment: entry for entry in session.entries.all()}
    after = entries.get(Entry.Moment.AFTER)
    return Account(
        session=session,
        title=titles[session.routine],
        at=(session.started_at or session.made_at).astimezone(session.zone),
        minutes=_minutes(session),
        ending=_ending(session),
        scores=tuple(_scores(entries)),
        went_well=after.went_well if after else "",
        note=after.note if after else "",
        trouble=session.stop_note,
        skin_changed=after is not None and after.skin == Entry.Skin.CHANGED,
    )


def _minutes(session: PracticeSession) -> str:
    """What was played of it; nothing of a refused one."""
    if session.state == State.REFUSED:
        return ""
    played, whole = round(session.played_minutes), minutes_words(session.minutes)
    if played >= session.minutes:
        return whole
    return gettext("%(played)d of %(minutes)s") % {"played": played, "minutes": whole}


def _ending(session: PracticeSession) -> str:
    if session.stop_reason == PracticeSession.StopReason.WRONG:
        return gettext("Stopped: something was wrong")
    return str(ENDINGS[session.state])


def _scores(entries: Mapping[str, Entry]) -> list[Change]:
    """One row for each scale that was answered, in the order of the content."""
    before, after = (_values(entries.get(moment)) for moment in (Entry.Moment.BEFORE, Entry.Moment.AFTER))
    return [
        Change(gettext(scale.title), before.get(scale.id), after.get(scale.id))
        for scale in catalog().scales.values()
        if scale.id in before or scale.id in after
    ]


def _values(entry: Entry | None) -> dict[str, int]:
    return {score.scale: score.value for score in entry.scores.all()} if entry else {}
