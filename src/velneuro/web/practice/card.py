"""A plan in a few lines of words: how long, which sides, where there is more time, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from velneuro.content.library import catalog, routine
from velneuro.core.body import LIMB_PLACES
from velneuro.web.people.words import LIMB_WORDS, place_words

MOST_LINES = 3
# Reasons that a person can act on come first; the rest is told on the routine's page.
QUIET = ("minutes", "map", "own-limit")


@dataclass(frozen=True)
class Card:
    """What the tonight page says about a plan."""

    routine: str
    title: str
    length: str
    more: str
    changes: tuple[str, ...]
    hidden: int


def card(plan: Mapping[str, Any]) -> Card:
    """The card of a plan, given in the shape of `plan --json`."""
    lines = change_lines(plan["changes"])
    return Card(
        routine=plan["routine"],
        title=gettext(routine(plan["routine"]).title),
        length=_length(plan),
        more=_more(plan["changes"]),
        changes=lines[:MOST_LINES],
        hidden=len(lines[MOST_LINES:]),
    )


def _length(plan: Mapping[str, Any]) -> str:
    minutes = minutes_words(plan["minutes"])
    sides = {step["side"] for step in plan["steps"] if step["side"]}
    if sides == {"left", "right"}:
        return gettext("%(minutes)s · both sides") % {"minutes": minutes}
    if sides == {"left"}:
        return gettext("%(minutes)s · left side only") % {"minutes": minutes}
    if sides == {"right"}:
        return gettext("%(minutes)s · right side only") % {"minutes": minutes}
    return gettext("%(minutes)s · no touch") % {"minutes": minutes}


def minutes_words(minutes: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def _more(changes: Iterable[Mapping[str, str]]) -> str:
    places = list(dict.fromkeys(change["where"] for change in changes if change["action"] == "more"))
    if not places:
        return ""
    shown = " · ".join(place_words(place) for place in places[:2])
    return gettext("More time here, where you feel it most: %(places)s.") % {"places": shown}


def change_lines(changes: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """What is left out or done in another way, one line for each reason, with its places."""
    places: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        if change["sign"] not in QUIET:
            places.setdefault((change["action"], change["reason"]), []).append(change["where"])
    return tuple(_line(action, reason, where) for (action, reason), where in _skips_first(places))


def _skips_first(places: dict[tuple[str, str], list[str]]) -> list[tuple[tuple[str, str], list[str]]]:
    return sorted(places.items(), key=lambda item: item[0][0] != "skip")


def _line(action: str, reason: str, where: list[str]) -> str:
    limbs = _limbs(where)
    sentence = gettext(reason)
    if action == "skip" and limbs and not sentence.startswith(gettext("Left out")):
        return gettext("Left out: %(places)s. %(reason)s") % {"places": limbs, "reason": sentence}
    return sentence


def _limbs(where: list[str]) -> str:
    """The places of a line, as limbs once there are more than two of them."""
    known = [place for place in dict.fromkeys(where) if "-" in place]
    if len(known) > 2:
        body = catalog().body
        of_places = {limb for place in known for limb in body.limb_places(place)}
        return ", ".join(str(LIMB_WORDS[limb]) for limb in LIMB_PLACES if limb in of_places)
    return ", ".join(place_words(place) for place in known)
