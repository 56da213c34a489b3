"""What each rule of safety does, in words, as the tables of the content say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from velneuro.core.catalog import ACTIONS, CONTACTS, MOST_PRESSURE, Catalog, FeelingRule, SignRule, UnansweredRule
from velneuro.web.learn.words import (
    ACTION_WORDS,
    ASKED_WORDS,
    CONTACT_WORDS,
    OPEN_QUESTION_WORDS,
    PARTLY_TODAY,
    SPREAD_WORDS,
    TAG_WORDS,
)
from velneuro.web.people.words import KIND_WORDS


@dataclass(frozen=True)
class Rule:
    """One rule: what it is about, what it does, and what the person reads; `source` and `tag` only of a sign."""

    id: str
    about: str
    does: tuple[str, ...]
    reason: str
    advice: str = ""
    asked: str | Promise = ""
    source: str = ""
    tag: str | Promise = ""


def worst(rule: SignRule) -> str:
    """The most urgent action of a sign."""
    return min(rule.actions, key=ACTIONS.index)


def by_urgency(catalog: Catalog) -> dict[str, list[SignRule]]:
    """Every sign under its most urgent action, the most urgent first."""
    return {action: [rule for rule in catalog.signs.values() if worst(rule) == action] for action in ACTIONS}


def sign_rules(catalog: Catalog) -> list[Rule]:
    """A rule for each sign, in the order of their ids."""
    return [_of_sign(catalog.signs[name]) for name in sorted(catalog.signs)]


def feeling_rules(catalog: Catalog) -> list[Rule]:
    """A rule for each line of the body map."""
    return [_of_feeling(rule) for rule in catalog.feelings]


def open_rules(catalog: Catalog) -> list[Rule]:
    """What an unanswered question means."""
    return [_of_question(rule) for rule in catalog.unanswered]


def _of_sign(rule: SignRule) -> Rule:
    return Rule(
        id=rule.id,
        about=gettext(rule.ask),
        does=tuple(_sign_does(rule)),
        reason=gettext(rule.reason),
        advice=gettext(rule.advice),
        asked=ASKED_WORDS[rule.when],
        source=rule.source,
        tag=TAG_WORDS[rule.tag],
    )


def _sign_does(rule: SignRule) -> Iterator[str]:
    for action in ACTIONS:
        if action == "TODAY" and {"TODAY", "NOREGION"} <= set(rule.actions):
            yield str(PARTLY_TODAY)
        elif action in rule.actions and action in ACTION_WORDS:
            yield str(ACTION_WORDS[action])
    if "NOREGION" in rule.actions:
        yield str(SPREAD_WORDS[rule.spread])
    if rule.most_pressure == 0:
        yield gettext("Pressure 0 at that place.")
    yield from _without(rule.forbid, rule.forbid_bony)
    if rule.no_scent:
        yield gettext("No scent.")


def _without(forbid: Iterable[str], forbid_bony: Iterable[str]) -> Iterator[str]:
    if forbid:
        yield gettext("Without: %(tools)s.") % {"tools": _tools(forbid)}
    if bony := set(forbid_bony) - set(forbid):
        yield gettext("On bony places also without: %(tools)s.") % {"tools": _tools(bony)}


def _tools(contacts: Iterable[str]) -> str:
    wanted = set(contacts)
    return ", ".join(str(CONTACT_WORDS[name]) for name in CONTACTS if name in wanted)


def _of_feeling(rule: FeelingRule) -> Rule:
    about = gettext("%(feeling)s, from %(level)s of 10") % {"feeling": KIND_WORDS[rule.kind], "level": rule.least}
    if rule.limb == "hand":
        about = gettext("%(about)s, in a hand") % {"about": about}
    return Rule(id="", about=about, does=tuple(_feeling_does(rule)), reason=gettext(rule.reason))


def _feeling_does(rule: FeelingRule) -> Iterator[str]:
    if rule.most_pressure < MOST_PRESSURE and rule.everywhere:
        yield gettext("In the whole session: pressure at most %d.") % rule.most_pressure
    elif rule.most_pressure < MOST_PRESSURE:
        yield gettext("Pressure at most %d.") % rule.most_pressure
    yield from _without(rule.forbid, ())


def _of_question(rule: UnansweredRule) -> Rule:
    does = [gettext("Pressure at most %d.") % rule.most_pressure, *_without(rule.forbid, ())]
    if rule.skip_bony:
        does.append(gettext("Bony places are left out."))
    return Rule(id="", about=str(OPEN_QUESTION_WORDS[rule.question]), does=tuple(does), reason=gettext(rule.reason))
